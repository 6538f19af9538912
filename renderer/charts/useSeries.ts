/** Reads series of a period at the width they are drawn with; what was shown stays until the new answer is there. */
import { useRef } from 'react'
import { call, keyOf, queryClient, useRead } from '../app/client.ts'
import type { Series, SeriesRequest } from '../../shared/contract/history.ts'
import { periodName, type Period, type Window } from './period.ts'

export type SeriesRead = {
  data: readonly Series[] | undefined
  error: unknown
  retry: () => void
  /** The answer on screen is of the period asked for. */
  fresh: boolean
  /** Another period than the one asked for stands there, and not just a moment less of it. */
  old: boolean
}

export type Question = { series: readonly SeriesRequest[]; window: Window; pixels: number }
const inputOf = ({ series, window, pixels }: Question) => ({
  series: series.map(({ deviceId, metric, instance }) => ({ deviceId, metric, instance })),
  from: window.from,
  to: window.to,
  pixels,
})
const STALE = 5 * 60_000

/** `asked` false waits: the chart is not on screen. */
export function useSeries(question: Question, period: Period, asked: boolean): SeriesRead {
  const read = useRead('history.series', inputOf(question), {
    enabled: asked && question.series.length > 0 && question.pixels > 0,
    keep: true,
    staleTime: STALE,
  })
  const fresh = read.data !== undefined && !read.isPlaceholderData
  const name = periodName(period)
  const answered = useRef<string | null>(null)
  if (fresh) answered.current = name
  return {
    data: read.data,
    error: read.error,
    retry: () => void read.refetch(),
    fresh,
    old: read.data !== undefined && !fresh && answered.current !== name,
  }
}

/** The same answer for an export: from memory where it is there. */
export function fetchSeries(question: Question): Promise<readonly Series[]> {
  const input = inputOf(question)
  return queryClient.fetchQuery({
    queryKey: keyOf('history.series', input),
    queryFn: ({ signal }) => call('history.series', input, signal),
    staleTime: STALE,
  })
}
