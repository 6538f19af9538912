/** The wire codec: what agents send, right and wrong, and what we send. */
import { describe, expect, test } from 'vitest'
import { bitsOf, dateAndTimeOf, floatValue, numberValue, textValue, type SnmpValue } from '../../main/snmp/value.ts'
import { decodeMessage, encodeCommunity } from '../../main/snmp/wire/message.ts'
import { decodeOid, encodeOid } from '../../main/snmp/wire/oid.ts'
import { asked, decodePdu, encodePdu } from '../../main/snmp/wire/pdu.ts'
import { readValue } from '../../main/snmp/wire/value.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const value = (tag: number, text: string): SnmpValue => readValue(hex(text), tag, 0, hex(text).length)

describe('object identifiers', () => {
  test.each([
    ['1.3.6.1.2.1.1.5.0', '2b06010201010500'],
    ['0.0', '00'],
    ['2.999.3', '883703'],
    ['1.3.6.1.4.1.4294967295', '2b060104018fffffff7f'],
    ['2.4294967295.1', '908080804f01'],
    ['1.3.127.128.16383.16384', '2b7f8100ff7f818000'],
  ])('%s', (oid, octets) => {
    expect(encodeOid(oid)?.toString('hex')).toBe(octets)
    expect(decodeOid(hex(octets), 0, octets.length / 2)).toBe(oid)
  })

  test.each([
    '',
    '1',
    '3.1',
    '1.40',
    '0.40.1',
    '1.3.4294967296',
    '1..3',
    '1.3.',
    '1.3.x',
    '1.3.-1',
    ' 1.3',
    '1.3 ',
    '1.3.99999999999999999999',
  ])('"%s" is none', (oid) => expect(encodeOid(oid)).toBeNull())

  test('128 arcs are the most', () => {
    const longest = ['1', '3', ...Array.from({ length: 126 }, () => '4294967295')].join('.')
    const octets = encodeOid(longest)
    expect(octets && decodeOid(octets, 0, octets.length)).toBe(longest)
    expect(encodeOid(`${longest}.1`)).toBeNull()
    expect(decodeOid(Buffer.concat([octets ?? Buffer.alloc(0), Buffer.from([1])]), 0, (octets?.length ?? 0) + 1)).toBeNull()
  })

  test.each([
    ['an arc that does not end', '2b06ff'],
    ['an arc above 32 bits', '2b9080808000'],
    ['an arc without end', '2bffffffffffffffffffff7f'],
  ])('%s is refused', (_name, octets) => expect(decodeOid(hex(octets), 0, octets.length / 2)).toBeNull())

  test('nothing at all is 0.0, as Debian has it', () => expect(decodeOid(Buffer.alloc(0), 0, 0)).toBe('0.0'))
})

