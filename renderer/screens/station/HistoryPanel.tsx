/** History of the station: the timeline of intervals above, charts below, one period and one crosshair for all. */
import { ChartLine, ChartSpline, Download, Image, Table2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useStatus } from '../../app/live.ts'
import { go, link, useParams } from '../../app/location.ts'
import { useTenSeconds } from '../../app/now.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { IconButton } from '../../components/Button.tsx'
import { FilterChips } from '../../components/Filters.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ChartKey, type Sign } from '../../charts/ChartKey.tsx'
import { seriesNames } from '../../charts/labels.ts'
import { marksOf, outages, stretches, thresholdsOf } from '../../charts/marks.ts'
import { OverviewStrip } from '../../charts/OverviewStrip.tsx'
import { PeriodNote, PeriodPicker, windowText } from '../../charts/PeriodPicker.tsx'
import { usePeriod } from '../../charts/usePeriod.ts'
import { pixelsFor, useWidth } from '../../charts/useWidth.ts'
import { useSaving } from '../../charts/useSaving.ts'
import { useSeries } from '../../charts/useSeries.ts'
import { metricName } from '../../../shared/format/metric.ts'
import { DAY, MINUTE, moment } from '../../../shared/format/time.ts'
import type { Device } from '../../../shared/model/device.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'
import { HistoryChart } from './HistoryChart.tsx'
import { HistoryStates } from './HistoryStates.tsx'
import { HistoryTable } from './HistoryTable.tsx'
import { Timeline } from './Timeline.tsx'
import { available, defaults } from './subjects.ts'
import css from './History.module.css'

/** Beside a plot: its axis and margin. */
const BESIDE = 72
/** Points of a band of states: each may be parted by several of them. */
const MOST_BANDS = 400
/** A console that has read nothing for so long says so above its charts. */
const SILENT = 5 * MINUTE
/** Windows are asked for in no longer period. */
const MOST_DAYS = 400

export type HistoryPanelProps = { stationId: number; code: string; name: string; devices: readonly Pick<Device, 'id' | 'name'>[] }

