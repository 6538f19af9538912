/** The branch's files and their disk: what happened to them, how much room there is, what each class of history takes and for how long, and a thorough check. */
import { ShieldCheck } from 'lucide-react'
import { bytes } from '../../../shared/format/bytes.ts'
import { NONE, number } from '../../../shared/format/number.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { cx } from '../../components/cx.ts'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon, type Tone } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { RetentionForm } from './RetentionForm.tsx'
import { useMay } from './may.ts'
import css from './Settings.module.css'

type Status = OutputOf<'storage.status'>
type Sizes = OutputOf<'storage.sizes'>
type Check = OutputOf<'storage.check'>

const LEVEL_TONE: Readonly<Record<string, Tone>> = { ok: 'ok', low: 'minor', critical: 'major', emergency: 'critical' }
const CLASSES = ['raw', 'fiveMinutes', 'hour', 'day'] as const

export function StorageSection() {
  const status = useRead('storage.status', undefined, { refetchInterval: 10_000 })
  const sizes = useRead('storage.sizes', undefined, { refetchInterval: 60_000 })
  const settings = useRead('settings.get')
  const check = useRead('storage.check', undefined, { refetchInterval: 5000 })
  return (
    <>
      <Await of={status}>
        {(data) => (
          <>
            <Notices status={data} />
            <Disk status={data} />
          </>
        )}
      </Await>
      <Await of={sizes}>{(data) => <Taken sizes={data} />}</Await>
      <Await of={settings}>{(data) => <RetentionForm settings={data} />}</Await>
      <Await of={check}>{(data) => <Checked check={data} />}</Await>
    </>
  )
}

/** What happened, until somebody who answers for the branch has confirmed it. */
function Notices({ status }: { status: Status }) {
  const { t, locale } = useWords()
  const may = useMay('admin')
  const confirm = useCommand('storage.confirm', { refresh: ['storage.status', 'session.me'] })
  return status.notices.map((notice) => (
    <div key={notice.id} role="alert" className={css.problem}>
      <span className={css.noticeText}>
        <strong>{moment(notice.at, locale)}</strong> {phraseText(t, notice.phrase)}
      </span>
      {may ? (
        <Button size="small" busy={confirm.isPending} onClick={() => confirm.mutate({ id: notice.id }, { onError: toastFailure })}>
          {t('storage.confirm')}
        </Button>
      ) : null}
    </div>
  ))
}

function Disk({ status }: { status: Status }) {
  const { t, locale } = useWords()
  const { disk } = status
  return (
    <Panel title={t('storage.disk.title')}>
      <div className={css.fields}>
        <Facts className={css.facts}>
          <Fact name={t('storage.disk.level')}>
            {disk ? (
              <span className={css.stated}>
                <ToneIcon tone={LEVEL_TONE[disk.level] ?? 'unknown'} size={10} /> {t(`storage.level.${disk.level}`)}
              </span>
            ) : (
              NONE
            )}
          </Fact>
          <Fact name={t('storage.disk.free')}>
            {disk ? t('storage.disk.freeOf', { free: bytes(disk.freeBytes, locale), total: bytes(disk.totalBytes, locale) }) : NONE}
          </Fact>
          <Fact name={t('storage.disk.daily')}>
            {disk === null || disk.dailyBytes === null ? t('storage.disk.notYet') : bytes(disk.dailyBytes, locale)}
          </Fact>
          <Fact name={t('storage.disk.ballast')}>{disk ? bytes(disk.ballastBytes, locale) : NONE}</Fact>
          <Fact name={t('storage.disk.harmed')}>{number(status.harmedRows, locale)}</Fact>
        </Facts>
        {disk?.phrase ? (
          <p role="alert" className={css.problem}>
            {phraseText(t, disk.phrase)}
          </p>
        ) : null}
        {status.mending ? <p>{t(`storage.mending.${status.mending}`)}</p> : null}
      </div>
    </Panel>
  )
}

