/** Rates of alarms: the worst ten minutes, and floods, which begin above ten and end below five in ten minutes for each operator (ISA-18.2). */
import { ALARM_TARGETS, type Flood } from '../../../shared/model/alarm-health.ts'

export const TEN_MINUTES = 600_000
const CALM = 5

/** The ten minutes that hold the most; `at` is where they begin. Times rise. Null where there are none. */
export function worstTen(times: readonly number[]): { at: number; count: number } | null {
  let best: { at: number; count: number } | null = null
  let first = 0
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - TEN_MINUTES) first++
    const count = last - first + 1
    if (!best || count > best.count) best = { at: times[first] ?? at, count }
  }
  return best
}

/** Times rise. A flood that lasts at `to` ends there. */
export function floodsOf(times: readonly number[], operators: number, to: number): Flood[] {
  const many = ALARM_TARGETS.perTenMinutes * operators
  const calm = CALM * operators
  const floods: Flood[] = []
  let open: { from: number; index: number; peak: number } | null = null
  let first = 0
  for (const [last, at] of times.entries()) {
    // Before this alarm came: had it become calm?
    if (open) {
      const quietAt = (times[last - calm] ?? Number.NEGATIVE_INFINITY) + TEN_MINUTES
      if (quietAt < at) {
        floods.push({ from: open.from, to: Math.max(quietAt, times[last - 1] ?? at), alarms: last - open.index, peak: open.peak })
        open = null
      }
    }
    while ((times[first] ?? at) <= at - TEN_MINUTES) first++
    const count = last - first + 1
    if (open) open.peak = Math.max(open.peak, count)
    else if (count > many) open = { from: times[first] ?? at, index: first, peak: count }
  }
  if (open) {
    const quietAt = (times[times.length - calm] ?? to) + TEN_MINUTES
    floods.push({ from: open.from, to: Math.min(to, quietAt), alarms: times.length - open.index, peak: open.peak })
  }
  return floods
}

/** Slots of whole ten minutes, few enough for a screen: how many came in each, and in its worst ten minutes. */
export function slotsOf(
  times: readonly number[],
  from: number,
  to: number,
  most: number,
): { stepMs: number; counts: number[]; worst: number[] } {
  const tens = Math.max(1, Math.ceil((to - from) / TEN_MINUTES))
  const merged = Math.ceil(tens / most)
  const stepMs = merged * TEN_MINUTES
  const slots = Math.ceil(tens / merged)
  const fine = new Uint32Array(tens)
  for (const at of times) {
    const n = Math.floor((at - from) / TEN_MINUTES)
    if (n >= 0 && n < tens) fine[n] = (fine[n] ?? 0) + 1
  }
  const counts: number[] = []
  const worst: number[] = []
  for (let slot = 0; slot < slots; slot++) {
    const part = fine.subarray(slot * merged, (slot + 1) * merged)
    counts.push(part.reduce((sum, one) => sum + one, 0))
    worst.push(part.reduce((high, one) => Math.max(high, one), 0))
  }
  return { stepMs, counts, worst }
}
