/** Brings samples down to what a screen can show: buckets of least, greatest and mean, with a gap wherever samples are missing. Pure. */
import { POINT, type Series } from '../../../shared/contract/history.ts'

/** Samples by rising time; NaN where there was no good value. */
export type Samples = { at: number[]; value: number[] }
export type Columns = Pick<Series, 'at' | 'min' | 'max' | 'mean' | 'quality'>

type Lists = { at: number[]; min: number[]; max: number[]; mean: number[]; quality: number[] }

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

function push(into: Lists, at: number, quality: number, min: number, max: number, mean: number): void {
  into.at.push(at)
  into.min.push(min)
  into.max.push(max)
  into.mean.push(mean)
  into.quality.push(quality)
}

function open(into: Lists, at: number, quality: number): void {
  push(into, at, quality, Number.NaN, Number.NaN, Number.NaN)
}

/** Few samples go through as they are; many are put into at most `pixels` buckets of equal width from `from` on. */
export function bucketed(samples: Samples, from: number, to: number, pixels: number): Columns {
  const points: Lists = { at: [], min: [], max: [], mean: [], quality: [] }
  // Every gap may add one point, so the samples alone take at most half of the places.
  if (samples.at.length * 2 <= pixels) throughAsTheyAre(samples, points)
  else intoBuckets(samples, from, to, pixels, points)
  const { at, min, max, mean, quality } = points
  return {
    at: Float64Array.from(at),
    min: Float64Array.from(min),
    max: Float64Array.from(max),
    mean: Float64Array.from(mean),
    quality: Uint8Array.from(quality),
  }
}

function throughAsTheyAre(samples: Samples, points: Lists): void {
  const gap = cadence(samples.at) * GAP_STEPS
  samples.at.forEach((at, i) => {
    const last = samples.at[i - 1]
    if (last !== undefined && at - last > gap) open(points, last + 1, POINT.noSamples)
    const value = samples.value[i]!
    if (Number.isNaN(value)) open(points, at, POINT.noneGood)
    else push(points, at, POINT.good, value, value, value)
  })
}

function intoBuckets(samples: Samples, from: number, to: number, pixels: number, points: Lists): void {
  const gap = cadence(samples.at) * GAP_STEPS
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
    const quality = count === i - first ? POINT.good : POINT.partlyNotGood
    // Summing rounds: the mean must still lie between the two.
    if (count > 0) push(points, begin, quality, min, max, Math.min(max, Math.max(min, sum / count)))
    else if (i > first) open(points, begin, POINT.noneGood)
    // Empty in the middle of a gap: the line is broken here. Empty between two samples of the usual step is nothing.
    else if (first > 0 && samples.at[i]! - lastAt > gap) open(points, begin, POINT.noSamples)
    if (i > first) lastAt = samples.at[i - 1]!
  }
}