function Taken({ sizes }: { sizes: Sizes }) {
  const { t, locale } = useWords()
  const size = (of: number) => bytes(of, locale)
  const heads = ['days', 'size', 'aDay', 'points', 'perPoint'] as const
  const { unfinishedBytes, historyBytes, spareBytes, walBytes, operationsBytes } = sizes
  const others = { unfinished: unfinishedBytes, spare: spareBytes, history: historyBytes, wal: walBytes, operations: operationsBytes }
  return (
    <Panel title={t('storage.sizes.title')} note={moment(sizes.at, locale)} flush>
      <table className={css.list}>
        <thead>
          <tr>
            <th scope="col">{t('storage.sizes.class')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className={css.n}>
                {t(`storage.sizes.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CLASSES.map((name) => {
            const { bytes: taken, days, bytesADay, pointsADay } = sizes.classes[name]
            const cells = [
              number(days, locale),
              size(taken),
              size(bytesADay),
              number(pointsADay, locale),
              pointsADay > 0 ? number(bytesADay / pointsADay, locale, 2) : NONE,
            ]
            return (
              <tr key={name}>
                <th scope="row">{t(`storage.class.${name}`)}</th>
                {cells.map((cell, i) => (
                  <td key={heads[i]} className={css.n} data-head={t(`storage.sizes.${heads[i] ?? 'size'}`)}>
                    {cell}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      <Facts className={cx(css.facts, css.inset)}>
        {Object.entries(others).map(([name, of]) => (
          <Fact key={name} name={t(`storage.sizes.${name}`)}>
            {size(of)}
          </Fact>
        ))}
      </Facts>
    </Panel>
  )
}

/** A thorough check of all that is kept, beside polling. */
function Checked({ check }: { check: Check }) {
  const { t, locale } = useWords()
  const may = useMay('admin')
  const start = useCommand('storage.startCheck', { refresh: ['storage.check'] })
  const stop = useCommand('storage.stopCheck', { refresh: ['storage.check'] })
  const { going, last } = check
  const share = going && going.total > 0 ? going.done / going.total : 0
  return (
    <Panel title={t('storage.checking.title')}>
      <div className={css.fields}>
        <p className="muted">{t('storage.checking.lead')}</p>
        {going ? (
          <div className={css.actions} aria-live="polite">
            <progress max={1} value={share} aria-label={t('storage.checking.going')} />
            <span>
              {going.cancelled ? t('storage.checking.stopping') : `${t('storage.checking.going')} ${number(share * 100, locale)} %`}
            </span>
            {may && !going.cancelled ? (
              <Button size="small" onClick={() => stop.mutate(undefined, { onError: toastFailure })}>
                {t('storage.checking.stop')}
              </Button>
            ) : null}
          </div>
        ) : may ? (
          <div className={css.actions}>
            <Button
              icon={ShieldCheck}
              busy={start.isPending}
              onClick={() =>
                start.mutate(undefined, { onSuccess: () => toast({ text: t('storage.checking.started') }), onError: toastFailure })
              }
            >
              {t('storage.checking.start')}
            </Button>
          </div>
        ) : null}
        {last ? <Result last={last} /> : <p className="muted">{t('storage.checking.never')}</p>}
      </div>
    </Panel>
  )
}

const GRADE_TONE: Readonly<Record<'ok' | 'note' | 'damage', Tone>> = { ok: 'ok', note: 'unknown', damage: 'critical' }

function Result({ last }: { last: NonNullable<Check['last']> }) {
  const { t, locale } = useWords()
  return (
    <>
      <p className={css.strong}>
        {t(last.sound ? 'storage.checking.sound' : 'storage.checking.damaged', {
          at: moment(last.at, locale),
          took: duration(last.durationMs, locale),
        })}
      </p>
      <ul className={css.findings}>
        {last.findings.map(({ grade, phrase }) => (
          <li key={phraseText(t, phrase)}>
            <ToneIcon tone={GRADE_TONE[grade]} size={10} /> <span>{phraseText(t, phrase)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
