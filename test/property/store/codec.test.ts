/** The history's codecs give back what they were given, for any series, and never throw on harmed bytes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32, zstdCompressSync } from 'node:zlib'
import { ByteWriter } from '../../../main/store/history/bytes.ts'
import { decodeChunk, encodeChunk, type Chunk, type Column } from '../../../main/store/history/codec.ts'
import { decodeHot, encodeHot, findInHead, unpackHot, type HotPoll } from '../../../main/store/history/hot.ts'
import { columnsOf, joined, pollsOf } from '../../../main/store/history/merge.ts'
import { ABSENT, hasValue, stateOf } from '../../../main/store/history/sample.ts'
import { encodeV1 } from '../../support/chunk-v1.ts'
import { Quality } from '../../../shared/model/metric.ts'

const state = fc.oneof(
  fc.tuple(fc.constantFrom(...Quality.options), fc.boolean()).map(([quality, isNull]) => stateOf(quality, isNull)),
  fc.constant(ABSENT),
  fc.constant(0),
)
const decimals = fc.integer({ min: 0, max: 6 })
/** Values as the store takes them: at most so many decimals; or so large that they have none. */
const valueOf = (places: number) =>
  fc.oneof(
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((whole) => whole / 10 ** places),
    fc.constantFrom(
      0,
      1,
      53.91,
      1e12,
      -2147483648,
      2 ** 50,
      Number.MAX_SAFE_INTEGER,
      1.8446744073709552e19,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
      Number.MIN_VALUE,
      -0,
      Infinity,
      -Infinity,
      Number.NaN,
    ),
  )

/** What rounding to the column's decimals leaves of a value; beyond 2^50 steps it is kept to the bit. */
function rounded({ decimals, states, values }: Column): number[] {
  const power = 10 ** decimals
  return [...values].map((value, i) => {
    if (!hasValue(states[i]!)) return Number.NaN
    const whole = Math.round(value * power)
    return Math.abs(whole) <= 2 ** 50 ? whole / power + 0 : value
  })
}

const column = (slot: number, length: number): fc.Arbitrary<Column> =>
  decimals.chain((places) =>
    fc
      .tuple(fc.array(state, { minLength: length, maxLength: length }), fc.array(valueOf(places), { minLength: length, maxLength: length }))
      .map(([states, values]) => ({
        slot,
        decimals: places,
        states: Uint8Array.from(states),
        values: Float64Array.from(values, (value, i) => (hasValue(states[i]!) ? value : Number.NaN)),
      })),
  )

const times = fc
  .tuple(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 80 }))
  .map(([first, steps]) => steps.reduce((at, step) => [...at, at.at(-1)! + step], [first]))

const chunk: fc.Arbitrary<Chunk> = fc
  .tuple(times, fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { maxLength: 6 }))
  .chain(([at, slots]) => fc.tuple(fc.constant(at), fc.tuple(...slots.map((slot) => column(slot, at.length)))))
  .map(([at, columns]) => ({ at: Float64Array.from(at), columns }))

