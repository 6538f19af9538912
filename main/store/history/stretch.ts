/** One series over a stretch of time out of one source: what samples and roll-ups have in common. Pure. */
import type { Resolution } from '../../../shared/contract/history.ts'
import type { Chunk } from './codec.ts'
import { STEP_OF } from './resolution.ts'
import type { Rollup } from './rollup.ts'
import { ABSENT, GOOD } from './sample.ts'

export type Stretch = {
  readonly resolution: Resolution
  /** Time of each bucket, ms; 0 for samples. */
  readonly step: number
  /** Begin of each bucket or time of each sample, rising; epoch ms. */
  readonly at: Float64Array
  /** Of the good samples; NaN where there was none. */
  readonly min: Float64Array
  readonly max: Float64Array
  readonly mean: Float64Array
  /** Good samples, and samples that were not good; both 0 where the series has none here. */
  readonly count: Uint32Array
  readonly bad: Uint32Array
}

/** What a day or a month of a device was found as: samples, or a roll-up. Only what lies in [from, to) of it counts. */
export type Piece = { readonly resolution: Resolution; readonly from: number; readonly to: number } & (
  | { readonly chunk: Chunk; readonly rollup: null }
  | { readonly chunk: null; readonly rollup: Rollup }
)

/** Place of the first that is not before `value`. */
export function placeOf(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The series of a slot in a piece, cut to the piece's time; null where the piece does not have it. A bucket belongs to the piece where any of it does. */
export function stretchOf(piece: Piece, slot: number): Stretch | null {
  return piece.chunk
    ? samples(piece.chunk, slot, piece.from, piece.to)
    : buckets(piece.rollup, piece.resolution, slot, piece.from, piece.to)
}

function buckets(rollup: Rollup, resolution: Resolution, slot: number, from: number, to: number): Stretch | null {
  const column = rollup.columns.find((one) => one.slot === slot)
  if (!column) return null
  const first = placeOf(rollup.at, from - rollup.step + 1)
  const end = placeOf(rollup.at, to)
  if (first >= end) return null
  const { min, max, mean, count, bad } = column
  const cut = { min, max, mean, count, bad, at: rollup.at }
  if (first > 0 || end < rollup.at.length) {
    cut.at = rollup.at.subarray(first, end)
    cut.min = min.subarray(first, end)
    cut.max = max.subarray(first, end)
    cut.mean = mean.subarray(first, end)
    cut.count = count.subarray(first, end)
    cut.bad = bad.subarray(first, end)
  }
  return { resolution, step: rollup.step, ...cut }
}

function samples(chunk: Chunk, slot: number, from: number, to: number): Stretch | null {
  const column = chunk.columns.find((one) => one.slot === slot)
  if (!column) return null
  const first = placeOf(chunk.at, from)
  const end = placeOf(chunk.at, to)
  const at = new Float64Array(Math.max(0, end - first))
  const value = new Float64Array(at.length)
  const count = new Uint32Array(at.length)
  const bad = new Uint32Array(at.length)
  let length = 0
  for (let row = first; row < end; row++) {
    const state = column.states[row]!
    if (state === ABSENT) continue
    const found = column.values[row]!
    const good = state === GOOD && Number.isFinite(found)
    at[length] = chunk.at[row]!
    value[length] = good ? found : Number.NaN
    if (good) count[length] = 1
    else bad[length] = 1
    length++
  }
  if (length === 0) return null
  const values = value.subarray(0, length)
  return {
    resolution: 'raw',
    step: STEP_OF.raw,
    at: at.subarray(0, length),
    min: values,
    max: values,
    mean: values,
    count: count.subarray(0, length),
    bad: bad.subarray(0, length),
  }
}
