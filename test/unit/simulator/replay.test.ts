/** Recorded walks as objects: every type in the three formats, what loses a line, and what such a device answers. */
import { describe, expect, it } from 'vitest'
import { Agent } from '../../../main/simulator/agent/agent.ts'
import { compareEncoded } from '../../../main/simulator/agent/mib.ts'
import { oidBytes, TAG } from '../../../main/simulator/agent/ber.ts'
import { PDU } from '../../../main/simulator/agent/pdu.ts'
import { ReplayFleet } from '../../../main/simulator/replay/fleet.ts'
import { readRecording } from '../../../main/simulator/replay/recording.ts'
import { endLine, headerLine, readEnd, readHeader, recordingLine } from '../../../shared/format/recording.ts'
import { parse, request } from '../../support/simulator-client.ts'

const read = (text: string) => readRecording(Buffer.from(text, 'latin1'))
const only = (line: string): [number, unknown] | string | undefined => {
  const { rows, issues } = read(`${line}\n`)
  const [row] = rows
  return row ? [row.tag, row.value instanceof Uint8Array ? Buffer.from(row.value).toString('latin1') : row.value] : issues[0]?.trouble
}

describe('snmprec', () => {
  it.each([
    ['2|-40', [2, -40]],
    ['2|4294967295', [2, 4_294_967_295]],
    [`4|${Buffer.from('Cửa').toString('latin1')}`, [4, Buffer.from('Cửa').toString('latin1')]],
    ['4|a|b', [4, 'a|b']],
    ['4|', [4, '']],
    ['4x|00ff', [4, '\0\xff']],
    ["4e|'a\\n\\x41'", [4, 'a\nA']],
    ['5|', [5, null]],
    ['6|1.3.6.1', [6, '1.3.6.1']],
    ['64|10.0.0.255', [64, '\n\0\0\xff']],
    ['64x|0a0000ff', [64, '\n\0\0\xff']],
    ['65|4294967295', [65, 4_294_967_295]],
    ['66|-5', [66, -5]],
    ['66|12.0', [66, 12]],
    ['67|123', [67, 123]],
    ['68x|9f780441c4cccd', [68, '\x9f\x78\x04\x41\xc4\xcc\xcd']],
    ['70|18446744073709551615', [70, 18_446_744_073_709_551_615n]],
    ['2:numeric|min=1,initial=7,rate=2', [2, 7]],
    ['4:writecache|value=up', [4, 'up']],
  ])('reads %s', (line, value) => expect(only(`1.3.6.1.9.0|${line}`)).toEqual(value))

  it.each([
    ['1.3.6.1.9.0', 'unreadable'],
    ['1.3.x|2|1', 'oid'],
    ['9.3.1|2|1', 'oid'],
    ['1.3.6.1.99999999999|2|1', 'oid'],
    ['1.3.6.1.9.0|2|one', 'value'],
    ['1.3.6.1.9.0|2|99999999999999999999', 'value'],
    ['1.3.6.1.9.0|65|4294967296', 'value'],
    ['1.3.6.1.9.0|64|10.0.0.256', 'value'],
    ['1.3.6.1.9.0|4x|0', 'value'],
    ['1.3.6.1.9.0|77|1', 'type'],
    ['1.3.6.1.9.0|128|', 'absent'],
    ['1.3.6.1.9.|:redis|key=1', 'variation'],
    ['1.3.6.1.9.0|2:numeric|rate=2', 'variation'],
  ])('loses %s', (line, trouble) => expect(only(line)).toBe(trouble))

  it('plays what is good of a file, and tells the lines of what is not', () => {
    const { rows, issues, lost } = read('# made by hand\r\n\r\n1.3.6.1.2.0|2|2\r\nnonsense\x07\n1.3.6.1.1.0|2|1\n1.3.6.1.2.0|2|3')
    expect(rows.map((row) => [row.oid, row.value])).toEqual([
      ['1.3.6.1.2.0', 2],
      ['1.3.6.1.1.0', 1],
    ])
    expect(issues).toEqual([
      { line: 4, trouble: 'unreadable', text: 'nonsense·' },
      { line: 6, trouble: 'twice', text: '1.3.6.1.2.0' },
    ])
    expect(lost).toBe(2)
  })
})

