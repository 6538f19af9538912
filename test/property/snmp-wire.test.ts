/** The codec and the security of SNMPv3 against any input: what is written is read back, what is bent is refused, nothing throws or hangs. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuthProtocol, PrivProtocol } from '../../shared/model/device.ts'
import type { V3Secret } from '../../main/snmp/usm/keys.ts'
import { V3Peer } from '../../main/snmp/usm/peer.ts'
import { CIPHERS, DIGESTS } from '../../main/snmp/usm/protocols.ts'
import { V3Receiver } from '../../main/snmp/usm/receiver.ts'
import {
  addressValue,
  bigValue,
  bitsOf,
  dateAndTimeOf,
  floatValue,
  nothing,
  numberValue,
  oidValue,
  opaqueValue,
  textValue,
  type SnmpValue,
} from '../../main/snmp/value.ts'
import { decodeMessage, encodeCommunity } from '../../main/snmp/wire/message.ts'
import { decodeOid, encodeOid } from '../../main/snmp/wire/oid.ts'
import { decodePdu, encodePdu, type Pdu } from '../../main/snmp/wire/pdu.ts'
import { readValue } from '../../main/snmp/wire/value.ts'
import { V3Agent } from '../support/v3-agent.ts'

const unsigned = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(0, 127, 128, 255, 256, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1),
)
const signed = fc.oneof(fc.integer(), fc.constantFrom(0, -1, -128, -129, 127, 128, -(2 ** 31), 2 ** 31 - 1))
const octets = (most = 300): fc.Arbitrary<Buffer> => fc.uint8Array({ maxLength: most }).map((bytes) => Buffer.from(bytes))
const oid = fc
  .oneof(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 39 })), fc.tuple(fc.constant(2), unsigned))
  .chain(([first, second]) => fc.array(unsigned, { maxLength: 126 }).map((rest) => [first, second, ...rest].join('.')))
const value: fc.Arbitrary<SnmpValue> = fc.oneof(
  signed.map((n) => numberValue('integer', n)),
  fc.tuple(fc.constantFrom('counter32', 'gauge', 'ticks'), unsigned).map(([type, n]) => numberValue(type, n)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => bigValue('counter64', n)),
  octets().map(textValue),
  octets()
    .map(opaqueValue)
    .filter(({ type }) => type !== 'null'),
  fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => addressValue(Buffer.from(bytes))),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(floatValue),
  oid.map(oidValue),
  fc.constantFrom('null', 'noSuchObject', 'noSuchInstance', 'endOfMib').map((type) => nothing(type)),
)
const varbinds = fc.array(fc.record({ oid, value }), { maxLength: 8 })
const pdu: fc.Arbitrary<Pdu> = fc.oneof(
  fc.record({
    type: fc.constantFrom('get', 'getNext', 'response', 'set', 'inform', 'trapV2', 'report'),
    id: signed,
    status: fc.integer({ min: 0, max: 18 }),
    index: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    varbinds,
  }),
  fc.record({ type: fc.constant('getBulk'), id: signed, nonRepeaters: unsigned, repetitions: unsigned, varbinds }),
  fc.record({
    type: fc.constant('trapV1'),
    enterprise: oid,
    agent: fc.ipV4(),
    generic: fc.integer({ min: 0, max: 6 }),
    specific: signed,
    uptime: unsigned,
    varbinds,
  }),
)

test('object identifiers are read back', () => {
  fc.assert(
    fc.property(oid, (text) => {
      const bytes = encodeOid(text)
      expect(bytes && decodeOid(bytes, 0, bytes.length)).toBe(text)
    }),
  )
})

test('PDUs are read back, alone and in a message', () => {
  fc.assert(
    fc.property(pdu, octets(40), fc.constantFrom<0 | 1>(0, 1), (made, community, version) => {
      const bytes = encodePdu(made)
      expect(decodePdu(bytes)).toEqual(made)
      const whole = encodeCommunity(version, community, bytes)
      const message = decodeMessage(whole)
      expect(message?.version === version && message.community.equals(community)).toBe(true)
      expect(message?.version === version && decodePdu(whole, message.pdu.start, message.pdu.end)).toEqual(made)
    }),
    { numRuns: 500 },
  )
})

test('a cut or lengthened PDU is none', () => {
  fc.assert(
    fc.property(pdu, fc.nat(), octets(5), (made, at, more) => {
      const bytes = encodePdu(made)
      expect(decodePdu(bytes.subarray(0, at % bytes.length))).toBeNull()
      expect(decodePdu(Buffer.concat([bytes, more, Buffer.from([0])]))).toBeNull()
    }),
  )
})

/** Any octets, and messages of ours with some of them changed: those come further in. */
const hostile = fc.oneof(
  octets(400),
  fc
    .tuple(pdu, octets(20), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }))
    .map(([made, community, changes]) => {
      const bytes = encodeCommunity(1, community, encodePdu(made))
      for (const [at, octet] of changes) bytes[at % bytes.length] = octet
      return bytes
    }),
)

