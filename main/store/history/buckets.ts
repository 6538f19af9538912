/** Brings samples down to what a screen can show: buckets of least, greatest and mean, with a gap wherever samples are missing. Pure. */
import type { Series } from '../../../shared/contract/history.ts'

/** Samples by rising time; NaN where there was no good value. */
export type Samples = { at: number[]; value: number[] }
export type Columns = Pick<Series, 'at' | 'min' | 'max' | 'mean'>

/** Longer than so many usual steps without a sample is a gap: one lost answer is not. */
const GAP_STEPS = 2.5

/** The usual step between samples: the median, so that gaps do not count. */
function cadence(at: readonly number[]): number {
  const steps: number[] = []
  const stride = Math.max(1, Math.floor(at.length / 1000))
  for (let i = stride; i < at.length; i += stride) steps.push(at[i]! - at[i - 1]!)
  steps.sort((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? 0
}

function push(into: Columns, at: number, min: number | null, max: number | null, mean: number | null): void {
  into.at.push(at)
  into.min.push(min)
  into.max.push(max)
  into.mean.push(mean)
}

/** Few samples go through as they are; many are put into at most `pixels` buckets of equal width from `from` on. */
export function bucketed(samples: Samples, from: number, to: number, pixels: number): Columns {
  const gap = cadence(samples.at) * GAP_STEPS
  const points: Columns = { at: [], min: [], max: [], mean: [] }
  // Every gap may add one point, so the samples alone take at most half of the places.
  if (samples.at.length * 2 <= pixels) {
    samples.at.forEach((at, i) => {
      const last = samples.at[i - 1]
      if (last !== undefined && at - last > gap) push(points, last + 1, null, null, null)
      const value = Number.isNaN(samples.value[i]) ? null : samples.value[i]!
      push(points, at, value, value, value)
    })
    return points
  }
  const width = (to - from) / pixels
  let i = 0
  let lastAt = samples.at[0]!
  for (let bucket = 0; bucket < pixels && i < samples.at.length; bucket++) {
    const begin = from + bucket * width
    const end = bucket === pixels - 1 ? to : begin + width
    const first = i
    let count = 0
    let sum = 0
    let min = Infinity
    let max = -Infinity
    for (; i < samples.at.length && samples.at[i]! < end; i++) {
      const value = samples.value[i]!
      if (Number.isNaN(value)) continue
      count++
      sum += value
      min = Math.min(min, value)
      max = Math.max(max, value)
    }
    // Summing rounds: the mean must still lie between the two.
    if (count > 0) push(points, begin, min, max, Math.min(max, Math.max(min, sum / count)))
    // Empty although samples came, or in the middle of a gap: the line is broken here. Empty between two samples of the usual step is nothing.
    else if (i > first || (first > 0 && samples.at[i]! - lastAt > gap)) push(points, begin, null, null, null)
    if (i > first) lastAt = samples.at[i - 1]!
  }
  return points
}
