/** History of the station: the timeline of intervals above, charts below, one range and one crosshair for all. */
import { ChartLine, Download, Table2 } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { useNarrow } from '../../app/media.ts'
import { useTenSeconds } from '../../app/now.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { FilterChips } from '../../components/Filters.tsx'
import { Segmented } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { metricName } from '../../../shared/format/metric.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'
import { Timeline } from './Timeline.tsx'
import { SeriesTable } from './SeriesTable.tsx'
import { exportSeries } from './export.ts'
import { RANGES, rangeOf, windowOf } from './range.ts'
import { available, defaults, requests } from './subjects.ts'
import css from './History.module.css'

const SeriesChart = lazy(() => import('../../charts/SeriesChart.tsx'))

export function HistoryPanel({ stationId, code }: { stationId: number; code: string }) {
  const { t, locale } = useWords()
  const params = useParams()
  const narrow = useNarrow()
  const range = rangeOf(params.get('range'))
  const { from, to } = windowOf(range, useTenSeconds())
  const [asTable, setAsTable] = useState(false)
  const index = useRead('history.index', { stationId }, { staleTime: 5 * 60_000 })
  const chosen = params.get('c')
  const all = useMemo(() => available(index.data ?? [], chosen?.split(',') ?? []), [index.data, chosen])
  const on = useMemo(() => chosen?.split(',') ?? defaults(all), [chosen, all])
  const shown = all.filter((one) => on.includes(one.id))
  const wanted = requests(shown)
  const pixels = narrow ? 150 : 300
  const series = useRead(
    'history.series',
    { series: wanted, from, to, pixels },
    { enabled: wanted.length > 0, keep: true, staleTime: 5 * 60_000 },
  )
  const nameOf = (id: string) => (id.startsWith('metric:') ? metricName(id.slice(7) as MetricKey, t) : t(`station.subject.${id}`))
  const charts = shown.map((one) => ({
    ...one,
    title: nameOf(one.id),
    data: one.series.flatMap(
      (s) => series.data?.find((d) => d.deviceId === s.deviceId && d.metric === s.metric && d.instance === s.instance) ?? [],
    ),
  }))
  return (
    <Panel
      title={t('station.charts.title')}
      actions={
        <>
          <Segmented
            size="small"
            label={t('station.charts.range')}
            value={range}
            options={RANGES.map((value) => ({ value, label: t(`station.charts.r${value}`) }))}
            onChange={(next) => params.set({ range: next })}
          />
          <IconButton
            icon={asTable ? ChartLine : Table2}
            label={t(asTable ? 'station.charts.chart' : 'station.charts.table')}
            onClick={() => setAsTable(!asTable)}
          />
          <IconButton
            icon={Download}
            label={t('common.exportCsv')}
            disabled={charts.every((c) => c.data.length === 0)}
            onClick={() => exportSeries(charts, code, from, to, t, locale)}
          />
        </>
      }
    >
      <Timeline stationId={stationId} from={from} to={to} />
      {index.error ? <ErrorState error={index.error} onRetry={() => void index.refetch()} compact /> : null}
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
      {series.error ? <ErrorState error={series.error} onRetry={() => void series.refetch()} compact /> : null}
      {series.isPending && wanted.length > 0 && !series.error ? <Loading lines={6} /> : null}
      {series.data ? (
        asTable ? (
          <SeriesTable charts={charts} />
        ) : (
          <Suspense fallback={<Loading lines={6} />}>
            <div className={css.charts} data-dim={series.isPlaceholderData || undefined}>
              {charts.map((chart) => (
                <SeriesChart
                  key={chart.id}
                  title={chart.title}
                  unit={chart.unit}
                  series={chart.data}
                  from={from}
                  to={to}
                  sync={`station-${stationId}`}
                />
              ))}
            </div>
            {charts.length > 0 ? <p className={css.band}>{t('station.charts.band')}</p> : null}
          </Suspense>
        )
      ) : null}
      {narrow && charts.some((c) => c.data.length > 0) ? (
        <Button icon={asTable ? ChartLine : Table2} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'station.charts.chart' : 'station.charts.table')}
        </Button>
      ) : null}
    </Panel>
  )
}
