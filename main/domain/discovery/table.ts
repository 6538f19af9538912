/** Small files that go with a scan: which column is which, by its header in either language, or by its place where there is no header. Pure. */
import { fold } from '../../../shared/format/fold.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'

/** A file after the CSV reader: rows of cells with the line each began on. */
export type Table = readonly { readonly line: number; readonly cells: readonly string[] }[]
export type Rows<C extends string> = { readonly line: number; readonly cells: Readonly<Partial<Record<C, string>>> }[]

/** The names that a column may carry, folded. The order of the columns is the one of a file without a header. */
export type Columns<C extends string> = Readonly<Record<C, readonly string[]>>

/** Lays cells under their columns. The first row is a header where it names the column that `key` is. */
export function under<C extends string>(table: Table, columns: Columns<C>, key: NoInfer<C>): Rows<C> {
  const names = Object.keys(columns) as C[]
  const called = (cell: string): C | null => {
    const word = fold(cell).replace(/[_-]+/g, ' ').trim()
    return names.find((name) => columns[name].includes(word)) ?? null
  }
  const header = table[0]?.cells.map(called) ?? []
  const titled = header.includes(key)
  const order: readonly (C | null)[] = titled ? header : names
  return table.slice(titled ? 1 : 0).map(({ line, cells }) => {
    const found: Partial<Record<C, string>> = {}
    for (const [i, name] of order.entries()) {
      const cell = (cells[i] ?? '').trim()
      if (name !== null && cell !== '' && found[name] === undefined) found[name] = cell
    }
    return { line, cells: found }
  })
}

export function atLine(key: string, line: number, params: Phrase['params'] = {}): Phrase {
  return { key: `error.scan.${key}`, params: { line, ...params } }
}
