/** Whatever an agent or a stranger sends: the head reader never throws, values keep their meaning, readings keep their promises. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metric, METRICS, type MetricKey, type Reading } from '../../shared/model/metric.ts'
import { decodePoll } from '../../main/profiles/decode.ts'
import { makePlan } from '../../main/profiles/plan.ts'
import { Profile } from '../../main/profiles/schema.ts'
import { readHeader } from '../../main/snmp/header.ts'
import { compareOids } from '../../main/snmp/oid.ts'
import { decodeValue } from '../../main/snmp/value.ts'

const raw = fc.oneof(
  fc.record({ oid: fc.constant(''), type: fc.constantFrom(2, 65, 66, 67), value: fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }) }),
  fc.record({ oid: fc.constant(''), type: fc.constantFrom(4, 68, 70), value: fc.uint8Array({ maxLength: 16 }).map((b) => Buffer.from(b)) }),
  fc.record({ oid: fc.constant(''), type: fc.constantFrom(4), value: fc.string().map((s) => Buffer.from(s)) }),
  fc.record({ oid: fc.constant(''), type: fc.constantFrom(5, 128, 129, 130), value: fc.constant(null) }),
)

test('the head of any datagram is read or refused', () => {
  const versions = new Set<number | undefined>()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      versions.add(readHeader(Buffer.from(bytes))?.version)
    }),
    { numRuns: 3000 },
  )
  expect([undefined, 0, 1, 3]).toEqual(expect.arrayContaining([...versions]))
})

test('a bent message is never taken for one of another length', () => {
  const good = Buffer.from('302602010104067075626c6963a019020101020100020100300e300c06082b060102010105000500', 'hex')
  expect(readHeader(good)).toMatchObject({ version: 1, id: 1, principal: 'public', pdu: 0xa0 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: good.length - 1 }), (cut) => {
      expect(readHeader(good.subarray(0, good.length - cut))).toBeNull()
      expect(readHeader(Buffer.concat([good, good.subarray(0, cut)]))).toBeNull()
    }),
  )
})

test('64-bit counters are exact, integers keep their sign', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (n) => {
      const bytes = Buffer.alloc(8)
      bytes.writeBigUInt64BE(n)
      expect(decodeValue({ oid: '', type: 70, value: bytes }).big).toBe(n)
    }),
  )
  fc.assert(
    fc.property(fc.integer(), (n) => {
      expect(decodeValue({ oid: '', type: 2, value: n }).number).toBe(n)
    }),
  )
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), (n) => {
      const bytes = Buffer.from([0x9f, 0x78, 4, 0, 0, 0, 0])
      bytes.writeFloatBE(n, 3)
      expect(Math.abs((decodeValue({ oid: '', type: 68, value: bytes }).number ?? NaN) - n)).toBeLessThanOrEqual(Math.abs(n) * 1e-6)
    }),
  )
})

/** A value exactly where it is to be trusted; finite; within the catalogue's range where it is good; a known code where it is a state. */
function keepsPromises({ metric: key, value, quality }: Reading): boolean {
  const { range, states } = metric(key)
  if ((value !== null) !== (quality === 'good' || quality === 'suspect')) return false
  if (value === null) return true
  if (quality === 'good' && range && (value < range[0] || value > range[1])) return false
  return Number.isFinite(value) && (!states || states[value] !== undefined)
}

test('any values give readings that keep their promises', () => {
  const keys = Object.keys(METRICS) as MetricKey[]
  fc.assert(
    fc.property(fc.constantFrom(...keys), raw, raw, fc.boolean(), fc.boolean(), (key, value, sibling, signed, rate) => {
      const states = metric(key).states
      const profile = Profile.parse({
        id: 'x',
        name: 'X',
        vendor: 'X',
        kind: 'other',
        verified: false,
        verifiedWith: null,
        readings: [
          {
            metric: key,
            oid: '1.1.0',
            scale: 0.1,
            signed,
            missing: [255],
            status: { by: '1.2.0', reject: [4] },
            ...(states ? { states: { 1: Object.values(states)[0] } } : { rate, exponent: '1.2.0' }),
          },
        ],
      })
      const plan = makePlan(profile, [])
      const values = new Map([
        ['1.1.0', decodeValue(value)],
        ['1.2.0', decodeValue(sibling)],
      ])
      const one = decodePoll(plan, (oid) => values.get(oid), { counters: new Map(), uptime: null }, 0)
      const two = decodePoll(plan, (oid) => values.get(oid), one, 60_000)
      const broken = [...one.readings, ...two.readings].filter((reading) => !keepsPromises(reading))
      expect(broken).toEqual([])
    }),
    { numRuns: 2000 },
  )
})

test('object identifiers are ordered as agents order them', () => {
  const oid = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 8 }).map((arcs) => arcs.join('.'))
  fc.assert(
    fc.property(oid, oid, (a, b) => {
      expect(Math.sign(compareOids(a, b))).toBe(-Math.sign(compareOids(b, a)) + 0)
      expect(compareOids(a, `${a}.${b}`)).toBeLessThan(0)
    }),
  )
})
