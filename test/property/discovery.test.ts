/** Ranges: counting is what enumerating gives, membership is what lies between the ends, and holes are holes, whatever is written. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../main/domain/discovery/address.ts'
import { countOf, merge, readRanges, spanIndex, without, type Span } from '../../main/domain/discovery/ranges.ts'
import { planSweep } from '../../main/domain/discovery/sweep.ts'

const BASE = 0x0a010200n
/** Small spans near each other, so that they touch, overlap and lie in one another; some are IPv6. */
const span: fc.Arbitrary<Span> = fc
  .record({
    family: fc.constantFrom(4 as const, 4 as const, 6 as const),
    from: fc.integer({ min: 0, max: 300 }),
    size: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ family, from, size }) => ({ family, first: BASE + BigInt(from), last: BASE + BigInt(from + size) }))
const spans = fc.array(span, { maxLength: 8 })
const written = (list: readonly Span[]): string =>
  list.map(({ family, first, last }) => `${writeAddress({ family, value: first })}-${writeAddress({ family, value: last })}`).join('\n')
/** Every address, one by one, each once. */
const enumerated = (list: readonly Span[]): Set<string> => {
  const all = new Set<string>()
  for (const { family, first, last } of list) for (let value = first; value <= last; value++) all.add(writeAddress({ family, value }))
  return all
}
const listed = (list: readonly Span[]): string[] => Array.from({ length: countOf(list) }, (_, i) => spanIndex(list).at(i) ?? '?')

describe('ranges', () => {
  it('count what they enumerate, each address once', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const read = readRanges(written(list))
        expect(read.problems).toEqual([])
        const all = enumerated(list)
        expect(countOf(read.spans)).toBe(all.size)
        expect(new Set(listed(read.spans))).toEqual(all)
        expect(spanIndex(read.spans).at(all.size)).toBeNull()
      }),
    )
  })

  it('leave exactly the holes out', () => {
    fc.assert(
      fc.property(spans, spans, (list, holes) => {
        const gone = enumerated(holes)
        const left = without(merge(list), holes)
        expect(new Set(listed(left))).toEqual(new Set([...enumerated(list)].filter((address) => !gone.has(address))))
      }),
    )
  })

  it('cover what lies between their ends', () => {
    fc.assert(
      fc.property(spans, span, (list, { family, first }) => {
        const address = { family, value: first }
        expect(spanIndex(merge(list)).has(address)).toBe(enumerated(list).has(writeAddress(address)))
      }),
    )
  })

  it('a subnet counts its addresses without the two at its ends', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
        const { spans: read } = readRanges(`${address}/${prefix}`)
        expect(countOf(read)).toBe(2 ** (32 - prefix) - (prefix <= 30 ? 2 : 0))
        expect(spanIndex(read).has(readAddress(address) ?? { family: 6, value: 0n }) || prefix <= 30).toBe(true)
      }),
    )
  })

  it('addresses are written as they are read', () => {
    const value = fc.oneof(
      fc.record({ family: fc.constant(4 as const), value: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }) }),
      fc.record({ family: fc.constant(6 as const), value: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }) }),
    )
    fc.assert(
      fc.property(value, (address) => {
        expect(readAddress(writeAddress(address))).toEqual(address)
      }),
    )
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(readAddress(text)?.family).toBe(6)
      }),
    )
  })

  it('no text throws or is taken for more than it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.constantFrom('', '10.1.2.0/24 ', '10.1.2.1-'), (text, front) => {
        const { spans: read, names } = readRanges(front + text)
        expect(read.every(({ first, last }) => first <= last + 1n)).toBe(true)
        expect(names.every((name) => /^[a-z0-9._-]+$/.test(name))).toBe(true)
      }),
    )
  })

  it('a sweep has every target at one place, and knows which it has', () => {
    fc.assert(
      fc.property(
        spans,
        fc.array(span, { maxLength: 3 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
        (list, holes, ports) => {
          const { sweep } = planSweep({ ranges: `${written(list)} rtn-a`, exclude: written(holes), list: [], ports })
          const all = Array.from({ length: sweep.count }, (_, i) => sweep.at(i)).map(({ host, port }) => `${host}|${port}`)
          expect(new Set(all).size).toBe(sweep.count)
          for (const place of all.slice(0, 20)) {
            const at = place.lastIndexOf('|')
            expect(sweep.has(place.slice(0, at), Number(place.slice(at + 1)))).toBe(true)
          }
          expect(sweep.has('10.99.0.1', ports[0] ?? 1)).toBe(false)
        },
      ),
    )
  })
})
