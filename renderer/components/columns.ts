/** What a table is told about its columns, and which of them a person chose to see. */
import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
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

/** Columns said by somebody else than the chooser, e.g. the address; it is told what the chooser asks for. */
export type ShownColumns = { columns: readonly string[]; onChange: (columns: readonly string[]) => void }

export type ChosenColumns<T> = {
  shown: ReadonlySet<string>
  /** Those shown, in the table's order; the same list while nothing changed. */
  visible: readonly Column<T>[]
  toggle: (column: string) => void
  reset: () => void
}

/** Chosen columns of a table, kept in the browser by the table's id unless they are said from outside. */
export function useChosenColumns<T>(id: string, columns: readonly Column<T>[], said?: ShownColumns): ChosenColumns<T> {
  const key = `branchwatch.columns.${id}`
  const [choice, setChoice] = useState<Record<string, boolean>>(() => {
    const found = stored(key)
    return typeof found === 'object' && found !== null ? (found as Record<string, boolean>) : {}
  })
  const outside = said?.columns
  const visible = useMemo(
    () => columns.filter((c) => c.fixed === true || (outside ? outside.includes(c.id) : (choice[c.id] ?? c.hidden !== true))),
    [columns, outside, choice],
  )
  const shown = useMemo(() => new Set(visible.map((c) => c.id)), [visible])
  const toggle = useCallback(
    (column: string) => {
      if (said) {
        const next = visible.filter((c) => !c.fixed && c.id !== column).map((c) => c.id)
        said.onChange(shown.has(column) ? next : [...next, column])
        return
      }
      const now = columns.find((c) => c.id === column)
      if (!now) return
      setChoice((old) => {
        const next = { ...old, [column]: !(old[column] ?? now.hidden !== true) }
        store(key, next)
        return next
      })
    },
    [columns, key, said, shown, visible],
  )
  const reset = useCallback(() => {
    if (said) {
      said.onChange([])
      return
    }
    store(key, {})
    setChoice({})
  }, [key, said])
  return { shown, visible, toggle, reset }
}
