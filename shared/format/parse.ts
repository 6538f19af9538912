/** Reads numbers as people type them: decimal comma or point, true or typed minus, blanks between digits. */

/** The number of the text; null where the text is empty, undefined where it is no number. */
export function readNumber(text: string): number | null | undefined {
  const clean = text.replace(/[\s\u00A0\u202F]+/g, '').replace(/[\u2212\u2013]/g, '-')
  if (clean === '') return null
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(clean)) return undefined
  return Number(clean.replace(',', '.'))
}
