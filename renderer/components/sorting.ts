/** The order of a table: as it stands in the URL, e.g. `sort=raised.desc`, and how rows are brought into it. */
import { compareText } from '../../shared/format/text.ts'
import type { Column } from './columns.ts'

export type Sort = { id: string; desc: boolean }

export function readSort(text: string | null): Sort | null {
  const match = /^([a-zA-Z]+)\.(asc|desc)$/.exec(text ?? '')
  return match ? { id: match[1] ?? '', desc: match[2] === 'desc' } : null
}

export const writeSort = (sort: Sort): string => `${sort.id}.${sort.desc ? 'desc' : 'asc'}`

/** Rows by the column's value, absent values last, equal ones as they came; the same rows where there is no order. */
export function sortRows<T>(rows: readonly T[], columns: readonly Column<T>[], sort: Sort | null): readonly T[] {
  const by = sort ? columns.find((column) => column.id === sort.id)?.sort : undefined
  if (!sort || !by) return rows
  const sign = sort.desc ? -1 : 1
  // Each value is asked for once: thousands of rows are compared some ten times each.
  const keyed = rows.map((row) => ({ row, value: by(row) }))
  keyed.sort((a, b) => {
    const x = a.value
    const y = b.value
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : compareText(String(x), String(y)))
  })
  return keyed.map(({ row }) => row)
}
