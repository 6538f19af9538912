/** The lines of a table: rows, and above those that belong together a head that folds them away. */
import type { ReactNode } from 'react'
import type { Key } from './selection.ts'

export type Group<T> = { readonly key: string; readonly rows: readonly T[] }

/** How the rows of a table are gathered. */
export type Groups<T, G extends Group<T> = Group<T>> = {
  /** In their order; rows inside come in the table's own order. */
  readonly of: readonly G[]
  /** What the head of a group shows. */
  readonly head: (group: G, folded: boolean) => ReactNode
  /** The group in words, for those who do not see it. */
  readonly label: (group: G) => string
  /** Whether groups are folded away until somebody opens them, and those of which that was changed. */
  readonly foldedFirst: boolean
  readonly turned: ReadonlySet<string>
  readonly onFold: (key: string, folded: boolean) => void
  /** A group of one row is that row alone. */
  readonly single?: boolean
  /** Height of a head on a phone, px. */
  readonly cardHeight?: number
}

export type RowItem<T> = { readonly kind: 'row'; readonly key: Key; readonly row: T; readonly level: 1 | 2 }
export type GroupItem<T> = { readonly kind: 'group'; readonly key: string; readonly group: Group<T>; readonly folded: boolean }
export type Item<T> = RowItem<T> | GroupItem<T>

const GROUP = 'group:'
/** The key of a group's line: no row has it. */
export const groupKey = (key: string): string => `${GROUP}${key}`

/** The lines in their order. `order` sorts the rows of one group. */
export function itemsOf<T>(
  rows: readonly T[],
  rowKey: (row: T) => Key,
  groups: Pick<Groups<T>, 'of' | 'foldedFirst' | 'turned' | 'single'> | undefined,
  order: (rows: readonly T[]) => readonly T[],
): readonly Item<T>[] {
  if (!groups) return order(rows).map((row) => ({ kind: 'row', key: rowKey(row), row, level: 1 }))
  const items: Item<T>[] = []
  for (const group of groups.of) {
    const [first] = group.rows
    if (groups.single && group.rows.length === 1 && first !== undefined) {
      items.push({ kind: 'row', key: rowKey(first), row: first, level: 1 })
      continue
    }
    const folded = groups.foldedFirst !== groups.turned.has(group.key)
    items.push({ kind: 'group', key: groupKey(group.key), group, folded })
    if (!folded) for (const row of order(group.rows)) items.push({ kind: 'row', key: rowKey(row), row, level: 2 })
  }
  return items
}
