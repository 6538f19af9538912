/** Reads series of a period at the width they are drawn with; what was shown stays until the new answer is there. */
import { keepPreviousData, queryOptions, useQuery, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { call, keyOf, queryClient } from '../app/client.ts'
import type { Series, SeriesRequest, StateSeries } from '../../shared/contract/history.ts'
import { periodName, type Period, type Window } from './period.ts'

export type Question = { series: readonly SeriesRequest[]; window: Window; pixels: number }

const inputOf = ({ series, window, pixels }: Question) => ({
  series: series.map(({ deviceId, metric, instance }) => ({ deviceId, metric, instance })),
  from: window.from,
  to: window.to,
  pixels,
})
/** An answer of a period stays as it is: its end moves on by steps, and each step is a question of its own. */
const STALE = 5 * 60_000

/** The question as the cache keeps it. */
export function seriesQuery(question: Question) {
  const input = inputOf(question)
  return queryOptions({
    queryKey: keyOf('history.series', input),
    queryFn: ({ signal }) => call('history.series', input, signal),
    staleTime: STALE,
  })
}

/** The same for metrics of state. */
export function statesQuery(question: Question) {
  const input = inputOf(question)
  return queryOptions({
    queryKey: keyOf('history.states', input),
    queryFn: ({ signal }) => call('history.states', input, signal),
    staleTime: STALE,
  })
}

export type Drawn<T> = {
  data: readonly T[] | undefined
  error: unknown
  retry: () => void
  /** The answer on screen is of the period asked for. */
  fresh: boolean
  /** Another period than the one asked for stands there, and not just a moment less of it. */
  old: boolean
}
type Asked<T> = { queryKey: QueryKey; queryFn: (context: { signal: AbortSignal }) => Promise<T[]>; staleTime: number }

function useDrawn<T>(query: Asked<T>, period: Period, enabled: boolean): Drawn<T> {
  const read = useQuery({ ...query, enabled, placeholderData: keepPreviousData })
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

/** `asked` false waits: the chart is not on screen. */
export function useSeries(question: Question, period: Period, asked: boolean): Drawn<Series> {
  const { queryKey } = seriesQuery(question)
  const queryFn = ({ signal }: { signal: AbortSignal }) => call('history.series', inputOf(question), signal)
  return useDrawn({ queryKey, queryFn, staleTime: STALE }, period, asked && question.series.length > 0 && question.pixels > 0)
}

/** The same for metrics of state. */
export function useStates(question: Question, period: Period, asked: boolean): Drawn<StateSeries> {
  const { queryKey } = statesQuery(question)
  const queryFn = ({ signal }: { signal: AbortSignal }) => call('history.states', inputOf(question), signal)
  return useDrawn({ queryKey, queryFn, staleTime: STALE }, period, asked && question.series.length > 0 && question.pixels > 0)
}

/** The same answers for an export: from memory where they are there. */
export function fetchSeries(question: Question): Promise<Series[]> {
  return question.series.length === 0 ? Promise.resolve([]) : queryClient.fetchQuery(seriesQuery(question))
}
export function fetchStates(question: Question): Promise<StateSeries[]> {
  return question.series.length === 0 ? Promise.resolve([]) : queryClient.fetchQuery(statesQuery(question))
}
