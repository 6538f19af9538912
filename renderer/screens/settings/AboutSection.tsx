/** How the program itself is doing: version, workers, polling, store. */
import type { ReactNode } from 'react'
import { ClipboardCopy, LogOut } from 'lucide-react'
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useStatus } from '../../app/live.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon, type Tone } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import css from './Settings.module.css'

type Status = OutputOf<'session.status'>
const WORKERS = ['core', 'reader', 'archive', 'traps', 'sender', 'simulator'] as const
const WORKER_TONE: Record<string, Tone> = {
  running: 'ok',
  starting: 'unknown',
  restarting: 'minor',
  failed: 'critical',
  stopped: 'unknown',
}

export function AboutSection() {
  const me = useRead('session.me')
  const first = useRead('session.status', undefined, { refetchInterval: 10_000 })
  const live = useStatus((s) => s.status)
  return (
    <>
      <Await of={me}>{(data) => <Program me={data} />}</Await>
      <Await of={{ ...first, data: live ?? first.data }}>{(status) => <Health status={status} />}</Await>
    </>
  )
}

function Rows({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Facts className={css.facts}>
      {rows.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </Facts>
  )
}

function Program({ me }: { me: OutputOf<'session.me'> }) {
  const { t } = useWords()
  const status = useStatus((s) => s.status)
  const end = useCommand('session.end')
  const copy = () => {
    const text = JSON.stringify({ version: me.version, host: me.host, dataset: me.dataset, status }, null, 2)
    void navigator.clipboard.writeText(text).then(() => toast({ text: t('settings.action.copied') }), toastFailure)
  }
  return (
    <Panel
      title="Branchwatch"
      actions={
        <>
          <Button kind="quiet" icon={ClipboardCopy} onClick={copy}>
            {t('settings.about.copy')}
          </Button>
          {me.host === 'web' ? (
            <Button
              icon={LogOut}
              busy={end.isPending}
              onClick={() => end.mutate(undefined, { onSuccess: () => location.reload(), onError: toastFailure })}
            >
              {t('settings.about.endSession')}
            </Button>
          ) : null}
        </>
      }
    >
      <Rows
        rows={[
          [t('settings.about.version'), me.version],
          [t('settings.about.host'), t(`settings.about.${me.host}`)],
          [
            t('settings.about.dataset'),
            `${t(`settings.about.${me.dataset.kind === 'demo' ? 'demo' : 'branch'}`)}: ${me.dataset.branchName}`,
          ],
          [t('settings.about.folder'), <code key="folder">{me.dataset.folder}</code>],
        ]}
      />
    </Panel>
  )
}

function Health({ status }: { status: Status }) {
  const { t, locale } = useWords()
  const said = (n: number) => number(n, locale)
  const { poll, store } = status
  const storeState = (state: 'ok' | 'readOnly' | 'failed' | 'memoryOnly') => (
    <Stated tone={state === 'ok' ? 'ok' : state === 'failed' ? 'critical' : 'minor'}>{t(`settings.about.storeState.${state}`)}</Stated>
  )
  return (
    <>
      {status.isolated ? (
        <p role="alert" className={css.problem}>
          {t('settings.about.isolated')}
        </p>
      ) : null}
      <div className={css.trio}>
        <Panel title={t('settings.about.workers')} level={3}>
          <Rows rows={WORKERS.filter((name) => status.workers[name] !== null).map((name) => workerRow(name, status, t, locale))} />
        </Panel>
        <Panel title={t('settings.about.poll')} level={3}>
          <Rows
            rows={[
              [t('settings.about.devices'), said(poll.devices)],
              [t('settings.about.answering'), said(poll.answering)],
              [t('settings.about.inFlight'), said(poll.inFlight)],
              [
                t('settings.about.missed'),
                <Stated key="missed" tone={poll.missed === 0 ? 'ok' : 'minor'}>
                  {said(poll.missed)}
                </Stated>,
              ],
              [t('settings.about.lastReading'), <Age key="age" at={poll.lastReadingAt} fast />],
            ]}
          />
        </Panel>
        <Panel title={t('settings.about.store')} level={3}>
          <Rows
            rows={[
              [t('settings.about.operations'), storeState(store.operations)],
              [t('settings.about.history'), storeState(store.history)],
            ]}
          />
          {store.detail === null ? null : <p className={css.problem}>{store.detail}</p>}
        </Panel>
      </div>
    </>
  )
}

function Stated({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={css.stated}>
      <ToneIcon tone={tone} size={10} /> {children}
    </span>
  )
}

function workerRow(name: (typeof WORKERS)[number], status: Status, t: TFunction, locale: Locale): readonly [string, ReactNode] {
  const state = status.workers[name] ?? 'stopped'
  const restarts = status.restarts[name] ?? 0
  return [
    t(`settings.about.${name}`),
    <Stated key={name} tone={WORKER_TONE[state] ?? 'unknown'}>
      {t(`settings.about.worker.${state}`)}
      {restarts > 0 ? ` · ${t('settings.about.restarts', { n: number(restarts, locale) })}` : ''}
    </Stated>,
  ]
}
