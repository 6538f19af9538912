/** What the alarm list is asked: the view that the address names, with what was changed of it since. */
import { useCallback, useMemo, useState } from 'react'
import { useParams } from '../../app/location.ts'
import { readSort, writeSort, type Sort } from '../../components/sorting.ts'
import { readFilter, readGrouping, type AlarmFilter, type Grouping } from './filter.ts'
import {
  addressOf,
  asking,
  isChanged,
  ownViews,
  questionOf,
  readable,
  removeView,
  saveView,
  SHIPPED,
  viewNamed,
  type ListView,
  type Question,
} from './questions.ts'

export type Ask = (change: Readonly<Record<string, string | number | readonly (string | number)[] | null>>, push?: boolean) => void

export type Asked = {
  readonly views: readonly ListView[]
  readonly view: ListView
  readonly question: Question
  readonly filter: AlarmFilter
  readonly grouping: Grouping
  readonly sort: Sort | null
  /** Columns said by the view or the address; null where the reader's own choice counts. */
  readonly columns: readonly string[] | null
  /** The question as text: another text is another question. */
  readonly text: string
  readonly changed: boolean
  readonly ask: Ask
  readonly setSort: (sort: Sort) => void
  readonly open: (view: ListView) => void
  readonly save: (name: string, over?: ListView) => void
  readonly remove: (view: ListView) => void
}

export function useQuestion(): Asked {
  const params = useParams()
  const { set } = params
  const [own, setOwn] = useState(ownViews)
  const view = viewNamed(params.get('view'), own)
  const read = useMemo(() => {
    const question = questionOf(view, params)
    const from = readable(question, params)
    return {
      question,
      filter: readFilter(from),
      grouping: readGrouping(from),
      sort: readSort(question.sort ?? null),
      columns: question.cols === undefined ? null : question.cols.split(',').filter(Boolean),
      text: JSON.stringify([question, params.get('ack'), params.get('suppressed')]),
      changed: isChanged(view, question) || params.get('ack') !== null || params.get('suppressed') !== null,
    }
  }, [view, params])
  const ask = useCallback<Ask>((change, push = false) => set(asking(view, change), { push }), [view, set])
  const setSort = useCallback((sort: Sort) => ask({ sort: writeSort(sort) }), [ask])
  const open = useCallback((next: ListView) => set(addressOf(next), { push: true }), [set])
  const save = (name: string, over?: ListView) => {
    const { views, saved } = saveView(own, name, read.question, over?.id)
    setOwn(views)
    set(addressOf(saved))
  }
  const remove = (gone: ListView) => {
    setOwn(removeView(own, gone.id))
    if (gone.id === view.id) open(viewNamed(null, []))
  }
  const views = useMemo(() => [...SHIPPED, ...own], [own])
  return { ...read, views, view, ask, setSort, open, save, remove }
}
