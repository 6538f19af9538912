/** One trap beside the log: what became of it and why, its facts, its variables named and as they came, and the ways on. */
import { duration, moment } from '../../../shared/format/time.ts'
import { number } from '../../../shared/format/number.ts'
import type { NamedVarbind } from '../../../shared/model/trap.ts'
import { useWords } from '../../app/i18n.ts'
import { LinkButton } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { VerdictWord } from './columns.tsx'
import { shortValue, versionText, type TrapView } from './view.ts'
import css from './Traps.module.css'

export function TrapPanel({ view, onClose }: { view: TrapView; onClose: () => void }) {
  const { t, locale } = useWords()
  const { row } = view
  const v3 = row.version === '3'
  return (
    <SidePanel label={t('traps.panel.label')} over={<VerdictWord verdict={row.verdict} />} title={view.title} onClose={onClose}>
      <div className={css.panel}>
        <p>{t(`traps.verdictWhy.${row.verdict}`)}</p>
        <div className={css.panelDeeds}>
          {row.alarmId === null ? null : (
            <LinkButton kind="primary" href={`/alarms?alarm=${row.alarmId}`}>
              {t('traps.panel.openAlarm')}
            </LinkButton>
          )}
          {row.deviceId === null ? null : <LinkButton href={`/devices/${row.deviceId}`}>{t('traps.panel.openDevice')}</LinkButton>}
          {row.stationId === null ? null : <LinkButton href={`/stations/${row.stationId}`}>{t('traps.panel.openStation')}</LinkButton>}
          {row.verdict === 'stranger' ? <LinkButton href="/devices/list?new=1">{t('traps.panel.addDevice')}</LinkButton> : null}
        </div>
        <section>
          <h3>{t('traps.panel.facts')}</h3>
          <Facts>
            <Fact name={t('traps.panel.at')}>{moment(row.at, locale)}</Fact>
            {row.count > 1 ? (
              <>
                <Fact name={t('traps.panel.lastAt')}>{moment(row.lastAt, locale)}</Fact>
                <Fact name={t('traps.panel.count')}>{number(row.count, locale)}</Fact>
              </>
            ) : null}
            {view.code === '' ? null : (
              <Fact name={t('traps.column.station')}>
                {view.code} {view.station}
              </Fact>
            )}
            {view.device === '' ? null : <Fact name={t('traps.column.device')}>{view.device}</Fact>}
            <Fact name={t('traps.panel.source')}>
              <span className="mono">{row.source}</span>
            </Fact>
            {row.agent === null ? null : (
              <Fact name={t('traps.panel.agent')}>
                <span className="mono">{row.agent}</span>
              </Fact>
            )}
            <Fact name={t('traps.panel.version')}>{versionText(row, t)}</Fact>
            {v3 ? (
              <Fact name={t('traps.panel.user')}>{row.user}</Fact>
            ) : (
              <Fact name={t('traps.panel.community')}>{t(row.known ? 'traps.panel.communityKnown' : 'traps.panel.communityOther')}</Fact>
            )}
            {row.context === '' ? null : <Fact name={t('traps.panel.context')}>{row.context}</Fact>}
            {row.engineId === null ? null : (
              <Fact name={t('traps.panel.engine')}>
                <span className="mono">{row.engineId}</span>
              </Fact>
            )}
            {row.upTime === null ? null : <Fact name={t('traps.panel.upTime')}>{duration(row.upTime * 10, locale)}</Fact>}
            <Fact name={t('traps.column.trap')}>{row.name ?? <span className="muted">{t('traps.panel.noModule')}</span>}</Fact>
            <Fact name={t('traps.panel.oid')}>
              <span className={css.withCopy}>
                <span className="mono">{row.trapOid}</span>
                <CopyButton text={row.trapOid} what={t('traps.panel.copy')} />
              </span>
            </Fact>
            {row.module === null ? null : <Fact name={t('traps.panel.module')}>{row.module}</Fact>}
            {row.problem === null ? null : <Fact name={t('traps.panel.problem')}>{row.problem}</Fact>}
          </Facts>
        </section>
        <section>
          <h3>{t('traps.panel.variables')}</h3>
          {row.varbinds.length === 0 ? <p className="muted">{t('traps.panel.noVariables')}</p> : null}
          <ul className={css.variables}>
            {row.varbinds.map((varbind, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- a trap may carry the same variable twice, and its list never changes
              <Variable key={i} varbind={varbind} />
            ))}
          </ul>
          {row.more > 0 ? <p className="muted">{t('traps.panel.more', { n: number(row.more, locale) })}</p> : null}
        </section>
        {row.raw === null ? null : (
          <section>
            <h3 className={css.withCopy}>
              {t('traps.panel.raw')} <CopyButton text={row.raw} what={t('traps.panel.copy')} />
            </h3>
            <pre className={css.raw}>{row.raw.replace(/(..)(?=.)/g, '$1 ')}</pre>
            {v3 ? null : <p className="muted">{t('traps.panel.rawNote')}</p>}
          </section>
        )}
      </div>
    </SidePanel>
  )
}

function Variable({ varbind }: { varbind: NamedVarbind }) {
  const value = shortValue(varbind)
  return (
    <li>
      <div className={css.variableName} title={varbind.oid}>
        {varbind.name ?? <span className="mono">{varbind.oid}</span>}
      </div>
      <div className={varbind.hex === null ? undefined : 'mono'}>{value === '' ? '—' : value}</div>
      {varbind.name === null ? null : <div className={css.variableOid}>{varbind.oid}</div>}
    </li>
  )
}