describe('values', () => {
  test.each<[string, number, string, Partial<SnmpValue>]>([
    ['a negative integer', 0x02, 'fef0', { type: 'integer', number: -272 }],
    ['an integer sent unsigned', 0x02, '00ffffffff', { type: 'integer', number: 4294967295 }],
    ['an integer of 64 bits', 0x02, '8000000000000000', { type: 'integer', big: -(2n ** 63n) }],
    ['an integer without octets', 0x02, '', { type: 'error', raw: null }],
    ['a counter', 0x41, '00ffffffff', { type: 'counter32', number: 4294967295 }],
    ['a counter sent with a sign', 0x41, 'ffffffff', { type: 'counter32', number: 4294967295 }],
    ['a gauge below zero in one octet', 0x42, 'ff', { type: 'gauge', number: 4294967295 }],
    ['a gauge below zero in two octets', 0x42, 'fef0', { type: 'gauge', number: 4294967024 }],
    ['a gauge of more than 32 bits', 0x42, '0100000000', { type: 'error', raw: null }],
    ['ticks', 0x43, '0102', { type: 'ticks', number: 258 }],
    ['an unsigned', 0x47, '7f', { type: 'gauge', number: 127 }],
    ['a 64-bit counter', 0x46, '00ffffffffffffffff', { type: 'counter64', big: 2n ** 64n - 1n }],
    ['a 64-bit counter without its zeros', 0x46, 'ff', { type: 'counter64', big: 255n }],
    ['a 64-bit counter of ten octets', 0x46, '00000000000000000001', { type: 'error', raw: null }],
    ['text', 0x04, '6162 00', { type: 'text', raw: 'ab' }],
    ['Vietnamese text', 0x04, 'e1bb87', { type: 'text', raw: 'ệ' }],
    ['octets', 0x04, '00ff', { type: 'text', raw: '00 ff' }],
    ['an address', 0x40, '7f000001', { type: 'address', raw: '127.0.0.1' }],
    ['an address of six octets', 0x40, '7f0000010102', { type: 'text', raw: '7f 00 00 01 01 02' }],
    ['a float', 0x44, '9f780441c4cccd', { type: 'float', number: 24.6 }],
    ['a double', 0x44, '9f79084028ae147ae147ae', { type: 'float', number: 12.34 }],
    ['a float that is none', 0x44, '9f78047fc00000', { type: 'null', raw: null }],
    ['opaque octets', 0x44, '9f7804', { type: 'opaque', raw: '9f 78 04' }],
    ['an object identifier', 0x06, '2b0601', { type: 'oid', raw: '1.3.6.1' }],
    ['a broken object identifier', 0x06, '2bff', { type: 'error', raw: null }],
    ['null', 0x05, '', { type: 'null', raw: null }],
    ['noSuchObject', 0x80, '', { type: 'noSuchObject', raw: null }],
    ['noSuchInstance', 0x81, '', { type: 'noSuchInstance', raw: null }],
    ['endOfMibView', 0x82, '', { type: 'endOfMib', raw: null }],
    ['a type that there is not', 0x99, '00', { type: 'error', raw: null }],
  ])('%s', (_name, tag, octets, expected) => expect(value(tag, octets)).toMatchObject(expected))

  test('the octets of text stay at hand', () => {
    expect(value(0x04, '00ff').octets).toEqual(hex('00ff'))
    expect(value(0x02, '01').octets).toBeNull()
  })

  test('BITS count from the highest bit of the first octet', () => {
    expect(bitsOf(value(0x04, '8001'))).toEqual([0, 15])
    expect(bitsOf(value(0x04, ''))).toEqual([])
    expect(bitsOf(value(0x02, '01'))).toBeNull()
  })

  test.each([
    ['8 octets', '07e9 0b 19 0f 2d 1e 05', '2025-11-25T15:45:30.5', null],
    ['11 octets', '07e9 0b 19 0f 2d 1e 05 2b 07 00', '2025-11-25T15:45:30.5+07:00', Date.UTC(2025, 10, 25, 8, 45, 30, 500)],
    ['west of Greenwich', '07e9 0b 19 0f 2d 1e 00 2d 03 1e', '2025-11-25T15:45:30.0-03:30', Date.UTC(2025, 10, 25, 19, 15, 30)],
    ['29 February', '07e8 02 1d 00 00 00 00', '2024-02-29T00:00:00.0', null],
  ])('a date of %s', (_name, octets, text, at) => expect(dateAndTimeOf(textValue(hex(octets)))).toEqual({ text, at }))

  test.each([
    ['month 13', '07e9 0d 19 0f 2d 1e 05'],
    ['30 February', '07e9 02 1e 0f 2d 1e 05'],
    ['hour 24', '07e9 02 01 18 00 00 00'],
    ['an offset without a sign', '07e9 0b 19 0f 2d 1e 05 00 07 00'],
    ['7 octets', '07e9 0b 19 0f 2d 1e'],
    ['all zeros', '0000 00 00 00 00 00 00'],
  ])('%s is no date', (_name, octets) => expect(dateAndTimeOf(textValue(hex(octets)))).toBeNull())
})

