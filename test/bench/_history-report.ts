/** A part's figures with what was wanted, as a table that can be pasted into the README. */

export type Row = {
  readonly what: string
  readonly value: string
  readonly wanted?: string
  /** Whether it is as wanted; left out where nothing is. */
  readonly holds?: boolean
}

/** A figure that is to be at most so large. */
export function atMost(what: string, value: number, most: number, say: (value: number) => string, more = ''): Row {
  return { what, value: `${say(value)}${more}`, wanted: `≤ ${say(most)}`, holds: value <= most }
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
export const perSample = (value: number): string => `${value.toFixed(2)} B`
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`

export function printRows(title: string, rows: readonly Row[]): void {
  const cells = [
    [title, '', 'wanted', ''],
    ...rows.map(({ what, value, wanted = '', holds }) => [what, value, wanted, holds === undefined ? '' : holds ? 'holds' : 'MISSED']),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`
  const [head = [], ...rest] = cells
  process.stdout.write(`\n${line(head)}${line(widths.map((width) => '-'.repeat(width)))}${rest.map(line).join('')}`)
}