describe('chunks', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(chunk, (given) => {
        const back = decodeChunk(encodeChunk(given))
        expect(back).not.toBeNull()
        expect([...back!.at]).toEqual([...given.at])
        expect(back!.columns.map(({ slot, decimals, states }) => ({ slot, decimals, states: [...states] }))).toEqual(
          given.columns.map(({ slot, decimals, states }) => ({ slot, decimals, states: [...states] })),
        )
        back!.columns.forEach((one, i) => expect([...one.values]).toEqual(rounded(given.columns[i]!)))
      }),
      { numRuns: 300 },
    )
  })

  it('give single columns as they give all', () => {
    fc.assert(
      fc.property(chunk, fc.nat(5), (given, pick) => {
        const bytes = encodeChunk(given)
        const slot = given.columns[pick % Math.max(1, given.columns.length)]?.slot ?? 0
        expect(decodeChunk(bytes, new Set([slot]))?.columns).toEqual(decodeChunk(bytes)?.columns.filter((one) => one.slot === slot))
      }),
    )
  })

  it('are encoded the same a second time', () => {
    fc.assert(
      fc.property(chunk, (given) => {
        const bytes = encodeChunk(given)
        expect(encodeChunk(decodeChunk(bytes)!)).toEqual(bytes)
      }),
    )
  })

  it('answer null when a bit of them changed, or a part is missing', () => {
    fc.assert(
      fc.property(chunk, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, where, mask) => {
        const bytes = encodeChunk(given)
        const at = where % bytes.length
        const cut = decodeChunk(bytes.subarray(0, at))
        bytes[at]! ^= mask
        const harmed = decodeChunk(bytes)
        expect(harmed).toBeNull()
        expect(cut).toBeNull()
      }),
    )
  })

  it('of version 1 come back as they went in, single columns too, and answer null when harmed', () => {
    fc.assert(
      fc.property(chunk, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, where, mask) => {
        const bytes = encodeV1(given)
        const back = decodeChunk(bytes)
        expect([...back!.at]).toEqual([...given.at])
        back!.columns.forEach(({ slot, decimals, states, values }, i) => {
          const column = given.columns[i]!
          expect([slot, decimals, ...states]).toEqual([column.slot, column.decimals, ...column.states])
          // One value too large made the whole column float64, as it was.
          const exact = column.values.some(
            (value, row) => hasValue(states[row]!) && !(Math.abs(Math.round(value * 10 ** decimals)) <= 2 ** 50),
          )
          expect([...values]).toEqual(exact ? [...column.values] : rounded(column))
        })
        const slot = given.columns.at(-1)?.slot ?? 0
        expect(decodeChunk(bytes, new Set([slot]))?.columns).toEqual(back!.columns.filter((one) => one.slot === slot))
        const at = where % bytes.length
        expect(decodeChunk(bytes.subarray(0, at))).toBeNull()
        bytes[at]! ^= mask
        // Of the flags only one bit is read: the others may change without harm.
        expect(decodeChunk(bytes) === null).toBe(at !== 1 || (mask & 1) === 1)
      }),
    )
  })

  it('never throw nor take much, even where the sum was made to fit', () => {
    fc.assert(
      fc.property(
        chunk,
        fc.constantFrom(encodeChunk, encodeV1),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (given, encode, changes) => {
          const bytes = encode(given)
          for (const [where, value] of changes) bytes[6 + (where % (bytes.length - 6))] = value
          new DataView(bytes.buffer).setUint32(2, crc32(bytes.subarray(6)), true)
          const back = decodeChunk(bytes)
          expect((back?.at.length ?? 0) * (back?.columns.length ?? 0)).toBeLessThanOrEqual(2 ** 24)
          expect(
            back === null ||
              back.columns.every(({ states, values }) => states.length === back.at.length && values.length === back.at.length),
          ).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('that claim or unpack to more than a chunk can be are refused at once', () => {
    const sealed = (version: number, flags: number, write: (into: ByteWriter) => void) => {
      const into = new ByteWriter()
      into.append(Uint8Array.of(version, flags, 0, 0, 0, 0))
      write(into)
      const bytes = into.take()
      new DataView(bytes.buffer).setUint32(2, crc32(bytes.subarray(6)), true)
      return bytes
    }
    const bomb = zstdCompressSync(new Uint8Array(64 * 1024 * 1024))
    for (const claimed of [100, 64 * 1024 * 1024]) {
      const packed = sealed(1, 1, (into) => {
        into.varint(claimed)
        into.append(bomb)
      })
      expect(decodeChunk(packed)).toBeNull()
    }
    // Two columns of one number each, a thousand million times.
    const many = (samples: number, columns: number) =>
      sealed(2, 0, (into) => {
        into.varint(samples)
        into.varint(columns)
        into.append(Uint8Array.of(1, 1, 1, 1, 2, 1, 1, 0, 0x19, 2, 0x19, 2))
      })
    for (const [samples, columns] of [
      [1e9, 2],
      [2 ** 18, 2 ** 7],
      [1, 2 ** 40],
    ] as const)
      expect(decodeChunk(many(samples, columns))).toBeNull()
    for (const at of [
      new Float64Array(2 ** 18 + 1),
      Float64Array.of(5, 5),
      Float64Array.of(6, 5),
      Float64Array.of(0.5),
      Float64Array.of(Number.NaN),
    ])
      expect(() => encodeChunk({ at, columns: [] })).toThrow(RangeError)
  })

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeChunk(bytes)).toBeNull()
      }),
    )
  })
})

const hotPoll: fc.Arbitrary<HotPoll> = fc.record({
  deviceId: fc.integer({ min: 1, max: 20_000 }),
  at: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_600_000 }),
  readings: fc.array(
    fc
      .tuple(fc.nat(300), state, decimals)
      .chain(([slot, of, places]) =>
        valueOf(places).map((value) => ({ slot, state: of, decimals: places, value: hasValue(of) ? value : Number.NaN })),
      ),
    { maxLength: 10 },
  ),
})

function hotRounded(poll: HotPoll): HotPoll {
  const readings = poll.readings.map((one) => {
    if (!hasValue(one.state)) return one
    const whole = Math.round(one.value * 10 ** one.decimals)
    if (!(Math.abs(whole) <= 2 ** 50)) return { ...one, decimals: 0 }
    return { ...one, value: whole / 10 ** one.decimals + 0 }
  })
  return { ...poll, readings }
}

