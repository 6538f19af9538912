/** Reads series of a period at the width they are drawn with; what was shown stays until the new answer is there. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, keyOf, queryClient } from '../app/client.ts'
import type { Series, SeriesRequest } from '../../shared/contract/history.ts'
import { periodName, type Period, type Window } from './period.ts'

export type Question = { series: readonly SeriesRequest[]; window: Window; pixels: number }

/** The question as the cache keeps it. An answer of a period stays as it is: its end moves on by steps, and each step is a question of its own. */
export function seriesQuery({ series, window, pixels }: Question) {
  const input = {
    series: series.map(({ deviceId, metric, instance }) => ({ deviceId, metric, instance })),
    from: window.from,
    to: window.to,
    pixels,
  }
  return queryOptions({
    queryKey: keyOf('history.series', input),
    queryFn: ({ signal }) => call('history.series', input, signal),
    staleTime: 5 * 60_000,
  })
}

export type SeriesRead = {
  data: readonly Series[] | undefined
  error: unknown
  retry: () => void
  /** The answer on screen is of the period asked for. */
  fresh: boolean
  /** Another period than the one asked for stands there, and not just a moment less of it. */
  old: boolean
}

/** `asked` false waits: the chart is not on screen. */
export function useSeries(question: Question, period: Period, asked: boolean): SeriesRead {
  const read = useQuery({
    ...seriesQuery(question),
    enabled: asked && question.series.length > 0 && question.pixels > 0,
    placeholderData: keepPreviousData,
  })
  const fresh = read.data !== undefined && !read.isPlaceholderData
  const name = periodName(period)
  const [answered, setAnswered] = useState<string | null>(null)
  if (fresh && answered !== name) setAnswered(name)
  return {
    data: read.data,
    error: read.error,
    retry: () => void read.refetch(),
    fresh,
    old: read.data !== undefined && !fresh && answered !== name,
  }
}

/** The same answer for an export: from memory where it is there. */
export function fetchSeries(question: Question): Promise<Series[]> {
  return queryClient.fetchQuery(seriesQuery(question))
}
