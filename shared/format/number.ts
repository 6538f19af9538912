/** Numbers as a person reads them: true minus, decimal comma in Vietnamese, units after a narrow space that never breaks. */
import type { Locale } from '../i18n/words.ts'

/** Stands between a number and its unit, and between groups of three digits. What shows such a number does not wrap. */
export const THIN = '\u2009'
export const MINUS = '\u2212'
export const NONE = '\u2014'

const cache = new Map<string, Intl.NumberFormat>()
function formatter(min: number, max: number): Intl.NumberFormat {
  const key = `${min}/${max}`
  const found = cache.get(key)
  if (found) return found
  const made = new Intl.NumberFormat('en-US', { minimumFractionDigits: min, maximumFractionDigits: max })
  cache.set(key, made)
  return made
}

/** A number with a fixed count of decimals (or up to `decimals` with `trim`). Four digits stay together; longer ones are grouped by three. */
export function number(value: number, locale: Locale, decimals = 0, trim = false): string {
  if (!Number.isFinite(value)) return NONE
  const text = formatter(trim ? 0 : decimals, decimals).format(Math.abs(value))
  const zero = !/[1-9]/.test(text)
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.length > 5 ? whole.replaceAll(',', THIN) : whole.replaceAll(',', '')
  const body = fraction === undefined ? grouped : `${grouped}${locale === 'vi' ? ',' : '.'}${fraction}`
  return value < 0 && !zero ? `${MINUS}${body}` : body
}

/** A number and its unit. Percent and degree stand with a narrow space too, as in the rest of the table. */
export function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text}${THIN}${unit}`
}

/** A ratio of 0…1 as percent; null is "no data", told by a dash. Never rounds up to 100 % what is not whole. */
export function percent(ratio: number | null, locale: Locale, decimals = 2): string {
  if (ratio === null) return NONE
  const scale = 10 ** decimals
  let shown = Math.round(ratio * 100 * scale) / scale
  if (shown >= 100 && ratio < 1) shown = Math.floor(ratio * 100 * scale) / scale
  return withUnit(number(shown, locale, shown === 100 || shown === 0 ? 0 : decimals), '%')
}
