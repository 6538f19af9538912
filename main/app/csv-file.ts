/** Reads the text of a CSV file as branches have them: BOM, semicolons or tabs, Windows line ends, quoted cells. */
import { CsvError, parse } from 'csv-parse/sync'
import { plainLines } from '../../shared/format/plain.ts'
import type { ImportTable } from '../domain/inventory/import.ts'

/** The longest field, a station's notes, takes 4,000 characters: what is longer is refused there. */
const MOST_CELL = 8000

/** Rows with the line each began on, or the line where the file breaks. Blank lines are left out. */
export function readCsv(text: string): ImportTable | { brokenAt: number } {
  const plain = text.replace(/^\uFEFF/, '').normalize('NFC')
  try {
    const rows = parse(plain, {
      delimiter: delimiterOf(plain),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      // The library's types do not know that `info` wraps each record.
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record.map((cell) => plainLines(cell, MOST_CELL)) }))
  } catch (error) {
    if (error instanceof CsvError) return { brokenAt: typeof error['lines'] === 'number' ? error['lines'] : 1 }
    throw error
  }
}

/** The delimiter that the header line has most of. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/\r|\n/) + 1 || undefined)
  const counts = [';', ',', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}
