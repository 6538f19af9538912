/** CSV cells for files that people open in a spreadsheet: UTF-8 with BOM, quoted where needed, guarded against formulas. */

/** A text cell. One that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection). */
export function textCell(text: string): string {
  const guarded = /^[=+\-@\t\r|]/.test(text) ? `'${text}` : text
  return /[",;\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
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
