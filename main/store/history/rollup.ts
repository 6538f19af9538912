/**
 * Roll-ups: what is left of samples in buckets of 5 minutes, an hour or a day. Pure. Buckets begin at multiples of their step at +07.
 *
 * Only good samples count for least, greatest, mean and last; any other that came is counted as bad; a reading that a poll did not have is none.
 * A good state holds until the next sample of its series where that comes within 2.5 usual steps (the median, an hour at most), else for one
 * usual step, and not beyond the day in which nothing more came. Its ends are whole seconds, so seconds add up through all levels; a bucket that
 * is only held into has seconds without any sample.
 */
import type { Chunk, Column } from './codec.ts'
import { ZONE_MS } from './keys.ts'
import { ABSENT, GOOD, LARGEST_SCALED, powerOf } from './sample.ts'

export type RollupColumn = {
  slot: number
  decimals: number
  /** Of the good samples of each bucket; NaN where there was none. */
  min: Float64Array
  max: Float64Array
  mean: Float64Array
  last: Float64Array
  /** When the last good sample came: epoch ms of a whole second; NaN where there was none. */
  lastAt: Float64Array
  /** Good samples of each bucket, and samples that were not good (suspect, stale, no value). */
  count: Uint32Array
  bad: Uint32Array
  /** Of a state metric: code → whole seconds in it, per bucket; null for others. */
  seconds: ReadonlyMap<number, Float64Array> | null
}
/** Buckets that have any sample or held state, by rising begin (epoch ms). `step` in ms. */
export type Rollup = { step: number; at: Float64Array; columns: RollupColumn[] }

export const STEPS = { fiveMinutes: 300_000, hour: 3_600_000, day: 86_400_000 } as const

/** Longer than so many usual steps without a sample is a gap: one lost answer is not. */
const GAP_STEPS = 2.5
const LONGEST_STEP_MS = 3_600_000

type Growing = RollupColumn & { seconds: Map<number, Float64Array> | null }
type Held = { code: number; from: number; to: number }

/** Begin of the bucket of `step` that has the moment, both epoch ms. */
export function bucketBegin(at: number, step: number): number {
  return Math.floor((at + ZONE_MS) / step) * step - ZONE_MS
}

/** The usual step between samples in ms: the lower median, so that gaps do not count; 0 of fewer than two. */
function cadence(at: Float64Array): number {
  if (at.length < 2) return 0
  const steps = new Float64Array(at.length - 1)
  for (let i = 0; i < steps.length; i++) steps[i] = at[i + 1]! - at[i]!
  steps.sort()
  return Math.min(LONGEST_STEP_MS, steps[(steps.length - 1) >> 1]!)
}

/** Spans in epoch seconds during which a state was the last that was known to be true. */
function heldStates(chunk: Chunk, { states, values }: Column, cadenceOfAll: number): Held[] {
  const whole = !states.includes(ABSENT)
  const rows = whole ? null : Array.from(states.keys()).filter((row) => states[row] !== ABSENT)
  const at = rows ? Float64Array.from(rows, (row) => chunk.at[row]!) : chunk.at
  const usual = rows ? cadence(at) : cadenceOfAll
  const held: Held[] = []
  for (let i = 0; i < at.length; i++) {
    const row = rows ? rows[i]! : i
    const code = values[row]!
    if (states[row] !== GOOD || !Number.isFinite(code)) continue
    const begin = at[i]!
    const next = at[i + 1] ?? Infinity
    const end = next - begin <= usual * GAP_STEPS ? next : Math.min(begin + usual, bucketBegin(begin, STEPS.day) + STEPS.day)
    const from = Math.round(begin / 1000)
    const to = Math.round(end / 1000)
    const before = held.at(-1)
    if (before && before.code === code + 0 && before.to === from) before.to = to
    else if (to > from) held.push({ code: code + 0, from, to })
  }
  return held
}

