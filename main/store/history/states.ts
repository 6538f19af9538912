/** How long each state held: seconds per state, in the buckets of a roll-up or in buckets made of samples. Pure. */
import type { StateSeries } from '../../../shared/contract/history.ts'
import type { Chunk } from './codec.ts'
import { STEP_OF } from './resolution.ts'
import { bucketBegin, rollupOf } from './rollup.ts'
import { placeOf, type Piece } from './stretch.ts'

/** Told of each bucket with seconds of a state: its begin (epoch ms), the state's code, whole seconds. */
export type TakeSeconds = (at: number, code: number, seconds: number) => void

/** Goes through what a piece has of a slot. `step`: the buckets that samples are put into, ms. */
export function eachState(piece: Piece, slot: number, step: number, take: TakeSeconds): void {
  const rollup = piece.rollup ?? rollupOf(cut(piece.chunk, slot, piece.from, piece.to), step, () => true)
  const seconds = rollup.columns.find((column) => column.slot === slot)?.seconds
  if (!seconds) return
  const end = placeOf(rollup.at, piece.to)
  for (let i = placeOf(rollup.at, piece.from - rollup.step + 1); i < end; i++) {
    for (const [code, list] of seconds) if (list[i]! > 0) take(rollup.at[i]!, code, list[i]!)
  }
}

/** The samples of one slot within [from, to). */
function cut({ at, columns }: Chunk, slot: number, from: number, to: number): Chunk {
  const first = placeOf(at, from)
  const end = placeOf(at, to)
  return {
    at: at.subarray(first, end),
    columns: columns
      .filter((column) => column.slot === slot)
      .map(({ decimals, states, values }) => ({
        slot,
        decimals,
        states: states.subarray(first, end),
        values: values.subarray(first, end),
      })),
  }
}

/** Seconds of each state in points of `width`, which is whole steps of the pieces' classes. */
export function statePoints(pieces: readonly Piece[], slot: number, width: number): Pick<StateSeries, 'at' | 'states'> {
  const points = new Map<number, Map<number, number>>()
  const codes = new Set<number>()
  for (const piece of pieces) {
    eachState(piece, slot, width, (at, code, seconds) => {
      const begin = bucketBegin(at, width)
      let point = points.get(begin)
      if (!point) points.set(begin, (point = new Map()))
      point.set(code, (point.get(code) ?? 0) + seconds)
      codes.add(code)
    })
  }
  const at = Float64Array.from(points.keys()).sort()
  return {
    at,
    states: [...codes]
      .sort((a, b) => a - b)
      .map((code) => ({ code, seconds: Float64Array.from(at, (begin) => points.get(begin)?.get(code) ?? 0) })),
  }
}

/** The coarsest class among pieces: narrower points than its buckets would say what nobody knows. */
export function coarsest(pieces: readonly Piece[]): Piece['resolution'] {
  return pieces.reduce<Piece['resolution']>((most, { resolution }) => (STEP_OF[resolution] > STEP_OF[most] ? resolution : most), 'raw')
}
