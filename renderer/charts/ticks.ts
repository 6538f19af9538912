/** Where a time axis has its marks and what stands there: on round times, days and months at +07. */
import { clock, DAY, dayAndMonth, HOUR, MINUTE, OFFSET, SECOND } from '../../shared/format/time.ts'
import type { Locale } from '../../shared/i18n/words.ts'

const STEPS = [
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  4 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  7 * DAY,
]
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60]

/** At most about `most` round moments in [from, to]. */
export function ticks(from: number, to: number, most = 9): number[] {
  const step = STEPS.find((s) => (to - from) / s <= most)
  const out: number[] = []
  if (step !== undefined) {
    for (let at = Math.ceil((from + OFFSET) / step) * step - OFFSET; at <= to; at += step) out.push(at)
    return out
  }
  const months = MONTH_STEPS.find((n) => (to - from) / (n * 30.4 * DAY) <= most) ?? 120
  const first = new Date(from + OFFSET)
  for (let month = Math.floor(first.getUTCMonth() / months) * months; ; month += months) {
    const at = Date.UTC(first.getUTCFullYear(), month, 1) - OFFSET
    if (at > to) return out
    if (at >= from) out.push(at)
  }
}

/** What stands at a mark of an axis over [from, to]. */
export function tickText(at: number, from: number, to: number, locale: Locale): string {
  const long = to - from
  const local = new Date(at + OFFSET)
  if (long > 400 * DAY) return `${local.getUTCMonth() + 1}/${local.getUTCFullYear()}`
  const midnight = (at + OFFSET) % DAY === 0
  if (long > 8 * DAY || (midnight && long > 2 * HOUR)) return dayAndMonth(at, locale)
  if (long > 2 * DAY) return `${dayAndMonth(at, locale)} ${clock(at, false)}`
  return clock(at, long < 10 * MINUTE)
}
