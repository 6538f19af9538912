/** Roll-ups say of any series what its samples say, by whatever way they are made, and come back from their bytes. */
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chunk } from '../../../main/store/history/codec.ts'
import { decodeRollup, encodeRollup } from '../../../main/store/history/rollup-codec.ts'
import { bucketBegin, coarser, rollupOf, STEPS, withLate, type Rollup } from '../../../main/store/history/rollup.ts'
import { ABSENT, GOOD, hasValue, stateOf } from '../../../main/store/history/sample.ts'

const BEGIN = Date.UTC(2026, 0, 5, 17)
const isState = (slot: number) => slot % 2 === 1
const states = fc.oneof(
  { weight: 6, arbitrary: fc.constant(GOOD) },
  fc.constantFrom(stateOf('suspect', false), stateOf('error', true), ABSENT),
)

/** Slot 0 a measure of two decimals, slot 1 a state, slot 2 a measure with huge values at times; times in seconds' distance at least. */
const chunk = (most: number, longest: number): fc.Arbitrary<Chunk> =>
  fc
    .array(
      fc.record({
        step: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 55_000, max: 65_000 }) }, fc.integer({ min: 1000, max: longest })),
        states: fc.tuple(states, states, states),
        measure: fc.integer({ min: -10_000, max: 10_000 }),
        state: fc.integer({ min: 0, max: 3 }),
        huge: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(2 ** 49, 1e300, -Number.MAX_VALUE, Number.MAX_VALUE)),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((rows) => {
      let at = BEGIN
      const times = Float64Array.from(rows, ({ step }) => (at += step))
      const column = (slot: number, decimals: number, valueOf: (row: (typeof rows)[number]) => number) => ({
        slot,
        decimals,
        states: Uint8Array.from(rows, (row) => row.states[slot]!),
        values: Float64Array.from(rows, (row) => (hasValue(row.states[slot]!) ? valueOf(row) : Number.NaN)),
      })
      return {
        at: times,
        columns: [column(0, 2, (row) => row.measure / 100), column(1, 0, (row) => row.state), column(2, 0, (row) => row.huge)],
      }
    })

function rows(chunk: Chunk, wanted: (row: number) => boolean): Chunk {
  const list = [...chunk.at.keys()].filter(wanted)
  return {
    at: Float64Array.from(list, (row) => chunk.at[row]!),
    columns: chunk.columns.map((column) => ({
      ...column,
      states: Uint8Array.from(list, (row) => column.states[row]!),
      values: Float64Array.from(list, (row) => column.values[row]!),
    })),
  }
}

/** Everything but seconds and means of huge values, which are only right to a rounding. */
function told(rollup: Rollup) {
  return rollup.columns.map(({ slot, min, max, mean, last, lastAt, count, bad }) => {
    const filled = [...rollup.at.keys()].filter((i) => count[i]! + bad[i]! > 0)
    return filled.map((i) => [rollup.at[i], slot, min[i], max[i], slot === 2 ? 0 : mean[i], last[i], lastAt[i], count[i], bad[i]])
  })
}

function seconds(rollup: Rollup) {
  return rollup.columns.map((column) =>
    column.seconds === null ? null : [...column.seconds].map(([code, list]) => [code, ...list]).sort(([a], [b]) => a! - b!),
  )
}

