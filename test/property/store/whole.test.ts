/** Lists of whole numbers come back from their bytes, whatever they look like. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader, ByteWriter } from '../../../main/store/history/bytes.ts'
import { FORM, readWhole, writeWhole } from '../../../main/store/history/whole.ts'

const MOST = 2 ** 50

function written(list: readonly number[], seconds: readonly number[] | null) {
  const into = new ByteWriter()
  const form = writeWhole(into, Float64Array.from(list), seconds === null ? null : Float64Array.from(seconds))
  return { form, bytes: into.take() }
}

function read({ form, bytes }: { form: number; bytes: Uint8Array }, count: number, seconds: readonly number[] | null) {
  const from = new ByteReader(bytes)
  const list = readWhole(from, bytes.length, form, count, seconds === null ? null : Float64Array.from(seconds), MOST)
  expect(from.position).toBe(bytes.length)
  return [...list]
}

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.maxSafeInteger().map((value) => Math.trunc(value / 8) + 0),
  fc.constantFrom(MOST, -MOST, 2 ** 31, 2 ** 32, -(2 ** 32)),
)
const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), number), { minLength: 1, maxLength: 30 })

describe('whole numbers', () => {
  it('come back as they were, with runs and jumps of any size', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (given, clock) => {
        const list = given.flatMap(([times, value]) => Array.from({ length: times }, () => value))
        const seconds = clock ? list.map((_, i) => 1_700_000_000 + i * 60) : null
        expect(read(written(list, seconds), list.length, seconds)).toEqual(list)
      }),
      { numRuns: 300 },
    )
  })

  it('take the form that suits them', () => {
    const count = 1440
    const seconds = Array.from({ length: count }, (_, i) => 1_700_000_000 + i * 60 + ((i * 7) % 3))
    const of = (value: (i: number) => number) =>
      written(
        Array.from({ length: count }, (_, i) => value(i)),
        seconds,
      )
    expect(of(() => 7)).toMatchObject({ form: FORM.constant, bytes: Uint8Array.of(14) })
    expect(of((i) => (i < 700 ? 1 : 4)).form).toBe(FORM.runs)
    const clock = of((i) => seconds[i]! - 1_699_000_000)
    expect(clock.form).toBe(FORM.clock)
    expect(clock.bytes.length).toBeLessThan(20)
    expect(of((i) => i * 1000).form).toBe(FORM.line)
    expect(of((i) => 530 + ((i * 7919) % 2))).toSatisfy(({ bytes }: { bytes: Uint8Array }) => bytes.length < 200)
  })
})
