/** Parts of a roll-up: the buckets of a day within those of its month. Pure. */
import { dayBegin } from './keys.ts'
import { coarser, type Rollup, type RollupColumn } from './rollup.ts'

/** The roll-up with other buckets of a day: `change` is given those that are there and answers what takes their place. */
export function withDay(rollup: Rollup, day: number, change: (part: Rollup) => Rollup): Rollup {
  const from = dayBegin(day)
  const to = dayBegin(day + 1)
  return coarser([outside(rollup, from, to), change(inside(rollup, from, to))], rollup.step)
}

/** The buckets that begin between the two moments. */
export function inside(rollup: Rollup, from: number, to: number): Rollup {
  return picked(rollup, (at) => at >= from && at < to)
}

function outside(rollup: Rollup, from: number, to: number): Rollup {
  return picked(rollup, (at) => at < from || at >= to)
}

function picked({ step, at, columns }: Rollup, wanted: (at: number) => boolean): Rollup {
  const keep = Uint32Array.from(at.keys()).filter((i) => wanted(at[i]!))
  if (keep.length === at.length) return { step, at, columns }
  const floats = (from: Float64Array) => Float64Array.from(keep, (i) => from[i]!)
  const counts = (from: Uint32Array) => Uint32Array.from(keep, (i) => from[i]!)
  const column = (of: RollupColumn): RollupColumn => ({
    slot: of.slot,
    decimals: of.decimals,
    min: floats(of.min),
    max: floats(of.max),
    mean: floats(of.mean),
    last: floats(of.last),
    lastAt: floats(of.lastAt),
    count: counts(of.count),
    bad: counts(of.bad),
    seconds: of.seconds && new Map(Array.from(of.seconds, ([code, seconds]) => [code, floats(seconds)])),
  })
  return { step, at: floats(at), columns: columns.map(column) }
}