export function HistoryPanel({ stationId, code, name, devices }: HistoryPanelProps) {
  const { t, locale } = useWords()
  const params = useParams()
  const now = useTenSeconds()
  const { period, window, whole } = usePeriod()
  const [asTable, setAsTable] = useState(false)
  const index = useRead('history.index', { stationId }, { staleTime: 5 * MINUTE })
  const chosen = params.get('c')
  const all = useMemo(() => available(index.data ?? [], chosen?.split(',') ?? []), [index.data, chosen])
  const on = useMemo(() => chosen?.split(',') ?? defaults(all), [chosen, all])
  const shown = useMemo(() => all.filter((one) => on.includes(one.id)), [all, on])
  const numbers = useMemo(() => shown.filter((one) => !one.states), [shown])
  const [measure, width] = useWidth()
  const pixels = width === 0 ? 0 : pixelsFor(width - BESIDE)
  const deviceName = useNames(devices)
  const bands = Math.min(pixels, MOST_BANDS)
  const nameOf = (id: string) => (id.startsWith('metric:') ? metricName(id.slice(7) as MetricKey, t) : t(`station.subject.${id}`))

  const timeline = useRead('stations.timeline', { id: stationId, ...window }, { keep: true, staleTime: MINUTE })
  const windows = useRead(
    'windows.occurrences',
    { ...window, stationId },
    { keep: true, staleTime: MINUTE, enabled: window.to - window.from <= MOST_DAYS * DAY },
  )
  const rules = useRead('alarms.rules', undefined, { staleTime: 10 * MINUTE })
  const events = timeline.data
  const ledger = useMemo(() => stretches(events?.intervals ?? [], window, window.to), [events, window])
  const marks = useMemo(() => marksOf(events?.alarms ?? [], window), [events, window])
  const planned = useMemo(() => (windows.data ?? []).filter((one) => one.state === 'approved'), [windows.data])
  const metrics = useMemo(() => [...new Set(shown.flatMap((one) => one.series.map((series) => series.metric)))], [shown])
  const limits = useMemo(() => thresholdsOf(rules.data ?? [], metrics), [rules.data, metrics])
  const signs: Sign[] = [
    'band',
    ...(limits.length > 0 ? (['limit'] as const) : []),
    ...outages(ledger).map(({ bucket }): Sign => (bucket === 'unknown' ? 'unknown' : bucket === 'downPlanned' ? 'planned' : 'down')),
    ...(marks.length > 0 ? (['alarm'] as const) : []),
    'mixed',
    'bad',
  ]

  const lastReading = useStatus((s) => s.status?.poll.lastReadingAt ?? null)
  const silent = period.fixed === null && lastReading !== null && now - lastReading > SILENT
  const overview = useSeries({ series: numbers[0]?.series.slice(0, 1) ?? [], window: whole ?? window, pixels: 200 }, period, whole !== null)
  const charts = useRef<HTMLDivElement>(null)
  const saving = useSaving({
    file: `${code}-${t('station.charts.exportName')}`,
    title: `${code} ${name}`,
    subtitle: `${t('station.charts.title')} · ${windowText(window, locale)}`,
    window,
    names: (series) => seriesNames(series, t, deviceName),
    questions: numbers.map((one) => ({ series: one.series, window, pixels })),
    states: shown.flatMap((one) => (one.states ? [{ series: one.series, window, pixels: bands }] : [])),
  })
  return (
    <Panel
      title={t('station.charts.title')}
      note={<PeriodNote period={period} window={window} />}
      actions={
        <>
          <PeriodPicker period={period} window={window} />
          <div className={css.tools} role="group" aria-label={t('charts.actions')}>
            <IconButton
              size="small"
              icon={ChartSpline}
              label={t('compare.open')}
              onClick={() =>
                go(
                  link('/compare', {
                    s: stationId,
                    metric: numbers[0]?.series[0]?.metric,
                    range: params.get('range'),
                    from: params.get('from'),
                    to: params.get('to'),
                  }),
                )
              }
            />
            <IconButton
              size="small"
              icon={asTable ? ChartLine : Table2}
              label={t(asTable ? 'charts.chart' : 'charts.table')}
              onClick={() => setAsTable(!asTable)}
            />
            <IconButton
              size="small"
              icon={Download}
              label={t('charts.csv')}
              disabled={shown.length === 0 || pixels === 0}
              busy={saving.busy}
              onClick={() => void saving.csv()}
            />
            <IconButton
              size="small"
              icon={Image}
              label={t('charts.png')}
              disabled={shown.length === 0 || asTable}
              busy={saving.busy}
              onClick={() => void saving.png(charts.current)}
            />
          </div>
        </>
      }
    >
      {whole ? <OverviewStrip whole={whole} window={window} series={overview.data?.[0]} /> : null}
      <Timeline read={timeline} ledger={ledger} marks={marks} planned={planned} window={window} />
      {index.error ? <ErrorState error={index.error} onRetry={() => void index.refetch()} compact /> : null}
      {index.isPending && !index.error ? <Loading lines={6} /> : null}
      {index.data && all.length === 0 ? <p className="muted">{t('station.charts.none')}</p> : null}
      {all.length > 0 ? (
        <div className={css.choose}>
          <FilterChips
            label={t('station.charts.choose')}
            value={on}
            onChange={(next) => params.set({ c: next.length === 0 ? 'none' : next })}
            chips={all.map((one) => ({ value: one.id, label: nameOf(one.id) }))}
          />
        </div>
      ) : null}
      {all.length > 0 && shown.length === 0 ? <p className="muted">{t('station.charts.noneChosen')}</p> : null}
      {silent ? (
        <p className={css.stale} role="status">
          {t('charts.stale', { when: moment(lastReading, locale) })}
        </p>
      ) : null}
      <div ref={measure}>
        {asTable ? (
          <HistoryTable questions={numbers.map((one) => ({ series: one.series, window, pixels }))} deviceName={deviceName} />
        ) : (
          <div ref={charts} className={css.charts}>
            {shown.map((one) =>
              one.states ? (
                <HistoryStates
                  key={one.id}
                  id={one.id}
                  title={nameOf(one.id)}
                  series={one.series}
                  period={period}
                  window={window}
                  pixels={bands}
                  sync={`station-${stationId}`}
                  deviceName={deviceName}
                />
              ) : (
                <HistoryChart
                  key={one.id}
                  id={one.id}
                  title={nameOf(one.id)}
                  series={one.series}
                  period={period}
                  window={window}
                  pixels={pixels}
                  limits={limits}
                  ledger={ledger}
                  marks={marks}
                  sync={`station-${stationId}`}
                  deviceName={deviceName}
                />
              ),
            )}
          </div>
        )}
      </div>
      {shown.length > 0 && !asTable ? <ChartKey signs={[...new Set(signs)]} /> : null}
    </Panel>
  )
}

/** Names of devices by id; the same function for as long as they are called the same, whatever their polls say. */
function useNames(devices: HistoryPanelProps['devices']): (id: number) => string {
  const said = JSON.stringify(devices.map(({ id, name }) => [id, name]))
  return useMemo(() => {
    const names = new Map<number, string>(JSON.parse(said) as [number, string][])
    return (id) => names.get(id) ?? ''
  }, [said])
}
