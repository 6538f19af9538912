/** Readings as text to paste into a message or a sheet. Pure. */
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { iso } from '../../../shared/format/time.ts'

/** One line for each reading, parts apart by tabs: name, row, value, quality, time, object, what the device sent. */
export function readingsText(
  rows: readonly LiveReadingRow[],
  wordsOf: (row: LiveReadingRow) => readonly [name: string, value: string, quality: string],
): string {
  return rows
    .map((row) => {
      const [name, value, quality] = wordsOf(row)
      return [name, row.label === '' ? row.instance : row.label, value, quality, iso(row.at), row.oid, row.raw ?? '']
        .map((part) => part.replaceAll(/[\t\r\n]+/g, ' '))
        .join('\t')
    })
    .join('\n')
}