describe('snmpwalk -On', () => {
  it.each([
    ['INTEGER: 5', [2, 5]],
    ['INTEGER: up(1)', [2, 1]],
    ['INTEGER: not(here)(-3)', [2, -3]],
    ['INTEGER: 42 seconds', [2, 42]],
    ['INTEGER: 23.5', [2, 235]],
    ['Wrong Type (should be Gauge32 or Unsigned32): INTEGER: 7', [2, 7]],
    ['STRING: "a \\"b\\" \\\\"', [4, 'a "b" \\']],
    ['STRING: eth0', [4, 'eth0']],
    ['""', [4, '']],
    ['STRING: "one\ntwo = 2\n\nthree"', [4, 'one\ntwo = 2\n\nthree']],
    ['Hex-STRING: 00 1B \n44 11', [4, '\0\x1bD\x11']],
    ['Hex-STRING: 48 65   [He]\n00   [.]', [4, 'He\0']],
    ['BITS: 80 40 up(0) down(9)', [4, '\x80@']],
    ['OID: .1.3.6.1.4.1.9', [6, '1.3.6.1.4.1.9']],
    ['OID: SNMPv2-SMI::enterprises.9', [6, '1.3.6.1.4.1.9']],
    ['Timeticks: (123) 0:00:01.23', [67, 123]],
    ['Timeticks: 123', [67, 123]],
    ['Timeticks: 1:2:03:04.05', [67, 9_378_405]],
    ['IpAddress: 10.0.0.1', [64, '\n\0\0\x01']],
    ['Network Address: 0A:00:00:01', [64, '\n\0\0\x01']],
    ['Gauge32: 4294967295', [66, 4_294_967_295]],
    ['Gauge32: 95 percent', [66, 95]],
    ['Counter32: 1', [65, 1]],
    ['Counter64: 18446744073709551615', [70, 18_446_744_073_709_551_615n]],
    ['Opaque: Float: 24.600000', [68, '\x9f\x78\x04\x41\xc4\xcc\xcd']],
    ['Opaque: Double: 0.5', [68, '\x9f\x79\x08\x3f\xe0\0\0\0\0\0\0']],
    ['Opaque: UInt64: 5', [70, 5n]],
    ['NULL', [5, null]],
  ])('reads %j', (text, value) => expect(only(`.1.3.6.1.9.0 = ${text}`)).toEqual(value))

  it('takes the OIDs that every installation prints, and tells names it cannot know', () => {
    const { rows, issues } = read(
      [
        'iso.3.6.1.2.1.1.3.0 = Timeticks: (5) 0:00:00.05',
        'SNMPv2-SMI::enterprises.2011.6.0 = INTEGER: 1',
        'SNMPv2-MIB::sysDescr.0 = STRING: x',
        '.1.3.6.1.9.1 = No Such Object available on this agent at this OID',
        '.1.3.6.1.9.2 = STRING: "never closed',
        '.1.3.6.1.9.3 = INTEGER: 3',
        '.1.3.6.1.9.4 = Secret: 3',
        '.1.3.6.1.9.5 = INTEGER: much',
      ].join('\n'),
    )
    expect(rows.map((row) => row.oid)).toEqual(['1.3.6.1.2.1.1.3.0', '1.3.6.1.4.1.2011.6.0', '1.3.6.1.9.2', '1.3.6.1.9.3'])
    expect(issues.map((issue) => [issue.line, issue.trouble])).toEqual([
      [3, 'named'],
      [4, 'absent'],
      [7, 'type'],
      [8, 'value'],
    ])
  })
})

