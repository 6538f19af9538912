/** The side panel of a profile: how far it can be trusted, how a device is recognised, and what is read from which object. */
import { useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { link } from '../../app/location.ts'
import { Await } from '../../components/Blank.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Badge, SeverityIcon, ToneIcon } from '../../components/State.tsx'
import { metricName, unitText } from '../../../shared/format/metric.ts'
import { number, withUnit } from '../../../shared/format/number.ts'
import { metric } from '../../../shared/model/metric.ts'
import { VerifiedMark } from '../device/StateWord.tsx'
import { problemName } from './rows.ts'
import css from './Profiles.module.css'

type Detail = OutputOf<'profiles.get'>
type Reading = Detail['single'][number]

export function ProfilePeek({ id, name, vendor, onClose }: { id: string; name: string; vendor: string; onClose: () => void }) {
  const { t } = useWords()
  const detail = useRead('profiles.get', { id })
  return (
    <SidePanel label={t('profiles.panel')} over={vendor} title={name} onClose={onClose}>
      <Await of={detail} lines={10}>
        {(data) => (
          <div className={css.peek}>
            <Trust detail={data} />
            <Recognised detail={data} />
            {data.single.length > 0 ? (
              <section>
                <h3>{t('profiles.single')}</h3>
                <Readings readings={data.single} />
              </section>
            ) : null}
            {data.inTables.map((table) => (
              <section key={table.rows.join()}>
                <h3>{t('profiles.table')}</h3>
                <p className={css.note}>
                  {t('profiles.rowsOf')} <code className="mono">{table.rows.join(', ')}</code>
                </p>
                <Readings readings={table.readings} />
              </section>
            ))}
            <Traps problems={data.problems} />
          </div>
        )}
      </Await>
    </SidePanel>
  )
}

function Trust({ detail }: { detail: Detail }) {
  const { t, locale } = useWords()
  return (
    <section>
      <p>
        <VerifiedMark verified={detail.verified} word />
      </p>
      <p className={css.trust}>
        {detail.verifiedWith === null ? t('devices.profile.notVerified') : `${t('devices.profile.verifiedWith')}: ${detail.verifiedWith}`}
      </p>
      <Facts>
        <Fact name={t('profiles.col.devices')}>
          {detail.devices === 0 ? (
            t('profiles.noDevices')
          ) : (
            <a href={`#${link('/devices/list', { profile: detail.id })}`}>
              {t('profiles.showDevices', { n: number(detail.devices, locale) })}
            </a>
          )}
        </Fact>
        <Fact name={t('profiles.col.kind')}>{t(`common.deviceKind.${detail.kind}`)}</Fact>
        <Fact name={t('profiles.col.source')}>
          {detail.source === 'own' ? (
            <>
              <Badge tone="accent">{t('profiles.own')}</Badge> {detail.file}
              {detail.replaces ? ` · ${t('profiles.replaces')}` : ''}
            </>
          ) : (
            t('profiles.shipped')
          )}
        </Fact>
        {detail.extends === null ? null : <Fact name={t('profiles.extends')}>{detail.extends}</Fact>}
        <Fact name={t('profiles.polling')}>
          {t('profiles.pollingText', {
            varbinds: number(detail.polling.maxVarbinds, locale),
            inFlight: number(detail.polling.inFlight, locale),
          })}
          {detail.polling.bulk ? ` · GETBULK` : ` · ${t('profiles.noBulk')}`}
        </Fact>
      </Facts>
    </section>
  )
}

function Recognised({ detail }: { detail: Detail }) {
  const { t } = useWords()
  const { serial, hardware, firmware } = detail.identity
  const parts = [
    ['serial', serial],
    ['hardware', hardware],
    ['firmware', firmware],
  ] as const
  return (
    <section>
      <h3>{t('profiles.recognised')}</h3>
      {detail.match.length === 0 ? (
        <p className={css.note}>{t(detail.fallback ? 'profiles.fallback' : 'profiles.byHand')}</p>
      ) : (
        <ul className={css.plain}>
          {detail.match.map(({ sysObjectID, probe, under }) => (
            <li key={`${sysObjectID ?? ''}/${probe ?? ''}/${under ?? ''}`}>
              {[
                sysObjectID === null ? null : t('profiles.bySysObjectID', { oid: sysObjectID }),
                probe === null ? null : t('profiles.byProbe', { oid: probe }),
                under === null ? null : t('profiles.byUnder', { oid: under }),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </li>
          ))}
        </ul>
      )}
      <Facts>
        {parts.map(([name, oids]) =>
          oids.length === 0 ? null : (
            <Fact key={name} name={t(`profiles.identity.${name}`)}>
              <span className="mono">{oids.join(', ')}</span>
            </Fact>
          ),
        )}
      </Facts>
    </section>
  )
}

function Readings({ readings }: { readings: readonly Reading[] }) {
  return (
    <ul className={css.readings}>
      {readings.map((reading) => (
        <ReadingItem key={`${reading.metric}/${reading.label}/${reading.oids.join()}/${reading.scale}`} reading={reading} />
      ))}
    </ul>
  )
}

function ReadingItem({ reading }: { reading: Reading }) {
  const { t, locale } = useWords()
  const { metric: key, label, oids, scale, offset, range, states, missing, others, rate } = reading
  const unit = unitText(metric(key).unit, locale)
  const plain = (n: number) => number(n, locale, 6, true)
  const said = [
    scale === 1 ? null : `× ${plain(scale)}`,
    offset === 0 ? null : `${offset < 0 ? '−' : '+'} ${plain(Math.abs(offset))}`,
    rate ? t('profiles.rate') : null,
    range === null || states.length > 0 ? null : t('profiles.range', { from: plain(range[0]), to: withUnit(plain(range[1]), unit) }),
    missing.length === 0 ? null : t('profiles.missing', { values: missing.join(', ') }),
    others.length === 0 ? null : t('profiles.others', { n: others.length }),
  ].filter((part) => part !== null)
  return (
    <li>
      <div className={css.reading}>
        <span>
          {metricName(key, t)}
          {label === '' ? null : <span className="muted"> · {label}</span>}
        </span>
        <span className="muted">{states.length > 0 ? t('profiles.state') : unit}</span>
      </div>
      <div className={css.oid}>{oids.join(', ')}</div>
      {said.length > 0 ? <div className={css.note}>{said.join(' · ')}</div> : null}
      {states.length > 0 ? (
        <div className={css.note}>
          {states
            .map(({ code, state }) => {
              const word = t(`metric.${key.replaceAll('.', '_')}.state.${state}`, { defaultValue: state })
              return `${code === '*' ? t('profiles.otherwise') : code} = ${word}`
            })
            .join(', ')}
        </div>
      ) : null}
    </li>
  )
}

function Traps({ problems }: { problems: Detail['problems'] }) {
  const { t } = useWords()
  return (
    <section>
      <h3>{t('profiles.traps')}</h3>
      {problems.length === 0 ? (
        <p className={css.note}>{t('profiles.noTraps')}</p>
      ) : (
        <ul className={css.readings}>
          {problems.map((problem) => (
            <li key={problem.problem}>
              <div className={css.reading}>
                <span>{problemName(problem.problem, t)}</span>
                {problem.raise.length === 0 ? (
                  <span className="muted">{t('profiles.noteOnly')}</span>
                ) : problem.severity === null ? (
                  <span className={css.word}>
                    <ToneIcon tone="indeterminate" size={11} />
                    {t('profiles.severityInTrap')}
                  </span>
                ) : (
                  <SeverityIcon severity={problem.severity} size={11} word />
                )}
              </div>
              {(['raise', 'clear', 'note'] as const).map((what) =>
                problem[what].length === 0 ? null : (
                  <div key={what} className={css.oid}>
                    <span>{t(`profiles.event.${what}`)}</span> {problem[what].join(', ')}
                  </div>
                ),
              )}
              {problem.raise.length > 0 && problem.clear.length === 0 ? <div className={css.note}>{t('profiles.neverCleared')}</div> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
