/** Brings the stretches of a series down to what a screen can show: points of least, greatest and mean, with a gap wherever samples are missing. Pure. */
import { POINT, type Series } from '../../../shared/contract/history.ts'
import { bucketBegin } from './rollup.ts'
import type { Stretch } from './stretch.ts'

export type Points = Pick<Series, 'at' | 'min' | 'max' | 'mean' | 'quality'>

/** Longer than so many usual steps without a sample is a gap: one lost answer is not. */
const GAP_STEPS = 2.5
/** So many steps suffice to know the usual one. */
const STEPS_LOOKED_AT = 1000

/** Columns of their own each time: an answer's columns are handed away. */
export const noPoints = (): Points => pointsOf([], 0, 0, 1)

/**
 * Few samples or buckets stand for themselves; many are put into points of `width` ms, which is `widthFor` of the period. Stretches rise and do not
 * overlap. A bucket that is wider than a point is one point. A gap is one point without samples, where it begins.
 */
export function pointsOf(stretches: readonly Stretch[], from: number, pixels: number, width: number): Points {
  const steps = usualSteps(stretches)
  const gapOf = ({ step }: Stretch) => (steps.get(step) ?? 0) * GAP_STEPS
  const alone = standAlone(stretches, gapOf, pixels)
  const points = new Growing(pixels)
  let point = -Infinity
  let before = Infinity
  let gapBefore = 0
  let stepBefore = 0
  for (const stretch of stretches) {
    const { at, min, max, mean, count, bad, step } = stretch
    const gap = gapOf(stretch)
    for (let i = 0; i < at.length; i++) {
      if (count[i] === 0 && bad[i] === 0) continue
      const time = at[i]!
      const begin = alone ? time : bucketBegin(time, width)
      if (begin > point) {
        if (time - before > Math.max(gap, gapBefore)) {
          const end = alone ? before + Math.max(stepBefore, 1) : bucketBegin(before + Math.max(stepBefore, 1) - 1, width) + width
          if (end < begin) points.empty(end)
        }
        point = begin
        points.next(Math.max(begin, from))
      }
      points.add(min[i]!, max[i]!, mean[i]!, count[i]!, bad[i]!)
      before = time
      gapBefore = gap
      stepBefore = step
    }
  }
  return points.take()
}

/** The usual step between points of each class of stretches, ms: the median, so that gaps do not count; of buckets at least their own. */
function usualSteps(stretches: readonly Stretch[]): Map<number, number> {
  const found = new Map<number, { before: number; seen: number; steps: number[] }>()
  const most = stretches.reduce((sum, { at }) => sum + at.length, 0)
  const stride = Math.max(1, Math.floor(most / STEPS_LOOKED_AT))
  for (const { at, count, bad, step } of stretches) {
    let into = found.get(step)
    if (!into) found.set(step, (into = { before: Number.NaN, seen: 0, steps: [] }))
    for (let i = 0; i < at.length; i++) {
      if (count[i] === 0 && bad[i] === 0) continue
      if (into.seen++ % stride === 0 && !Number.isNaN(into.before)) into.steps.push(at[i]! - into.before)
      into.before = at[i]!
    }
  }
  return new Map(
    [...found].map(([step, { steps }]) => {
      steps.sort((a, b) => a - b)
      return [step, Math.max(step, steps[Math.floor(steps.length / 2)] ?? 0)]
    }),
  )
}

/** True where all samples or buckets, and the gaps between them, have a place of their own on the screen. */
function standAlone(stretches: readonly Stretch[], gapOf: (stretch: Stretch) => number, pixels: number): boolean {
  let places = 0
  let before = Infinity
  let gapBefore = 0
  for (const stretch of stretches) {
    const { at, count, bad } = stretch
    const gap = gapOf(stretch)
    for (let i = 0; i < at.length; i++) {
      if (count[i] === 0 && bad[i] === 0) continue
      places += at[i]! - before > Math.max(gap, gapBefore) ? 2 : 1
      if (places > pixels) return false
      before = at[i]!
      gapBefore = gap
    }
  }
  return true
}

/** Points as they come, in columns that are as long as the screen is wide. */
class Growing {
  readonly #at: Float64Array
  readonly #min: Float64Array
  readonly #max: Float64Array
  readonly #mean: Float64Array
  readonly #quality: Uint8Array
  #length = 0
  #count = 0
  #bad = 0
  #sum = 0

  constructor(most: number) {
    this.#at = new Float64Array(most)
    this.#min = new Float64Array(most).fill(Number.NaN)
    this.#max = new Float64Array(most).fill(Number.NaN)
    this.#mean = new Float64Array(most).fill(Number.NaN)
    this.#quality = new Uint8Array(most)
  }

  /** Begins the next point; the one before is whole. */
  next(at: number): void {
    this.#close()
    this.#at[this.#length++] = at
  }

  empty(at: number): void {
    this.next(at)
    this.#close()
    this.#quality[this.#length - 1] = POINT.noSamples
  }

  add(min: number, max: number, mean: number, count: number, bad: number): void {
    this.#bad += bad
    if (count === 0) return
    const i = this.#length - 1
    if (this.#count === 0 || min < this.#min[i]!) this.#min[i] = min
    if (this.#count === 0 || max > this.#max[i]!) this.#max[i] = max
    this.#count += count
    this.#sum += mean * count
  }

  #close(): void {
    const i = this.#length - 1
    if (this.#count > 0) {
      // Summing rounds: the mean must still lie between the two.
      this.#mean[i] = Math.min(this.#max[i]!, Math.max(this.#min[i]!, this.#sum / this.#count))
      this.#quality[i] = this.#bad > 0 ? POINT.partlyNotGood : POINT.good
    } else if (this.#bad > 0) this.#quality[i] = POINT.noneGood
    this.#count = this.#bad = this.#sum = 0
  }

  take(): Points {
    this.#close()
    const cut = (column: Float64Array) => column.slice(0, this.#length)
    return {
      at: cut(this.#at),
      min: cut(this.#min),
      max: cut(this.#max),
      mean: cut(this.#mean),
      quality: this.#quality.slice(0, this.#length),
    }
  }
}