describe('roll-ups', () => {
  it('say of each bucket what its samples say', () => {
    fc.assert(
      fc.property(chunk(200, 3_000_000), fc.constantFrom(...Object.values(STEPS)), (given, step) => {
        const made = rollupOf(given, step, isState)
        made.columns.forEach((column, c) => {
          made.at.forEach((begin, i) => {
            const inside = [...given.at.keys()].filter((row) => given.at[row]! >= begin && given.at[row]! < begin + step)
            const came = inside.filter((row) => given.columns[c]!.states[row] !== ABSENT)
            const good = came.filter((row) => given.columns[c]!.states[row] === GOOD).map((row) => given.columns[c]!.values[row]!)
            expect(column.count[i]).toBe(good.length)
            expect(column.bad[i]).toBe(came.length - good.length)
            expect(column.min[i]).toBe(good.length === 0 ? Number.NaN : Math.min(...good))
            expect(column.max[i]).toBe(good.length === 0 ? Number.NaN : Math.max(...good))
            expect(column.last[i]).toBe(good.at(-1) ?? Number.NaN)
            // Three thirds of the largest number are more than it: the plain sum rounds too.
            const sum = good.reduce((total, value) => total + value / good.length, 0)
            const mean = Math.min(Math.max(...good), Math.max(Math.min(...good), sum))
            const off = good.length === 0 ? 0 : Math.abs(column.mean[i]! - mean)
            expect(off).toBeLessThanOrEqual(1e-9 * Math.max(1, ...good.map(Math.abs)))
            expect(good.length === 0 || (column.mean[i]! >= column.min[i]! && column.mean[i]! <= column.max[i]!)).toBe(true)
          })
          expect(column.count.reduce((sum, count) => sum + count, 0)).toBe(
            given.columns[c]!.states.filter((state) => state === GOOD).length,
          )
        })
      }),
      { numRuns: 60 },
    )
  })

  it('are the same made step by step and at once', () => {
    fc.assert(
      fc.property(chunk(200, 20_000_000), (given) => {
        const fine = rollupOf(given, STEPS.fiveMinutes, isState)
        const hours = rollupOf(given, STEPS.hour, isState)
        const days = rollupOf(given, STEPS.day, isState)
        for (const [direct, joined] of [
          [fine, coarser([fine], STEPS.fiveMinutes)],
          [hours, coarser([fine], STEPS.hour)],
          [days, coarser([fine], STEPS.day)],
          [days, coarser([hours], STEPS.day)],
        ] as const) {
          expect([...joined.at]).toEqual([...direct.at])
          expect(told(joined)).toEqual(told(direct))
          expect(seconds(joined)).toEqual(seconds(direct))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('take late samples in as if they had come in time, from either side', () => {
    fc.assert(
      fc.property(chunk(150, 3_000_000), fc.array(fc.boolean(), { minLength: 150, maxLength: 150 }), (given, late) => {
        const a = rows(given, (row) => !late[row])
        const b = rows(given, (row) => late[row]!)
        const whole = rollupOf(given, STEPS.fiveMinutes, isState)
        const [one, other] = [rollupOf(a, STEPS.fiveMinutes, isState), rollupOf(b, STEPS.fiveMinutes, isState)]
        expect(told(withLate(one, other))).toEqual(told(whole))
        expect(told(withLate(other, one))).toEqual(told(whole))
      }),
      { numRuns: 60 },
    )
  })

  it('never have more seconds in a bucket than it is long', () => {
    fc.assert(
      fc.property(chunk(150, 3_000_000), chunk(150, 3_000_000), fc.constantFrom(...Object.values(STEPS)), (one, other, step) => {
        const made = rollupOf(one, step, isState)
        for (const rollup of [made, withLate(made, rollupOf(other, step, isState))]) {
          rollup.at.forEach((_, i) => {
            const sum = [...rollup.columns[1]!.seconds!.values()].reduce((total, list) => total + list[i]!, 0)
            expect(sum).toBeLessThanOrEqual(step / 1000)
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('come back from their bytes, all columns and single ones', () => {
    fc.assert(
      fc.property(chunk(150, 3_000_000), fc.constantFrom(...Object.values(STEPS)), (given, step) => {
        const made = rollupOf(given, step, isState)
        const bytes = encodeRollup(made)
        const back = decodeRollup(bytes)
        expect(back).not.toBeNull()
        const plain = (rollup: Rollup) => rollup.columns.map((column) => ({ ...column, mean: null }))
        expect(plain(back!)).toEqual(plain(made))
        expect([back!.step, ...back!.at]).toEqual([made.step, ...made.at])
        made.columns[0]!.mean.forEach((mean, i) => {
          const { min, max, count } = made.columns[0]!
          const off = count[i] === 0 ? 0 : Math.abs(back!.columns[0]!.mean[i]! - mean)
          // Exact of up to ten values, else to a tenth of the smallest step; or to a part of 4096 of the spread.
          const spread = count[i] === 0 ? 0 : (max[i]! - min[i]!) * 100
          const exact = spread * Math.min(10, count[i]!) <= 4096
          expect(off).toBeLessThanOrEqual(exact ? (count[i]! <= 10 ? 0 : 0.0005 + 1e-9) : spread / 100 / 8192 + 1e-9)
        })
        expect(encodeRollup(back!)).toEqual(bytes)
        expect(decodeRollup(bytes, new Set([1]))!.columns).toEqual([back!.columns[1]])
      }),
      { numRuns: 60 },
    )
  })

  it('answer null when a bit of them changed or a part is missing, and never throw', () => {
    fc.assert(
      fc.property(chunk(40, 3_000_000), fc.nat(), fc.integer({ min: 1, max: 255 }), (given, where, mask) => {
        const bytes = encodeRollup(rollupOf(given, STEPS.hour, isState))
        const at = where % bytes.length
        expect(decodeRollup(bytes.subarray(0, at))).toBeNull()
        bytes[at]! ^= mask
        expect(decodeRollup(bytes)).toBeNull()
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeRollup(bytes)).toBeNull()
      }),
    )
    fc.assert(
      fc.property(chunk(40, 3_000_000), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }), (given, changes) => {
        const bytes = encodeRollup(rollupOf(given, STEPS.fiveMinutes, isState))
        for (const [where, value] of changes) bytes[6 + (where % (bytes.length - 6))] = value
        new DataView(bytes.buffer).setUint32(2, crc32(bytes.subarray(6)), true)
        const back = decodeRollup(bytes)
        expect((back?.at.length ?? 0) * (back?.columns.length ?? 0)).toBeLessThanOrEqual(2 ** 21)
      }),
      { numRuns: 300 },
    )
  })
})

describe('seconds of states', () => {
  const samples = (times: number[], codes: number[]): Chunk => ({
    at: Float64Array.from(times, (second) => BEGIN + second * 1000),
    columns: [{ slot: 1, decimals: 0, states: new Uint8Array(times.length), values: Float64Array.from(codes) }],
  })

  it('hold until the next sample, one usual step before a gap, and into a bucket without a sample', () => {
    const made = rollupOf(samples([0, 60, 120, 180, 1470, 1530], [1, 1, 2, 2, 1, 1]), STEPS.fiveMinutes, isState)
    expect([...made.at].map((at) => (at - BEGIN) / 1000)).toEqual([0, 1200, 1500])
    expect(made.columns[0]!.seconds).toEqual(
      new Map([
        [1, Float64Array.of(120, 30, 90)],
        [2, Float64Array.of(120, 0, 0)],
      ]),
    )
    const slow = rollupOf(samples([0, 600, 1200], [1, 1, 1]), STEPS.fiveMinutes, isState)
    expect([...slow.columns[0]!.seconds!.get(1)!]).toEqual([300, 300, 300, 300, 300, 300])
    expect([...slow.columns[0]!.count]).toEqual([1, 0, 1, 0, 1, 0])
  })

  it('end with the day in which nothing more came', () => {
    const midnight = bucketBegin(BEGIN, STEPS.day) + STEPS.day
    const seconds = (midnight - BEGIN) / 1000
    const made = rollupOf(samples([seconds - 130, seconds - 70, seconds - 10], [1, 1, 1]), STEPS.fiveMinutes, isState)
    expect([...made.columns[0]!.seconds!.get(1)!]).toEqual([130])
    expect(made.at[0]).toBe(midnight - STEPS.fiveMinutes)
  })
})
