/** Whatever a counter does between two polls, its rate is the true one or none: never a wrong number. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePoll, type Before } from '../../main/profiles/decode.ts'
import { parseProfile } from '../../main/profiles/parse.ts'
import { makePlan, SYS_UPTIME } from '../../main/profiles/plan.ts'
import { decodeValue, type SnmpValue } from '../../main/snmp/value.ts'

const OID = '1.3.6.1.4.1.9.1.0'
const parsed = parseProfile(
  'x.yaml',
  `id: x\nname: X\nvendor: X\nkind: gateway\nverified: false\nverifiedWith: null\nreadings: [{ metric: interface.in, oid: ${OID}, rate: true, as: hex, range: [0, 1.0e30] }]\n`,
)
if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues))
const plan = makePlan(parsed.profile, [])

const wide = (count: bigint): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(count)
  return bytes
}
/** The same count in every form in which agents have been seen to send it. */
const FORMS: Readonly<Record<string, { size: bigint; of: (count: bigint) => SnmpValue }>> = {
  counter32: { size: 1n << 32n, of: (count) => decodeValue({ oid: '', type: 65, value: Number(count) }) },
  'counter32 with a sign': { size: 1n << 32n, of: (count) => decodeValue({ oid: '', type: 65, value: Number(BigInt.asIntN(32, count)) }) },
  counter64: { size: 1n << 64n, of: (count) => decodeValue({ oid: '', type: 70, value: wide(count) }) },
  octets: { size: 1n << 64n, of: (count) => decodeValue({ oid: '', type: 4, value: wide(count) }) },
  'hexadecimal text': {
    size: 1n << 64n,
    of: (count) => decodeValue({ oid: '', type: 4, value: Buffer.from(`0x${count.toString(16).padStart(16, '0')}`) }),
  },
}

type Step = { readonly seconds: number; readonly counted: bigint; readonly restart: boolean }
/** Between two polls at most half of a 32-bit counter's range is counted: more would need the line's speed to tell. Nobody polls more often than this. */
const step: fc.Arbitrary<Step> = fc.record({
  seconds: fc.integer({ min: 15, max: 3600 }),
  counted: fc.bigInt({ min: 0n, max: (1n << 31n) - 1n }),
  restart: fc.boolean(),
})
const history = fc.record({
  form: fc.constantFrom(...Object.keys(FORMS)),
  start: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  uptime: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  steps: fc.array(fc.record({ step, rare: fc.integer({ min: 0, max: 9 }) }), { minLength: 1, maxLength: 12 }),
})

test('the rate of a counter that wraps and restarts is true or unavailable', () => {
  let [told, untold] = [0, 0]
  fc.assert(
    fc.property(history, ({ form, start, uptime, steps }) => {
      const { size, of } = FORMS[form] ?? { size: 1n, of: () => undefined as never }
      let count = start % size
      let ticks = uptime
      let mono = 0
      let before: Before = { counters: new Map(), uptime: null }
      const poll = (): number | null => {
        const values = (oid: string): SnmpValue | undefined =>
          oid === OID ? of(count) : oid === SYS_UPTIME ? decodeValue({ oid: '', type: 67, value: ticks }) : undefined
        const decoded = decodePoll(plan, values, before, mono)
        before = decoded
        const reading = decoded.readings[0]
        expect(['good', 'unavailable', 'reset']).toContain(reading?.quality)
        return reading?.value ?? null
      }
      expect(poll()).toBeNull()
      for (const { step: next, rare } of steps) {
        const { seconds, counted } = next
        const restart = next.restart && rare === 0
        mono += seconds * 1000
        if (restart) {
          // Somewhere in the interval everything began at zero, and has counted a part since.
          count = counted / 2n
          ticks = Math.floor(seconds * 50)
        } else {
          count = (count + counted) % size
          ticks = (ticks + seconds * 100) % 2 ** 32
        }
        const rate = poll()
        if (rate === null) {
          untold++
          continue
        }
        told++
        expect(restart).toBe(false)
        expect(rate).toBeCloseTo(Number(counted) / seconds, 3)
      }
    }),
    { numRuns: 1500 },
  )
  // Most are told: a decoder that always kept silent would pass otherwise.
  expect(told).toBeGreaterThan(untold * 5)
})