describe('PDUs', () => {
  test('a request is what Debian sends', () => {
    const pdu = encodePdu({ type: 'get', id: 1, status: 0, index: 0, varbinds: asked(['1.3.6.1.2.1.1.5.0']) })
    expect(pdu.toString('hex')).toBe('a019020101020100020100300e300c06082b060102010105000500')
    expect(encodeCommunity(1, Buffer.from('public'), pdu).toString('hex')).toBe(`302602010104067075626c6963${pdu.toString('hex')}`)
  })

  test('GETBULK keeps its two numbers', () => {
    const pdu = { type: 'getBulk', id: -5, nonRepeaters: 1, repetitions: 300, varbinds: asked(['1.3.6.1.2.1.2.2']) } as const
    expect(decodePdu(encodePdu(pdu))).toEqual(pdu)
  })

  test('a v1 trap', () => {
    const pdu = {
      type: 'trapV1',
      enterprise: '1.3.6.1.4.1.8072.3',
      agent: '10.0.0.1',
      generic: 6,
      specific: 17,
      uptime: 4294967295,
      varbinds: [
        { oid: '1.3.6.1.4.1.9.1', value: textValue(Buffer.from('x')) },
        { oid: '1.3.6.1.4.1.9.2', value: floatValue(24.6) },
      ],
    } as const
    expect(decodePdu(encodePdu(pdu))).toEqual(pdu)
  })

  const good = encodePdu({
    type: 'response',
    id: 7,
    status: 0,
    index: 0,
    varbinds: [{ oid: '1.3.6.1.2.1.1.3.0', value: numberValue('ticks', 5) }],
  })
  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['an octet behind the end', (b) => Buffer.concat([b, Buffer.from([0])])],
    ['a cut end', (b) => b.subarray(0, -1)],
    ['an indefinite length', (b) => Buffer.concat([b.subarray(0, 1), Buffer.from([0x80]), b.subarray(2), Buffer.from([0, 0])])],
    ['a length of five octets', (b) => Buffer.concat([b.subarray(0, 1), Buffer.from([0x85, 0, 0, 0, 0]), b.subarray(1)])],
    ['a tag that is no PDU', (b) => Buffer.concat([Buffer.from([0xa9]), b.subarray(1)])],
    ['a list shorter than its PDU', (b) => Buffer.concat([b.subarray(0, 12), Buffer.from([b[12]! - 1]), b.subarray(13)])],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s makes it unreadable', (_name, bend) => {
    expect(decodePdu(good)).not.toBeNull()
    expect(decodePdu(bend(good))).toBeNull()
  })

  test('an unreadable value costs only itself', () => {
    const pdu = decodePdu(hex('a21d 020101 020100 020100 3012 3007 06032b0601 0200 3007 06032b0602 0500'))
    expect(pdu?.varbinds.map((v) => v.value.type)).toEqual(['error', 'null'])
  })
})

describe('messages', () => {
  test('community and PDU are found', () => {
    const bytes = hex('302602010104067075626c6963a019020101020100020100300e300c06082b060102010105000500')
    const message = decodeMessage(bytes)
    expect(message).toMatchObject({ version: 1, tag: 0xa0, pdu: { start: 13, end: bytes.length } })
    expect(message?.version === 1 && message.community.toString()).toBe('public')
    expect(decodeMessage(Buffer.concat([bytes, Buffer.from([0])]))).toBeNull()
    expect(decodeMessage(bytes.subarray(0, -1))).toBeNull()
  })

  test('version 2 is none, nor is what has more behind its PDU', () => {
    expect(decodeMessage(hex('302602010204067075626c6963a019020101020100020100300e300c06082b060102010105000500'))).toBeNull()
    expect(decodeMessage(hex('302802010104067075626c6963a019020101020100020100300e300c06082b0601020101050005000500'))).toBeNull()
  })
})
