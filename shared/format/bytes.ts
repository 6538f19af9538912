/** Sizes of files and disks as a person reads them. */
import type { Locale } from '../i18n/words.ts'
import { number, withUnit } from './number.ts'

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** 1,4 GB; in steps of 1,024, one decimal below a hundred. */
export function bytes(count: number, locale: Locale): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, count)) / 10)))
  const shown = count / 1024 ** step
  return withUnit(number(shown, locale, step === 0 || shown >= 99.95 ? 0 : 1), UNITS[step] ?? '')
}
