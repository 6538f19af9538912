/** Figures of an availability as a report shows them: whole minutes, shares of the period, lengths of time. */
import { number, withUnit } from '../../../shared/format/number.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { Bucket, OutageCause, type Availability } from '../../../shared/model/interval.ts'

export const BUCKETS = Bucket.options
export const CAUSES = OutageCause.options

/** Seconds as whole minutes; a part of a minute that is not nothing is never shown as 0. */
export function minutes(seconds: number): number {
  return seconds > 0 && seconds < 30 ? 1 : Math.round(seconds / 60)
}

export type Share = { readonly bucket: Bucket; readonly seconds: number; readonly share: number }

/** Each bucket with its part of the whole; empty where there is not one second. */
export function sharesOf(availability: Availability): Share[] {
  const whole = BUCKETS.reduce((sum, bucket) => sum + availability[bucket], 0)
  if (whole <= 0) return []
  return BUCKETS.map((bucket) => ({ bucket, seconds: availability[bucket], share: availability[bucket] / whole }))
}

/** Causes that took any time, most first, with their part of all unplanned down time. */
export function causesOf(availability: Availability): { cause: OutageCause; seconds: number; share: number }[] {
  const whole = CAUSES.reduce((sum, cause) => sum + (availability.byCause[cause] ?? 0), 0)
  return CAUSES.map((cause) => ({ cause, seconds: availability.byCause[cause] ?? 0 }))
    .filter((row) => row.seconds > 0)
    .sort((a, b) => b.seconds - a.seconds)
    .map((row) => ({ ...row, share: whole > 0 ? row.seconds / whole : 0 }))
}

/** Seconds in the unit that suits: minutes below three hours, hours below four days, then days. The words come from `reports`. */
export function lengthOf(seconds: number, locale: Locale): { key: 'minutes' | 'hours' | 'days'; n: string } {
  if (seconds < 3 * 3600) return { key: 'minutes', n: number(minutes(seconds), locale) }
  if (seconds < 4 * 86_400) return { key: 'hours', n: number(seconds / 3600, locale, 1, true) }
  return { key: 'days', n: number(seconds / 86_400, locale, 1, true) }
}

/** A table cell's share with one decimal, "<0,1 %" where something small is not nothing. */
export function shareText(share: number, locale: Locale): string {
  const shown = share * 100
  if (shown > 0 && shown < 0.1) return `<${withUnit(number(0.1, locale, 1), '%')}`
  return withUnit(number(shown, locale, shown >= 99.95 && share < 1 ? 2 : 1, true), '%')
}