describe('the hot log', () => {
  it('gives back the polls of the wanted devices', () => {
    fc.assert(
      fc.property(fc.array(hotPoll, { minLength: 1, maxLength: 30 }), fc.nat(3), (polls, rest) => {
        const wanted = (deviceId: number) => deviceId % 4 === rest
        const row = encodeHot([...polls])
        const ordered = polls.filter((poll) => wanted(poll.deviceId)).sort((a, b) => a.deviceId - b.deviceId || a.at - b.at)
        expect(decodeHot(row, wanted)).toEqual(ordered.map(hotRounded))
        expect(findInHead(row.head, wanted).records).toHaveLength(ordered.length)
      }),
    )
  })

  it('still reads rows of version 1', () => {
    fc.assert(
      fc.property(fc.array(hotPoll, { minLength: 1, maxLength: 10 }), (polls) => {
        const row = encodeHot([...polls])
        const head = Uint8Array.from(row.head)
        head[0] = 1
        const body = zstdCompressSync(unpackHot(row)!)
        expect(decodeHot({ head, body, crc: crc32(body, crc32(head)) }, () => true)).toEqual(decodeHot(row, () => true))
      }),
    )
  })

  it('takes no bytes for records that are none, however sound their sum', () => {
    fc.assert(
      fc.property(fc.array(hotPoll, { minLength: 1, maxLength: 5 }), fc.uint8Array({ maxLength: 100 }), (polls, parts) => {
        const { head } = encodeHot([...polls])
        const body = zstdCompressSync(parts)
        const found = unpackHot({ head, body, crc: crc32(body, crc32(head)) })
        // Nothing, or as many bytes as the head says.
        const long = findInHead(head, () => true).records.reduce((sum, { length }) => sum + length, 0)
        expect(found === null || found.length === long).toBe(true)
      }),
    )
  })

  it('answers nothing from a harmed row, and never throws', () => {
    fc.assert(
      fc.property(fc.array(hotPoll, { minLength: 1, maxLength: 5 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (polls, where, mask) => {
        const row = encodeHot(polls)
        const part = where % 2 === 0 ? row.head : row.body
        part[(where >> 1) % part.length]! ^= mask
        expect(decodeHot(row, () => true)).toEqual([])
      }),
    )
  })
})

describe('columns', () => {
  it('lose no reading of any poll', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hotPoll, { minLength: 1, maxLength: 20, selector: (poll) => poll.at }), (raw) => {
        const polls = raw.map((poll) => ({
          deviceId: 7,
          at: poll.at,
          // A slot is there once in a poll, and a reading that is there is not absent.
          readings: [
            ...new Map(poll.readings.filter((one) => one.state !== ABSENT).map((one) => [one.slot, { ...one, decimals: 2 }])).values(),
          ].sort((a, b) => a.slot - b.slot),
        }))
        expect(pollsOf(7, columnsOf(polls)!)).toEqual(polls.sort((a, b) => a.at - b.at))
      }),
    )
  })

  it('keep every sample as it was when the decimals of a metric change, in one hour and over hours', () => {
    const sample = decimals.chain((places) =>
      fc.tuple(
        fc.constant(places),
        fc.oneof(
          fc.integer({ min: -1_000_000, max: 1_000_000 }).map((whole) => whole / 10 ** places + 0),
          fc.constantFrom(2 ** 50, -(2 ** 49), 1e300),
        ),
      ),
    )
    fc.assert(
      fc.property(fc.array(sample, { minLength: 2, maxLength: 40 }), fc.nat(40), (samples, cut) => {
        const polls = samples.map(([decimals, value], i): HotPoll => ({
          deviceId: 7,
          at: 1_700_000_000_000 + i * 60_000,
          readings: [{ slot: 0, state: 0, decimals, value }],
        }))
        const wanted = samples.map(([, value]) => value)
        const stored = (polls: HotPoll[]) => {
          const chunk = columnsOf(polls.flatMap((poll) => decodeHot(encodeHot([poll]), () => true)))
          return chunk === null ? [] : [decodeChunk(encodeChunk(chunk))!]
        }
        expect([...stored(polls)[0]!.columns[0]!.values]).toEqual(wanted)
        const day = joined([...stored(polls.slice(cut)), ...stored(polls.slice(0, cut))])!
        expect([...decodeChunk(encodeChunk(day))!.columns[0]!.values]).toEqual(wanted)
      }),
    )
  })
})
