/** One chart of the station's states: asks while it is on screen, and keeps its place while it waits. */
import { lazy, memo, Suspense, useDeferredValue, useMemo } from 'react'
import { useWords } from '../../app/i18n.ts'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { seriesId, seriesNames } from '../../charts/labels.ts'
import { periodName, type Period, type Window } from '../../charts/period.ts'
import { useSeen } from '../../charts/useSeen.ts'
import { useStates } from '../../charts/useSeries.ts'
import type { SeriesRequest } from '../../../shared/contract/history.ts'
import css from './History.module.css'

const StateChart = lazy(() => import('../../charts/StateChart.tsx'))

export type HistoryStatesProps = {
  id: string
  title: string
  series: readonly SeriesRequest[]
  period: Period
  window: Window
  pixels: number
  sync: string
  deviceName: (id: number) => string
}

export const HistoryStates = memo(function HistoryStates({
  id,
  title,
  series,
  period,
  window,
  pixels,
  sync,
  deviceName,
}: HistoryStatesProps) {
  const { t } = useWords()
  const [ref, seen] = useSeen()
  const read = useStates({ series, window, pixels }, period, seen)
  const lines = useMemo(() => {
    const nameOf = seriesNames(read.data ?? [], t, deviceName)
    return (read.data ?? []).map((one) => ({ id: seriesId(one), name: nameOf(one), series: one }))
  }, [read.data, t, deviceName])
  const painted = read.fresh ? periodName(period) : null
  const now = useMemo(() => ({ lines, window, painted }), [lines, window, painted])
  // A click is answered before all charts are drawn anew.
  const drawn = useDeferredValue(now)
  return (
    <div ref={ref} className={css.states} aria-busy={!read.fresh} data-dim={read.old || undefined}>
      {read.error && !read.fresh ? <ErrorState error={read.error} onRetry={read.retry} compact /> : null}
      {read.data ? (
        <Suspense fallback={<Loading lines={3} />}>
          <StateChart id={id} title={title} sync={sync} {...drawn} />
        </Suspense>
      ) : read.error ? null : (
        <Loading lines={3} />
      )}
    </div>
  )
})
