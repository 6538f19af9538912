/** One chart of the station: asks for its series while it is on screen, and keeps its place while it waits. */
import { lazy, memo, Suspense, useDeferredValue, useMemo } from 'react'
import { useWords } from '../../app/i18n.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { seriesId, seriesNames } from '../../charts/labels.ts'
import type { Mark, Stretch, Threshold } from '../../charts/marks.ts'
import { periodName, type Period, type Window } from '../../charts/period.ts'
import { useSeen } from '../../charts/useSeen.ts'
import { useSeries } from '../../charts/useSeries.ts'
import type { SeriesRequest } from '../../../shared/contract/history.ts'
import css from './History.module.css'

const SeriesChart = lazy(() => import('../../charts/SeriesChart.tsx'))

export type HistoryChartProps = {
  id: string
  title: string
  series: readonly SeriesRequest[]
  period: Period
  window: Window
  pixels: number
  limits: readonly Threshold[]
  ledger: readonly Stretch[]
  marks: readonly Mark[]
  sync: string
  deviceName: (id: number) => string
}

export const HistoryChart = memo(function HistoryChart(props: HistoryChartProps) {
  const { id, title, series, period, window, pixels, limits, ledger, marks, sync, deviceName } = props
  const { t } = useWords()
  const [ref, seen] = useSeen()
  const read = useSeries({ series, window, pixels }, period, seen)
  const lines = useMemo(() => {
    const nameOf = seriesNames(read.data ?? [], t, deviceName)
    return (read.data ?? []).map((one, k) => ({ id: seriesId(one), name: nameOf(one), series: one, colour: k }))
  }, [read.data, t, deviceName])
  const mine = useMemo(() => limits.filter((limit) => series.some((one) => one.metric === limit.metric)), [limits, series])
  const painted = read.fresh ? periodName(period) : null
  const now = useMemo(
    () => ({ lines, window, stretches: ledger, marks, thresholds: mine, painted }),
    [lines, window, ledger, marks, mine, painted],
  )
  // A click is answered before all charts are drawn anew.
  const drawn = useDeferredValue(now)
  return (
    <div ref={ref} className={css.chart} aria-busy={!read.fresh} data-dim={read.old || undefined}>
      {read.error && !read.fresh ? <ErrorState error={read.error} onRetry={read.retry} compact /> : null}
      {read.data ? (
        <Suspense fallback={<Loading lines={5} />}>
          <SeriesChart id={id} title={title} sync={sync} {...drawn} />
        </Suspense>
      ) : read.error ? null : (
        <Loading lines={5} />
      )}
    </div>
  )
})
