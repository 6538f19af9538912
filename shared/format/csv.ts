/** CSV cells for files that people open in a spreadsheet: UTF-8 with BOM, quoted where needed, guarded against formulas. */
import { plainLines } from './plain.ts'

/** What a spreadsheet runs as a formula, also behind blanks, and in the full width that some of them read alike. */
const FORMULA = /^\s*[=+\-@|\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/
/** A spreadsheet's cell takes 32,767 characters. */
const MOST_CELL = 32_000

/** A text cell. One that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection). */
export function textCell(text: string): string {
  const seen = plainLines(text, MOST_CELL)
  const guarded = FORMULA.test(text) || FORMULA.test(seen) ? `'${seen}` : seen
  return /[",;\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** A number cell; empty for null. `comma` writes a decimal comma, quoted because of the separator. */
export function numberCell(value: number | null, decimals: number, comma = false): string {
  if (value === null || !Number.isFinite(value)) return ''
  const text = value.toFixed(decimals)
  return comma && text.includes('.') ? `"${text.replace('.', ',')}"` : text
}

/** Whole file from rows of finished cells. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`
}
