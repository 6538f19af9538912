/** Sums a series up over a period: what ranking and distribution are made of. Pure. */
import type { Resolution } from '../../../shared/contract/history.ts'
import { coarserOf } from './resolution.ts'
import { stretchOf, type Piece } from './stretch.ts'

/** `minAt`, `maxAt`: begin of the bucket, or time of the sample, that has it. */
export type Sum = {
  resolution: Resolution
  min: number
  minAt: number
  max: number
  maxAt: number
  /** Of mean times count. */
  sum: number
  count: number
  bad: number
}

/** Told of each bucket or sample with good values. */
export type TakeMean = (mean: number, count: number) => void

/** Null where the series has no sample in the pieces. */
export function summed(pieces: readonly Piece[], slot: number, take?: TakeMean): Sum | null {
  const sum: Sum = { resolution: 'raw', min: Infinity, minAt: 0, max: -Infinity, maxAt: 0, sum: 0, count: 0, bad: 0 }
  for (const piece of pieces) {
    const stretch = stretchOf(piece, slot)
    if (!stretch) continue
    const { at, min, max, mean, count, bad } = stretch
    sum.resolution = coarserOf(sum.resolution, stretch.resolution)
    for (let i = 0; i < at.length; i++) {
      sum.bad += bad[i]!
      const good = count[i]!
      if (good === 0) continue
      if (min[i]! < sum.min) {
        sum.min = min[i]!
        sum.minAt = at[i]!
      }
      if (max[i]! > sum.max) {
        sum.max = max[i]!
        sum.maxAt = at[i]!
      }
      sum.count += good
      sum.sum += mean[i]! * good
      take?.(mean[i]!, good)
    }
  }
  return sum.count + sum.bad > 0 ? sum : null
}

/** The mean of the good samples. Summing rounds: it still lies between the two ends. */
export function meanOf({ sum, count, min, max }: Sum): number {
  return Math.min(max, Math.max(min, sum / count))
}
