/** The order of a table as it stands in the URL, e.g. `sort=raised.desc`, and the same order outside the table for range selection. */
import { compareText } from '../../../shared/format/text.ts'
import type { Column, Sort } from '../../components/DataTable.tsx'

export function readSort(text: string | null): Sort | null {
  const match = /^([a-zA-Z]+)\.(asc|desc)$/.exec(text ?? '')
  return match ? { id: match[1] ?? '', desc: match[2] === 'desc' } : null
}

export const writeSort = (sort: Sort): string => `${sort.id}.${sort.desc ? 'desc' : 'asc'}`

/** Sorts as the table does: by the column's value, absent values last. */
export function sortRows<T>(rows: readonly T[], columns: readonly Column<T>[], sort: Sort | null): readonly T[] {
  const by = sort ? columns.find((column) => column.id === sort.id)?.sort : undefined
  if (!sort || !by) return rows
  const sign = sort.desc ? -1 : 1
  return rows.toSorted((a, b) => {
    const x = by(a)
    const y = by(b)
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : compareText(String(x), String(y)))
  })
}
