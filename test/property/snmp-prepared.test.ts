/** Whatever comes back for a prepared request: it is matched only where the general decoder reads exactly the same values. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { communityOf, ObjectList, pduAfter, PreparedRequest } from '../../main/snmp/prepared.ts'
import { Reply } from '../../main/snmp/reply.ts'
import { comesAfter, Rows } from '../../main/snmp/rows.ts'
import { compareOids } from '../../main/snmp/oid.ts'
import { bigValue, nothing, numberValue, oidValue, textValue, type SnmpValue } from '../../main/snmp/value.ts'
import { decodeMessage, encodeCommunity } from '../../main/snmp/wire/message.ts'
import { encodeOid } from '../../main/snmp/wire/oid.ts'
import { decodePdu, encodePdu } from '../../main/snmp/wire/pdu.ts'

const ID = 0x4123_4567
const community = communityOf(1, 'public')
const arc = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
const oid = fc.array(arc, { minLength: 1, maxLength: 8 }).map((arcs) => `1.3.6.1.${arcs.join('.')}`)
const value: fc.Arbitrary<SnmpValue> = fc.oneof(
  fc.integer().map((n) => numberValue('integer', n)),
  fc
    .constantFrom('counter32' as const, 'gauge' as const, 'ticks' as const)
    .chain((type) => fc.nat({ max: 2 ** 32 - 1 }).map((n) => numberValue(type, n))),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => bigValue('counter64', n)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => textValue(Buffer.from(bytes))),
  oid.map(oidValue),
  fc.constantFrom('null' as const, 'noSuchObject' as const, 'noSuchInstance' as const).map(nothing),
)
const varbinds = fc.uniqueArray(fc.record({ oid, value }), { minLength: 1, maxLength: 12, selector: (v) => v.oid })

const response = (list: { oid: string; value: SnmpValue }[]): Buffer =>
  encodeCommunity(1, community.octets, encodePdu({ type: 'response', id: ID, status: 0, index: 0, varbinds: list }))

/** The values that the general decoder reads, if it takes this for an answer to exactly these names. */
function generally(bytes: Buffer, oids: readonly string[]): SnmpValue[] | null {
  const message = decodeMessage(bytes)
  if (message?.version !== 1 || !message.community.equals(community.octets)) return null
  const pdu = decodePdu(bytes, message.pdu.start, message.pdu.end)
  if (pdu?.type !== 'response' || pdu.id !== ID || pdu.status !== 0 || pdu.varbinds.length !== oids.length) return null
  return pdu.varbinds.every((v, n) => v.oid === oids[n]) ? pdu.varbinds.map((v) => v.value) : null
}

function prepared(bytes: Buffer, oids: readonly string[]): SnmpValue[] | null {
  const list = new ObjectList(oids)
  const request = new PreparedRequest(
    list,
    oids.map((_, slot) => slot),
    community.head,
  )
  const reply = new Reply(list.size)
  const at = pduAfter(community.head, bytes)
  if (at < 0 || !request.match(bytes, at, bytes.length, ID, reply)) return null
  for (let slot = 0; slot < list.size; slot++) {
    const { number, type } = reply.value(slot)
    // An Opaque float is not decoded on that way.
    expect(reply.number(slot)).toBe(type === 'float' ? Number.NaN : (number ?? Number.NaN))
  }
  return oids.map((_, slot) => reply.value(slot))
}

test('a plain answer is matched, and its values are those of the general decoder', () => {
  fc.assert(
    fc.property(varbinds, (list) => {
      const oids = list.map((v) => v.oid)
      const bytes = response(list)
      const values = prepared(bytes, oids)
      expect(values).not.toBeNull()
      expect(values).toEqual(generally(bytes, oids))
    }),
    { numRuns: 500 },
  )
})

test('an answer bent in any octet, cut short or prolonged is matched only where the general decoder reads the same', () => {
  let matched = 0
  fc.assert(
    fc.property(
      varbinds,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: -3, max: 3 }),
      (list, bends, longer) => {
        const oids = list.map((v) => v.oid)
        const plain = response(list)
        const bytes = Buffer.concat([plain.subarray(0, plain.length + Math.min(0, longer)), Buffer.alloc(Math.max(0, longer))])
        for (const [at, octet] of bends) bytes[at % bytes.length] = octet
        const values = prepared(bytes, oids)
        if (values === null) return
        matched += 1
        expect(values).toEqual(generally(bytes, oids))
      },
    ),
    { numRuns: 8000 },
  )
  expect(matched).toBeGreaterThan(40)
})

test('the request is what the general decoder reads as a GET of these names', () => {
  fc.assert(
    fc.property(varbinds, (list) => {
      const oids = list.map((v) => v.oid)
      const request = new PreparedRequest(
        new ObjectList(oids),
        oids.map((_, slot) => slot),
        community.head,
      )
      request.setId(ID)
      const message = decodeMessage(request.bytes)
      const pdu = message?.version === 1 ? decodePdu(request.bytes, message.pdu.start, message.pdu.end) : null
      expect(pdu).toMatchObject({ type: 'get', id: ID })
      expect(pdu && 'varbinds' in pdu && pdu.varbinds.map((v) => v.oid)).toEqual(oids)
    }),
  )
})

test('names are compared as agents order them', () => {
  fc.assert(
    fc.property(oid, oid, (a, b) => {
      const [left, right] = [encodeOid(a)!, encodeOid(b)!]
      expect(comesAfter(left, 0, left.length, right, 0, right.length)).toBe(compareOids(a, b) > 0)
    }),
    { numRuns: 3000 },
  )
})

test('rows of any octets never throw, and names only increase', () => {
  const root = encodeOid('1.3.6.1')!
  fc.assert(
    fc.property(varbinds, fc.nat(), fc.nat({ max: 255 }), (list, at, octet) => {
      const bytes = response(list.toSorted((a, b) => compareOids(a.oid, b.oid)))
      const from = pduAfter(community.head, bytes)
      bytes[from + (at % (bytes.length - from))] = octet
      const pdu = decodePdu(bytes, from, bytes.length)
      const rows = new Rows()
      rows.take(bytes, Math.min(bytes.length, from + 20), bytes.length, root, 5)
      expect(rows.count).toBeLessThanOrEqual(5)
      const names = Array.from({ length: rows.count }, (_, row) => rows.oid(row))
      for (let row = 0; row < rows.count; row++) rows.value(row)
      expect(pdu === null || names.length <= 12).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
