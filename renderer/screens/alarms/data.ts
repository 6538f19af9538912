/** The alarm screens' data: stations by id, the active list joined with them, and history page by page. */
import { useMemo } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Severity } from '../../../shared/model/alarm.ts'
import { call, keyOf, useRead, type OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { bookOf, viewOf, type AlarmView, type StationBook } from './view.ts'

const NO_BOOK = bookOf([], [])

/** Stations and communes by id; empty until they are known. Live batches keep them as they are. */
export function useBook(): StationBook {
  const list = useRead('stations.list', undefined, { staleTime: Infinity })
  return useMemo(() => (list.data ? bookOf(list.data.rows, list.data.communes) : NO_BOOK), [list.data])
}

/** All active alarms, joined. Live batches keep them as they are: they are asked for once. */
export function useActive() {
  const { t } = useWords()
  const active = useRead('alarms.active', undefined, { staleTime: Infinity })
  const book = useBook()
  const views = useMemo(() => (active.data ?? []).map((alarm) => viewOf(alarm, book, t)), [active.data, book, t])
  return { active, views, book }
}

export type HistoryQuestion = { from: number | null; severity: Severity | null; stationId: number | null }
const PAGE = 200

/** Past alarms, newest first, further pages on request. */
export function useHistory(question: HistoryQuestion) {
  const { t } = useWords()
  const book = useBook()
  const pages = useInfiniteQuery({
    queryKey: [...keyOf('alarms.history'), question],
    queryFn: ({ pageParam, signal }) => call('alarms.history', { ...question, to: null, before: pageParam, limit: PAGE }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last: OutputOf<'alarms.history'>) => (last.more ? (last.rows.at(-1)?.id ?? null) : null),
    staleTime: 30_000,
  })
  const views: AlarmView[] = useMemo(
    () => (pages.data?.pages ?? []).flatMap((page) => page.rows.map((alarm) => viewOf(alarm, book, t))),
    [pages.data, book, t],
  )
  return { pages, views, book }
}
