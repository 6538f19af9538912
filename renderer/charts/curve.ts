/** One line over time as the console answers it, in typed arrays, and what charts make of it: points, extent, the bucket under the crosshair. Pure. */

import { POINT } from '../../shared/contract/history.ts'

/** Begin of each bucket in epoch ms; least, greatest and mean of its good samples, NaN where there was none. */
export type Curve = {
  at: Float64Array
  min: Float64Array
  max: Float64Array
  mean: Float64Array
  /** See POINT. */
  quality: Uint8Array
}
export type Point = { at: number; mean: number | null; band: [number, number] | null }

const made = new WeakMap<Float64Array, readonly Point[]>()

/** The points as the chart library takes them, made once for each answer; where there is no good value the line is open. */
export function pointsOf({ at, min, max, mean }: Curve): readonly Point[] {
  const known = made.get(mean)
  if (known) return known
  const points = Array.from(at, (when, i): Point => {
    const value = mean[i] ?? Number.NaN
    if (Number.isNaN(value)) return { at: when, mean: null, band: null }
    const [low, high] = [min[i] ?? value, max[i] ?? value]
    return { at: when, mean: value, band: [low, high] }
  })
  made.set(mean, points)
  return points
}

/** Every moment that any of the curves has, in order. */
export function timesOf(curves: readonly Pick<Curve, 'at'>[]): Float64Array {
  const [first, ...rest] = curves
  if (!first) return new Float64Array()
  const others = rest.filter(({ at }) => !same(at, first.at))
  if (others.length === 0) return first.at
  return Float64Array.from(new Set([first, ...others].flatMap(({ at }) => Array.from(at)))).sort()
}

function same(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]))
}

/** Moments that a crosshair can stand at: those of the curves, of which some that lie closer together than `least` ms are left out. */
export function standsOf(curves: readonly Pick<Curve, 'at'>[], least: number): { at: number }[] {
  const out: { at: number }[] = []
  let last = -Infinity
  for (const at of timesOf(curves)) {
    if (at - last < least) continue
    out.push({ at })
    last = at
  }
  return out
}

/** The bucket that a moment lies in: the last that begins by then; −1 before the first. */
export function indexAt(at: ArrayLike<number>, when: number): number {
  let low = 0
  let high = at.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((at[middle] ?? Infinity) <= when) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The position whose moment is nearest; −1 where there is none. */
export function nearest(at: ArrayLike<number>, when: number): number {
  const before = indexAt(at, when)
  const after = before + 1
  if (after >= at.length) return before
  return before < 0 || (at[after] ?? Infinity) - when < when - (at[before] ?? -Infinity) ? after : before
}

/** The usual distance of two buckets in ms: the middle one of all, so that gaps do not count. */
export function stepOf(at: Float64Array): number {
  if (at.length < 2) return 0
  const apart = at.subarray(1).map((when, i) => when - (at[i] ?? 0))
  return apart.sort()[apart.length >> 1] ?? 0
}

/** Lowest and highest of all that is drawn; null where nothing is. */
export function extentOf(curves: readonly Curve[]): { low: number; high: number } | null {
  let low = Infinity
  let high = -Infinity
  for (const { min, max } of curves) {
    for (const value of min) if (value < low) low = value
    for (const value of max) if (value > high) high = value
  }
  return low <= high ? { low, high } : null
}

export type Run = { from: number; to: number }

/** Where samples came that were not good: `mixed` beside good ones, `bad` alone. The worst of all curves counts. */
export function doubts(curves: readonly Curve[], end: number): { mixed: Run[]; bad: Run[] } {
  const found = { mixed: [] as Run[], bad: [] as Run[] }
  for (const { at, quality } of curves) {
    const step = stepOf(at)
    for (let i = 0; i < at.length; i++) {
      const kind = quality[i] === POINT.partlyNotGood ? 'mixed' : quality[i] === POINT.noneGood ? 'bad' : null
      if (kind === null) continue
      const from = at[i] ?? 0
      const to = Math.min(at[i + 1] ?? end, from + (step || end - from))
      const last = found[kind].at(-1)
      if (last && last.to === from) last.to = to
      else found[kind].push({ from, to })
    }
  }
  return { mixed: joined(found.mixed), bad: joined(found.bad) }
}

/** Runs in order, those that touch or overlap made one. */
export function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const { from, to } of runs.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else out.push({ from, to })
  }
  return out
}