/** Begins of all buckets with samples or held states, rising. */
function beginsOf(at: Float64Array, held: readonly (Held[] | null)[], step: number): Float64Array {
  const begins = new Set<number>()
  let end = -Infinity
  for (const time of at) {
    if (time < end) continue
    const begin = bucketBegin(time, step)
    begins.add(begin)
    end = begin + step
  }
  for (const spans of held) {
    for (const { from, to } of spans ?? []) {
      for (let begin = bucketBegin(from * 1000, step); begin < to * 1000; begin += step) begins.add(begin)
    }
  }
  return Float64Array.from(begins).sort()
}

function emptyColumn(slot: number, decimals: number, length: number, state: boolean): Growing {
  const gaps = () => new Float64Array(length).fill(Number.NaN)
  const counts = () => new Uint32Array(length)
  const seconds = state ? new Map<number, Float64Array>() : null
  return { slot, decimals, min: gaps(), max: gaps(), mean: gaps(), last: gaps(), lastAt: gaps(), count: counts(), bad: counts(), seconds }
}

/** Adds seconds of a state as far as the bucket has room for them. */
function addSeconds(seconds: Map<number, Float64Array>, taken: Float64Array, code: number, bucket: number, more: number, step: number) {
  const room = Math.min(more, step / 1000 - taken[bucket]!)
  if (room <= 0) return
  let into = seconds.get(code)
  if (!into) seconds.set(code, (into = new Float64Array(taken.length)))
  into[bucket]! += room
  taken[bucket]! += room
}

/** Means of sums: in whole steps of the column where they are exact, so that they come out the same by whatever way they are added up. */
class Sums {
  readonly #power: number
  readonly #sums: Float64Array
  readonly #large: Uint8Array

  constructor(length: number, decimals: number) {
    this.#power = powerOf(decimals)
    this.#sums = new Float64Array(length)
    this.#large = new Uint8Array(length)
  }