it('what PowerShell redirected, and a hardware address as the MIB prints it, are read', () => {
  const text = '.1.3.6.1.2.1.2.2.1.6.2 = STRING: 0:1b:44:11:3a:b7\r\n.1.3.6.1.2.1.1.6.0 = STRING: "Đồi 7"\r\n'
  const { rows, lost } = readRecording(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
  expect(lost).toBe(0)
  expect(rows.map(({ value }) => Buffer.from(value as Uint8Array).toString('hex'))).toEqual([
    '001b44113ab7',
    Buffer.from('Đồi 7').toString('hex'),
  ])
  expect(readRecording(Buffer.from('\ufeff1.3.6.1.2.0|2|5')).rows).toEqual([{ oid: '1.3.6.1.2.0', tag: 2, value: 5 }])
})

describe('our recordings', () => {
  const header = {
    sysObjectID: '1.3.6',
    sysName: 'Trạm "1"\n',
    profile: 'generic',
    at: 5,
    version: '2c' as const,
    roots: [],
    anonymous: true,
  }

  it('come back as they were written, whatever the octets', () => {
    const values = [
      { oid: '1.3.1', tag: 4, value: Buffer.from('plain text') },
      { oid: '1.3.2', tag: 4, value: Buffer.from('a|b') },
      { oid: '1.3.3', tag: 4, value: Buffer.from(' end ') },
      { oid: '1.3.4', tag: 4, value: Uint8Array.from({ length: 256 }, (_, n) => n) },
      { oid: '1.3.5', tag: 70, value: 2n ** 64n - 1n },
      { oid: '1.3.6', tag: 68, value: Buffer.from('9f780441c4cccd', 'hex') },
      { oid: '1.3.7', tag: 6, value: '1.3.6.1' },
      { oid: '1.3.8', tag: 5, value: null },
    ]
    const text = headerLine(header) + values.map(recordingLine).join('') + endLine('whole', values.length)
    expect(text).toMatch(/^[\x20-\x7e\n\u0080-\uffff]*$/)
    const found = readRecording(Buffer.from(text))
    expect(found).toMatchObject({ lost: 0, header })
    expect(found.rows.map((row) => ({ ...row, value: row.value instanceof Uint8Array ? Buffer.from(row.value) : row.value }))).toEqual(
      values.map((row) => ({ ...row, value: row.value instanceof Uint8Array ? Buffer.from(row.value) : row.value })),
    )
    expect(readEnd('#end cancelled 12')).toBe('cancelled')
    expect([readEnd('#end nonsense 1'), readHeader('#branchwatch-recording 1 {"at":'), readHeader('#branchwatch-recording 1 {}')]).toEqual([
      null,
      null,
      null,
    ])
  })
})

describe('a replayed device', () => {
  const rows = read(
    '1.3.6.1.2.1.1.3.0|67|1000\n1.3.6.1.2.1.1.5.0|4|mast\n1.3.6.1.2.1.2.2.1.10.1|65|500\n1.3.6.1.9.128.0|2|1\n1.3.6.1.9.127.0|2|2',
  ).rows
  const START = 1_800_000_000_000
  const fleet = (names: string[], alive = false) =>
    new Agent(new ReplayFleet({ devices: names.map((name) => ({ name, rows })), community: 'public', alive, seed: 1, startedAt: START }), {
      users: [],
      bootedAt: START,
    })
  const ask = (agent: ReturnType<typeof fleet>, community: string, oid: string, at = START, type: number = PDU.get) => {
    const reply = agent.answer(request(community, [oid], { type }), at, at)
    return reply ? parse(reply.bytes).binds[0] : null
  }

  it('answers to its name, alone to the community too, among others to community@name', () => {
    const one = fleet(['mast'])
    const two = fleet(['mast', 'Cửa'])
    for (const name of ['mast', 'public', 'public@mast']) expect(ask(one, name, '1.3.6.1.2.1.1.5.0')?.value).toBe('mast')
    for (const name of ['mast', 'public@mast', 'Cửa']) expect(ask(two, name, '1.3.6.1.2.1.1.5.0')?.value).toBe('mast')
    for (const name of ['public', 'private', 'public@', '']) expect(ask(two, name, '1.3.6.1.2.1.1.5.0')).toBeNull()
  })

  it('is walked in the order of numbers, and stands still unless told to live', () => {
    const still = fleet(['mast'])
    expect(ask(still, 'mast', '1.3.6.1.2.1.2.2.1.10.1', START, PDU.getNext)?.oid).toBe('1.3.6.1.9.127.0')
    expect(ask(still, 'mast', '1.3.6.1.2.1.1.3.0', START + 60_000)?.value).toBe(1000)
    const alive = fleet(['mast'], true)
    expect(ask(alive, 'mast', '1.3.6.1.2.1.1.3.0', START + 60_000)?.value).toBe(7000)
    expect(ask(alive, 'mast', '1.3.6.1.2.1.2.2.1.10.1', START + 60_000)).toMatchObject({ tag: TAG.counter32, value: 3500 })
  })

  it('compares arcs as numbers', () => {
    const order = (a: string, b: string) => Math.sign(compareEncoded(oidBytes(a), oidBytes(b)))
    expect(order('1.3.127.5', '1.3.128')).toBe(-1)
    expect(order('1.3.16384', '1.3.16383')).toBe(1)
    expect(order('1.3.300', '1.3.300.0')).toBe(-1)
    expect(order('1.3.4294967295', '1.3.4294967295')).toBe(0)
  })
})
