/** The ranges of charts and timeline, and the window they stand for. */
import { DAY, HOUR, MINUTE } from '../../../shared/format/time.ts'

export const RANGES = ['1h', '24h', '7d', '30d'] as const
export type Range = (typeof RANGES)[number]
const LONG: Record<Range, number> = { '1h': HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY }
const STEP: Record<Range, number> = { '1h': 30_000, '24h': 2 * MINUTE, '7d': 10 * MINUTE, '30d': 30 * MINUTE }

export function rangeOf(text: string | null): Range {
  return RANGES.find((range) => range === text) ?? '24h'
}

/** The window up to now, its end on a step so that a question stays the same for a while. */
export function windowOf(range: Range, now: number): { from: number; to: number } {
  const to = Math.ceil(now / STEP[range]) * STEP[range]
  return { from: to - LONG[range], to }
}