test('nothing that comes makes the readers throw or look beyond its end', () => {
  const receiver = new V3Receiver({
    engine: Buffer.from('8000000001', 'hex'),
    boots: 1,
    mono: () => 0,
    users: [{ version: '3', user: 'u' }],
  })
  const peer = new V3Peer({ secret: { version: '3', user: 'u' }, context: '', mono: () => 0 })
  fc.assert(
    fc.property(hostile, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), (bytes, from, to, tag) => {
      const message = decodeMessage(bytes)
      expect(message && message.version !== 3 ? message.pdu.end : 0).toBeLessThanOrEqual(bytes.length)
      const [start, end] = [from % (bytes.length + 1), to % (bytes.length + 1)].sort((a, b) => a - b)
      decodePdu(bytes, start, end)
      decodePdu(bytes, to, from)
      const value = readValue(bytes, tag, start!, end!)
      bitsOf(value)
      dateAndTimeOf(value)
      expect(peer.open(bytes).kind).toBe('drop')
      expect(receiver.openNotification(bytes).kind).not.toBe('inform')
    }),
    { numRuns: 3000 },
  )
})

const secrets: fc.Arbitrary<V3Secret> = fc
  .tuple(
    fc.constantFrom(...(Object.keys(DIGESTS) as AuthProtocol[])),
    fc.constantFrom(undefined, ...(Object.keys(CIPHERS) as PrivProtocol[])),
  )
  .map(([auth, priv]) => ({
    version: '3',
    user: 'tower',
    auth: { protocol: auth, key: 'auth-pass-1' },
    ...(priv && { priv: { protocol: priv, key: 'priv-pass-1' } }),
  }))

/** A manager that has met its agent, and a request in flight. */
function inFlight(secret: V3Secret, request: Buffer, context = ''): { peer: V3Peer; agent: V3Agent; sent: Buffer } {
  const peer = new V3Peer({ secret, context, mono: () => 0 })
  const agent = new V3Agent(secret)
  for (let n = 1; n <= 2; n++) peer.open(agent.answer(peer.discovery(n)) ?? Buffer.alloc(0))
  return { peer, agent, sent: peer.seal(request, 70_000) }
}

test('what is sealed is opened, for every digest and cipher', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(secrets, pdu, fc.string({ maxLength: 32 }), (secret, made, context) => {
      seen.add(`${secret.auth?.protocol} ${secret.priv?.protocol}`)
      const { peer, agent } = inFlight(secret, Buffer.alloc(0), context)
      const response = encodePdu({
        ...(made.type === 'trapV1' || made.type === 'getBulk' ? { id: 1, status: 0, index: 0, varbinds: made.varbinds } : made),
        type: 'response',
      })
      const opened = peer.open(agent.seal({ id: 70_000 }, secret.priv ? 3 : 1, response))
      expect(opened.kind === 'pdu' && opened.bytes.subarray(opened.start, opened.end)).toEqual(response)
    }),
    { numRuns: 400 },
  )
  expect(seen.size).toBe(42)
})

test('a signed message of which one octet was changed is dropped, and the right one is still taken', () => {
  const response = encodePdu({
    type: 'response',
    id: 1,
    status: 0,
    index: 0,
    varbinds: [{ oid: '1.3.6.1', value: numberValue('gauge', 42) }],
  })
  fc.assert(
    fc.property(secrets, fc.nat(), fc.integer({ min: 1, max: 255 }), (secret, at, change) => {
      const { peer, agent } = inFlight(secret, response)
      const bytes = agent.seal({ id: 70_000 }, secret.priv ? 3 : 1, response)
      const bent = Buffer.from(bytes)
      bent[at % bent.length]! ^= change
      expect(peer.open(bent).kind).toBe('drop')
      expect(peer.open(bytes).kind).toBe('pdu')
    }),
    { numRuns: 1500 },
  )
})
