/** Devices, poller health: whether the console itself keeps up, and what to do where it does not. */
import { ChartLine, Table2 } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Await, Loading } from '../../components/Blank.tsx'
import { IconButton } from '../../components/Button.tsx'
import { KeyFigure } from '../../components/KeyFigure.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { NONE, number, percent, withUnit } from '../../../shared/format/number.ts'
import { HOUR, MINUTE } from '../../../shared/format/time.ts'
import { DeviceTabs } from '../devices/DeviceTabs.tsx'
import { DropsPanel } from './DropsPanel.tsx'
import { SocketsPanel } from './SocketsPanel.tsx'
import { FailingPanel, SlowestPanel } from './WorstPanels.tsx'
import { plotsOf } from './plots.ts'
import { bufferErrors, sum, timeoutShare, verdictOf } from './verdict.ts'
import css from './Poller.module.css'

const PlotChart = lazy(() => import('../../charts/PlotChart.tsx'))
const PlotTable = lazy(() => import('../../charts/PlotTable.tsx'))

const EVERY_MS = 5000
type Health = OutputOf<'poller.health'>

export default function PollerScreen() {
  const { t } = useWords()
  const health = useRead('poller.health', undefined, { refetchInterval: EVERY_MS })
  const settings = useRead('settings.get')
  const intervalSeconds = settings.data?.intervalSeconds ?? 60
  return (
    <Page title={t('devices.title')} filters={<DeviceTabs at="poller" />}>
      <Await of={health} lines={12}>
        {(data) => (
          <>
            <Verdict health={data} intervalSeconds={intervalSeconds} />
            <Figures health={data} intervalSeconds={intervalSeconds} />
            <HourPanel minutes={data.minutes} />
            <div className={css.columns}>
              <div className={css.stack}>
                <SocketsPanel sockets={data.sockets} devices={data.devices} />
                <SlowestPanel />
              </div>
              <div className={css.stack}>
                <FailingPanel />
                <DropsPanel dropped={data.dropped} />
              </div>
            </div>
          </>
        )}
      </Await>
    </Page>
  )
}

function Verdict({ health, intervalSeconds }: { health: Health; intervalSeconds: number }) {
  const { t, locale } = useWords()
  const { tone, key, params } = verdictOf(health, intervalSeconds)
  const words = Object.fromEntries(Object.entries(params).map(([name, n]) => [name, number(n, locale)]))
  return (
    <div className={css.verdict} role="status">
      <ToneIcon tone={tone} size={16} />
      <p>
        <span className={css.answer}>{t(`poller.verdict.${key}.answer`)}</span> {t(`poller.verdict.${key}.text`, words)}
      </p>
    </div>
  )
}

function Figures({ health, intervalSeconds }: { health: Health; intervalSeconds: number }) {
  const { t, locale } = useWords()
  const whole = (n: number) => number(n, locale)
  const lost = bufferErrors(health)
  const missed = sum(health.minutes, 'missed')
  const dropped = Object.values(health.dropped).reduce((total, n) => total + n, 0)
  const waiting = health.waiting.living
  const share = timeoutShare(health.minutes)
  return (
    <div className={css.figures}>
      <KeyFigure
        label={t('poller.figure.cycle')}
        value={health.cycleMs === null ? NONE : withUnit(number(health.cycleMs / 1000, locale, 1), 's')}
        note={t('poller.note.cycle', { interval: whole(intervalSeconds) })}
      />
      <KeyFigure label={t('poller.figure.inFlight')} value={whole(health.inFlight)} note={t('poller.note.inFlight')} />
      <KeyFigure
        label={t('poller.figure.waiting')}
        value={whole(waiting)}
        quiet={waiting === 0}
        note={t('poller.note.waiting', { dead: whole(health.waiting.dead) })}
      />
      <KeyFigure
        label={t('poller.figure.timeouts')}
        value={share === null ? NONE : percent(share, locale, 1)}
        quiet={share === 0}
        note={t('poller.note.hour')}
        href="/devices/list?is=failing"
      />
      <KeyFigure label={t('poller.figure.missed')} value={whole(missed)} tone="major" quiet={missed === 0} note={t('poller.note.hour')} />
      <KeyFigure label={t('poller.figure.dropped')} value={whole(dropped)} quiet={dropped === 0} note={t('poller.note.start')} />
      <KeyFigure
        label={t('poller.figure.lost')}
        value={lost === null ? NONE : whole(lost)}
        tone="major"
        quiet={lost === null || lost === 0}
        note={lost === null ? t('poller.note.unsaid') : t('poller.note.start')}
      />
      <KeyFigure
        label={t('poller.figure.loop')}
        value={withUnit(number(health.loopMs.p99, locale, health.loopMs.p99 < 10 ? 1 : 0), 'ms')}
        note={t('poller.note.loop', { max: withUnit(number(health.loopMs.max, locale, 0), 'ms') })}
      />
    </div>
  )
}

function HourPanel({ minutes }: { minutes: Health['minutes'] }) {
  const { t } = useWords()
  const [asTable, setAsTable] = useState(false)
  const plots = useMemo(() => plotsOf(minutes, t), [minutes, t])
  const to = Math.ceil(useTenSeconds() / MINUTE) * MINUTE
  // A console that runs for a few minutes shows those, not an empty hour.
  const from = Math.max(to - HOUR, Math.min(minutes[0]?.at ?? to, to - 10 * MINUTE))
  return (
    <Panel
      title={t('poller.hour')}
      actions={
        <IconButton
          icon={asTable ? ChartLine : Table2}
          label={t(asTable ? 'charts.chart' : 'charts.table')}
          onClick={() => setAsTable(!asTable)}
        />
      }
    >
      {minutes.length === 0 ? (
        <p className="muted">{t('poller.firstMinute')}</p>
      ) : (
        <Suspense fallback={<Loading lines={8} />}>
          {asTable ? (
            <PlotTable label={t('poller.hour')} plots={plots} />
          ) : (
            <div className={css.charts}>
              {plots.map((plot) => (
                <PlotChart key={plot.id} {...plot} from={from} to={to} sync="poller" />
              ))}
            </div>
          )}
        </Suspense>
      )}
    </Panel>
  )
}
