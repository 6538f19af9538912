/** What a table is told about its columns, and which of them a person chose to see. */
import type { ReactNode } from 'react'
import { useCallback, useState } from 'react'
import { store, stored } from '../app/preferences.ts'

export type Column<T> = {
  id: string
  header: string
  cell: (row: T) => ReactNode
  /** What it sorts by; a column without it does not sort. null goes last. */
  sort?: (row: T) => number | string | null
  /** First direction of a click; numbers and ages often want 'desc'. */
  first?: 'asc' | 'desc'
  align?: 'start' | 'end'
  /** A CSS track: '96px', 'minmax(160px, 2fr)'. */
  width: string
  /** Always shown; not in the chooser. */
  fixed?: boolean
  /** In the chooser, but not shown until chosen. */
  hidden?: boolean
}

/** Chosen columns of a table, kept in the browser by the table's id. */
export function useChosenColumns<T>(
  id: string,
  columns: readonly Column<T>[],
): { shown: ReadonlySet<string>; toggle: (column: string) => void; reset: () => void } {
  const key = `branchwatch.columns.${id}`
  const [choice, setChoice] = useState<Record<string, boolean>>(() => {
    const found = stored(key)
    return typeof found === 'object' && found !== null ? (found as Record<string, boolean>) : {}
  })
  const isShown = (c: Column<T>) => c.fixed === true || (choice[c.id] ?? c.hidden !== true)
  const toggle = useCallback(
    (column: string) => {
      const now = columns.find((c) => c.id === column)
      if (!now) return
      setChoice((old) => {
        const next = { ...old, [column]: !(old[column] ?? now.hidden !== true) }
        store(key, next)
        return next
      })
    },
    [columns, key],
  )
  const reset = useCallback(() => {
    store(key, {})
    setChoice({})
  }, [key])
  return { shown: new Set(columns.filter(isShown).map((c) => c.id)), toggle, reset }
}
