/** The period that charts show: a range that ends now, or one between two moments; how it stands in the address, and how it is moved and zoomed. Pure. */
import { DAY, HOUR, MINUTE, OFFSET, SECOND } from '../../shared/format/time.ts'

export const RANGES = ['1h', '24h', '7d', '30d', '90d', '1y'] as const
export type Range = (typeof RANGES)[number]
/** Epoch ms, [from, to). */
export type Window = { from: number; to: number }
/** `fixed` null: up to now. Otherwise what was chosen or zoomed to; `range` is what a reset goes back to. */
export type Period = { range: Range; fixed: Window | null }

const LONG: Record<Range, number> = { '1h': HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY, '1y': 365 * DAY }
/** How far the end of a living range moves at once: less than two points of the widest chart. */
const STEP: Record<Range, number> = {
  '1h': 15 * SECOND,
  '24h': 2 * MINUTE,
  '7d': 10 * MINUTE,
  '30d': HOUR,
  '90d': 2 * HOUR,
  '1y': 6 * HOUR,
}
/** Nothing is narrower than a few polls, nor wider than what is ever kept. */
export const SHORTEST = MINUTE
export const LONGEST = 3660 * DAY
/** No period begins earlier: there were no consoles. */
const EARLIEST = Date.UTC(2000, 0, 1) - OFFSET

export function rangeOf(text: string | null): Range {
  return RANGES.find((range) => range === text) ?? '24h'
}

/** A moment as it stands in an address, at +07: 20261123T143200. */
export function stamp(at: number): string {
  return new Date(Math.round(at / SECOND) * SECOND + OFFSET).toISOString().slice(0, 19).replace(/[-:]/g, '')
}

/** The moment of a stamp; null where it is none. */
export function moment(text: string | null): number | null {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(text ?? '')
  if (!found) return null
  const [, year, month, day, hour, minute, second] = found
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - OFFSET
  return Number.isFinite(at) && stamp(at) === text ? at : null
}

export type Problem = 'missing' | 'backwards' | 'short' | 'long' | 'early' | 'future'

/** What is wrong with a period that somebody typed; null where nothing is. */
export function problemOf(from: number | null, to: number | null, now: number): Problem | null {
  if (from === null || to === null) return 'missing'
  if (to <= from) return 'backwards'
  if (to > now + MINUTE || from >= now) return 'future'
  if (from < EARLIEST) return 'early'
  if (to - from < SHORTEST) return 'short'
  return to - from > LONGEST ? 'long' : null
}

/** The period of an address. An impossible one counts as none: an old or broken link shows the range. */
export function periodOf(get: (name: string) => string | null, now: number): Period {
  const range = rangeOf(get('range'))
  const [from, to] = [moment(get('from')), moment(get('to'))]
  const possible = from !== null && to !== null && problemOf(from, to, Math.max(now, to)) === null && from < now
  return { range, fixed: possible ? { from, to } : null }
}

/** The parameters of a period. */
export function periodParams({ range, fixed }: Period): { range: string | null; from: string | null; to: string | null } {
  return {
    range: range === '24h' ? null : range,
    from: fixed ? stamp(fixed.from) : null,
    to: fixed ? stamp(fixed.to) : null,
  }
}

/** What is shown of it at present. The end of a living range stands on a step, so that a question stays the same for a while. */
export function windowOf({ range, fixed }: Period, now: number): Window {
  if (fixed) return fixed
  const to = Math.ceil(now / STEP[range]) * STEP[range]
  return { from: to - LONG[range], to }
}

/** Names what is on screen: the range while it lives, otherwise both ends. */
export function periodName({ range, fixed }: Period): string {
  return fixed ? `${stamp(fixed.from)}-${stamp(fixed.to)}` : range
}

/** A window of at least the shortest and at most the longest length that ends by now. */
function held(from: number, to: number, now: number): Window {
  const long = Math.min(LONGEST, Math.max(SHORTEST, to - from))
  const middle = (from + to) / 2
  const end = Math.min(now, middle + long / 2)
  return { from: round(end - long), to: round(end) }
}
const round = (at: number) => Math.round(at / SECOND) * SECOND

/** Moved by a share of its own length: −1 is one length earlier. */
export function moved({ from, to }: Window, share: number, now: number): Window {
  const by = (to - from) * share
  return held(from + by, to + by, now)
}

/** Zoomed by a factor (below one: closer) about the moment `at`, which keeps its place on screen. */
export function zoomed({ from, to }: Window, factor: number, at: number, now: number): Window {
  const long = Math.min(LONGEST, Math.max(SHORTEST, (to - from) * factor))
  const share = (at - from) / (to - from)
  return held(at - long * share, at + long * (1 - share), now)
}

/** The part between two places of the plot, each 0…1 from its left edge; null where they are too near to have been meant. */
export function between({ from, to }: Window, a: number, b: number): Window | null {
  const [left, right] = [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))]
  if (right - left < 0.004) return null
  const [begin, end] = [from + left * (to - from), from + right * (to - from)]
  const missing = Math.max(0, SHORTEST - (end - begin)) / 2
  return { from: round(begin - missing), to: round(end + missing) }
}

/** One step later or earlier (±1); a range that reaches the present lives again. */
export function stepped(period: Period, direction: 1 | -1, now: number): Period {
  const shown = windowOf(period, now)
  const next = moved(shown, direction, now)
  const whole = Math.abs(next.to - next.from - LONG[period.range]) < MINUTE
  return { range: period.range, fixed: direction > 0 && whole && next.to >= round(now) ? null : next }
}

/** What lies around a window, for the strip above the charts: the range while the window is within it, otherwise two lengths to both sides. */
export function around(period: Period, now: number): Window | null {
  if (!period.fixed) return null
  const range = windowOf({ range: period.range, fixed: null }, now)
  const { from, to } = period.fixed
  if (from >= range.from && to <= range.to && to - from < range.to - range.from) return range
  const long = to - from
  // The present moves on: it does not widen what is around.
  const present = Math.ceil(now / (60 * MINUTE)) * 60 * MINUTE
  return { from: from - 2 * long, to: Math.max(to, Math.min(present, to + 2 * long)) }
}
