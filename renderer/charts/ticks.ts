/** Where a time axis has its marks: on round hours and days at +07. */
import { DAY, HOUR, MINUTE, OFFSET } from '../../shared/format/time.ts'

const STEPS = [
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

/** At most `most` round moments in [from, to]. */
export function ticks(from: number, to: number, most = 9): number[] {
  const step = STEPS.find((s) => (to - from) / s <= most) ?? 30 * DAY
  const out: number[] = []
  for (let at = Math.ceil((from + OFFSET) / step) * step - OFFSET; at <= to; at += step) out.push(at)
  return out
}