  /** Takes `count` values of this mean in, of a bucket whose mean of `before` values was `mean`. Answers the new mean. */
  add(bucket: number, value: number, count: number, mean: number, before: number): number {
    const steps = value * count * this.#power
    const total = before + count
    if (Math.abs(steps) > LARGEST_SCALED) this.#large[bucket] = 1
    if (this.#large[bucket] === 1) return before === 0 ? value : value * (count / total) + mean * (before / total)
    this.#sums[bucket]! += Math.round(steps)
    return this.#sums[bucket]! / (total * this.#power)
  }
}

function fill(into: Growing, chunk: Chunk, column: Column, place: Uint32Array): void {
  const { states, values } = column
  const sums = new Sums(into.min.length, column.decimals)
  for (let row = 0; row < states.length; row++) {
    const state = states[row]!
    if (state === ABSENT) continue
    const bucket = place[row]!
    const value = values[row]! + 0
    if (state !== GOOD || !Number.isFinite(value)) {
      into.bad[bucket]!++
      continue
    }
    take(into, sums, bucket, {
      min: value,
      max: value,
      mean: value,
      last: value,
      lastAt: Math.floor(chunk.at[row]! / 1000) * 1000,
      count: 1,
    })
  }
}

type Part = { min: number; max: number; mean: number; last: number; lastAt: number; count: number }

function take(into: Growing, sums: Sums, bucket: number, part: Part): void {
  const before = into.count[bucket]!
  if (before === 0 || part.min < into.min[bucket]!) into.min[bucket] = part.min
  if (before === 0 || part.max > into.max[bucket]!) into.max[bucket] = part.max
  if (before === 0 || part.lastAt >= into.lastAt[bucket]!) {
    into.last[bucket] = part.last
    into.lastAt[bucket] = part.lastAt
  }
  const mean = sums.add(bucket, part.mean, part.count, into.mean[bucket]!, before)
  // Adding rounds: the mean must still lie between the two.
  into.mean[bucket] = Math.min(into.max[bucket]!, Math.max(into.min[bucket]!, mean))
  into.count[bucket] = before + part.count
}

/** Samples of a device brought down to buckets of `step` ms. `isState` says which slots hold codes. */
export function rollupOf(chunk: Chunk, step: number, isState: (slot: number) => boolean): Rollup {
  const usual = cadence(chunk.at)
  const held = chunk.columns.map((column) => (isState(column.slot) ? heldStates(chunk, column, usual) : null))
  const at = beginsOf(chunk.at, held, step)
  const place = new Uint32Array(chunk.at.length)
  for (let row = 0, bucket = 0; row < place.length; row++) {
    while (chunk.at[row]! >= at[bucket]! + step) bucket++
    place[row] = bucket
  }
  const columns = chunk.columns.map((column, i) => {
    const spans = held[i] ?? null
    const into = emptyColumn(column.slot, column.decimals, at.length, spans !== null)
    fill(into, chunk, column, place)
    if (into.seconds && spans) fillSeconds(into.seconds, spans, at, step)
    return into
  })
  return { step, at, columns }
}

function fillSeconds(seconds: Map<number, Float64Array>, spans: readonly Held[], at: Float64Array, step: number): void {
  const taken = new Float64Array(at.length)
  let bucket = 0
  for (const { code, from, to } of spans) {
    while (from * 1000 >= at[bucket]! + step) bucket++
    for (let i = bucket; i < at.length && at[i]! < to * 1000; i++) {
      const begin = at[i]! / 1000
      addSeconds(seconds, taken, code, i, Math.min(to, begin + step / 1000) - Math.max(from, begin), step)
    }
  }
}

/** Joins parts, each of a step that is finer or the same, into buckets of `step` ms. The samples of all parts count, also where they share a bucket. */
export function coarser(parts: readonly Rollup[], step: number): Rollup {
  const begins = new Set<number>()
  for (const { at } of parts) for (const begin of at) begins.add(bucketBegin(begin, step))
  const at = Float64Array.from(begins).sort()
  const bucketAt = new Map(Array.from(at, (begin, bucket) => [begin, bucket]))
  const shapes = new Map<number, { decimals: number; state: boolean }>()
  for (const { slot, decimals, seconds } of parts.flatMap((part) => part.columns)) {
    const known = shapes.get(slot)
    shapes.set(slot, { decimals: Math.max(decimals, known?.decimals ?? 0), state: seconds !== null || (known?.state ?? false) })
  }
  const growing = new Map(
    [...shapes].map(([slot, { decimals, state }]) => [
      slot,
      { into: emptyColumn(slot, decimals, at.length, state), sums: new Sums(at.length, decimals), taken: new Float64Array(at.length) },
    ]),
  )
  for (const part of parts) {
    const place = Uint32Array.from(part.at, (begin) => bucketAt.get(bucketBegin(begin, step))!)
    for (const column of part.columns) {
      const { into, sums, taken } = growing.get(column.slot)!
      join(into, sums, column, place)
      for (const [code, seconds] of column.seconds ?? []) {
        if (into.seconds) for (let i = 0; i < place.length; i++) addSeconds(into.seconds, taken, code, place[i]!, seconds[i]!, step)
      }
    }
  }
  return { step, at, columns: [...growing.values()].map(({ into }) => into).sort((a, b) => a.slot - b.slot) }
}

function join(into: Growing, sums: Sums, column: RollupColumn, place: Uint32Array): void {
  const { min, max, mean, last, lastAt, count, bad } = column
  for (let i = 0; i < place.length; i++) {
    const bucket = place[i]!
    into.bad[bucket]! += bad[i]!
    const more = count[i]!
    if (more === 0) continue
    take(into, sums, bucket, { min: min[i]!, max: max[i]!, mean: mean[i]!, last: last[i]!, lastAt: lastAt[i]!, count: more })
  }
}

/** The roll-up with the samples of `late`, of the same step, added to what is there. Seconds that both tell of are kept once. */
export function withLate(rollup: Rollup, late: Rollup): Rollup {
  return coarser([rollup, late], rollup.step)
}
