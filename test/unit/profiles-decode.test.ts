/** Decoding to the letter of a profile: divisors, fields, BITS, dates, levels, wrong types, contradictions, restarts. */
import { describe, expect, it } from 'vitest'
import type { Reading } from '../../shared/model/metric.ts'
import { compile, judge } from '../../main/domain/alarm/judge.ts'
import { DEFAULT_RULES } from '../../main/domain/alarm/rules.ts'
import { decodePoll } from '../../main/profiles/decode.ts'
import { parseProfile } from '../../main/profiles/parse.ts'
import { makePlan } from '../../main/profiles/plan.ts'
import { restarted } from '../../main/profiles/uptime.ts'
import { decodeValue, type SnmpValue } from '../../main/snmp/value.ts'

const integer = (value: number): SnmpValue => decodeValue({ oid: '', type: 2, value })
const counter = (value: number): SnmpValue => decodeValue({ oid: '', type: 65, value })
const gauge = (value: number): SnmpValue => decodeValue({ oid: '', type: 66, value })
const ticks = (value: number): SnmpValue => decodeValue({ oid: '', type: 67, value })
const octets = (hex: string): SnmpValue => decodeValue({ oid: '', type: 4, value: Buffer.from(hex.replaceAll(' ', ''), 'hex') })
const text = (value: string): SnmpValue => decodeValue({ oid: '', type: 4, value: Buffer.from(value) })
const none: SnmpValue = decodeValue({ oid: '', type: 5, value: null })
const noSuch: SnmpValue = decodeValue({ oid: '', type: 129, value: null })

const P = '1.3.6.1.4.1.9'
function read(readings: string, values: Record<string, SnmpValue>): Reading[] {
  const source = `id: x\nname: X\nvendor: X\nkind: power\nverified: false\nverifiedWith: null\noids: { P: ${P} }\nreadings:\n${readings}`
  const parsed = parseProfile('x.yaml', source)
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues))
  const plan = makePlan(parsed.profile, [])
  const at = (oid: string): SnmpValue | undefined => values[oid.slice(P.length + 1)] ?? (oid.startsWith(P) ? undefined : values[oid])
  return decodePoll(plan, at, { counters: new Map(), uptime: null }, 0).readings.filter((r) => r.metric !== 'system.uptime')
}
const one = (reading: string, values: Record<string, SnmpValue>): [number | null, string] | undefined => {
  const [first] = read(`  - ${reading}\n`, values)
  return first && [first.value, first.quality]
}

describe('a value', () => {
  const divided = '{ metric: dc.voltage, oid: P.1, divisor: P.2 }'
  const level = '{ metric: interface.optic.in, oid: P.1, scale: 0.0001, level: true }'
  const bits =
    '{ metric: genset.state, oid: P.1, as: bits, bits: [{ bit: 0, state: running }, { bit: 9, state: fault }], otherwise: "off" }'
  it.each<[string, string, Record<string, SnmpValue>, [number | null, string]]>([
    ['divided by another object', divided, { 1: integer(535), 2: integer(10) }, [53.5, 'good']],
    ['divided by zero', divided, { 1: integer(535), 2: integer(0) }, [null, 'unavailable']],
    ['divided by an object that is not there', divided, { 1: integer(535), 2: noSuch }, [null, 'unavailable']],
    ['divided by text', divided, { 1: integer(535), 2: text('ten') }, [null, 'unavailable']],
    ['divided by an object that did not answer', divided, { 1: integer(535) }, [null, 'unavailable']],
    ['a field of bits', '{ metric: rectifier.count, oid: P.1, field: { low: 4, bits: 4 } }', { 1: integer(0x5a3) }, [10, 'good']],
    [
      'a field of bits of a negative number',
      '{ metric: rectifier.count, oid: P.1, field: { low: 30, bits: 2 } }',
      { 1: integer(-1) },
      [3, 'good'],
    ],
    [
      'a field of bits as a state',
      '{ metric: genset.mode, oid: P.1, field: { low: 1, bits: 2 }, states: { 1: manual, 2: auto } }',
      { 1: integer(0b101) },
      [2, 'good'],
    ],
    ['BITS, the first of them', bits, { 1: octets('80 00') }, [1, 'good']],
    ['BITS, one of the second octet', bits, { 1: octets('00 40') }, [3, 'good']],
    ['BITS that read as a blank', bits, { 1: octets('20') }, [0, 'good']],
    ['BITS that read as a letter', bits, { 1: octets('41') }, [0, 'good']],
    ['BITS, none', bits, { 1: octets('00') }, [0, 'good']],
    [
      'a date of 11 octets',
      '{ metric: system.clock, oid: P.1, as: date }',
      { 1: octets('07 E9 02 03 0C 0F 1E 05 2B 02 00') },
      [1738577730, 'good'],
    ],
    [
      'a date west of Greenwich',
      '{ metric: system.clock, oid: P.1, as: date }',
      { 1: octets('07 E9 02 03 0C 0F 1E 05 2D 02 00') },
      [1738592130, 'good'],
    ],
    [
      'a date of 8 octets, local time here',
      '{ metric: system.installed, oid: P.1, as: date }',
      { 1: octets('07 E0 08 18 00 00 00 00') },
      [1471971600, 'good'],
    ],
    [
      'a date that does not exist',
      '{ metric: system.clock, oid: P.1, as: date }',
      { 1: octets('07 E9 02 1E 0C 0F 1E 05') },
      [null, 'error'],
    ],
    ['a date that is text', '{ metric: system.clock, oid: P.1, as: date }', { 1: text('2026-01-01') }, [null, 'error']],
    ['tenths of a microwatt as a level', level, { 1: integer(3572) }, [-4.470885498, 'good']],
    ['no light at all', level, { 1: integer(0) }, [null, 'unavailable']],
    ['text where the profile does not ask for it', '{ metric: dc.voltage, oid: P.1 }', { 1: text('53.5') }, [null, 'error']],
    ['text with a minus of its own', '{ metric: radio.rsl, oid: P.1, as: text }', { 1: text('−40,5 dBm') }, [-40.5, 'good']],
    ['hexadecimal digits', '{ metric: system.power, oid: P.1, as: hex }', { 1: text('0x1F') }, [31, 'good']],
    ['octets as a number', '{ metric: system.power, oid: P.1, as: hex }', { 1: octets('00 00 01 00') }, [256, 'good']],
    ['a number where octets are asked for', '{ metric: system.power, oid: P.1, as: hex }', { 1: gauge(7) }, [7, 'good']],
    [
      'an unsigned negative that is not told to be one',
      '{ metric: radio.mse, oid: P.1, scale: 0.01 }',
      { 1: gauge(4294957397) },
      [42949573.97, 'suspect'],
    ],
    ['the end of a gauge', '{ metric: dc.voltage, oid: P.1 }', { 1: gauge(4294967295) }, [null, 'unavailable']],
    [
      'a sentinel of the signed value',
      '{ metric: radio.mse, oid: P.1, scale: 0.01, signed: true, missing: [-9900] }',
      { 1: gauge(4294957396) },
      [null, 'unavailable'],
    ],
    ['NULL', '{ metric: dc.voltage, oid: P.1 }', { 1: none }, [null, 'unavailable']],
    [
      'a status in doubt',
      '{ metric: dc.voltage, oid: P.1, status: { by: P.2, doubt: [3] } }',
      { 1: integer(53), 2: integer(3) },
      [53, 'suspect'],
    ],
    [
      'an exponent beyond reason',
      '{ metric: dc.voltage, oid: P.1, exponent: P.2 }',
      { 1: integer(53), 2: integer(400) },
      [null, 'unavailable'],
    ],
    [
      'a unit that is no key of an object',
      '{ metric: dc.voltage, oid: P.1, variant: { by: P.2, cases: { 1: {} } } }',
      { 1: integer(53), 2: text('constructor') },
      [null, 'unavailable'],
    ],
  ])('%s', (_what, reading, values, wanted) => {
    expect(one(reading, values)).toEqual(wanted)
  })

  it('takes sysUpTime of a wrong type only where the profile says so', () => {
    const uptime = (as: string, value: SnmpValue): string | undefined => {
      const source = `id: x\nname: X\nvendor: X\nkind: power\nverified: false\nverifiedWith: null\nreadings: [{ metric: system.uptime, oid: 1.3.6.1.2.1.1.3.0, scale: 0.01${as} }]\n`
      const parsed = parseProfile('x.yaml', source)
      if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues))
      return decodePoll(makePlan(parsed.profile, []), () => value, { counters: new Map(), uptime: null }, 0).readings[0]?.quality
    }
    expect([uptime('', ticks(5)), uptime('', integer(5)), uptime(', as: any', integer(5)), uptime('', counter(5))]).toEqual([
      'good',
      'error',
      'good',
      'error',
    ])
    const any = '{ metric: interface.in, oid: P.1, rate: true, as: any }'
    expect(one(any, { 1: integer(5) })).toEqual([null, 'unavailable'])
    expect(one(any.replace(', as: any', ''), { 1: integer(5) })).toEqual([null, 'error'])
    expect(one(any.replace(', as: any', ''), { 1: text('00 00') })).toEqual([null, 'error'])
  })
})

describe('readings that contradict each other', () => {
  const pair = `  - { metric: battery.state, oid: P.1, states: { 1: float, 3: discharge } }
  - { metric: battery.current, oid: P.2, doubt: [{ above: 1, while: { metric: battery.state, states: [discharge] } }] }
`
  it.each<[number, number, string]>([
    [3, 20, 'suspect'],
    [3, -20, 'good'],
    [1, 20, 'good'],
  ])('state %i with %i A is %s', (state, current, quality) => {
    expect(read(pair, { 1: integer(state), 2: integer(current) })[1]).toMatchObject({ value: current, quality })
  })
  it('are not doubted for the sake of what is missing', () => {
    expect(read(pair, { 1: noSuch, 2: integer(20) })[1]).toMatchObject({ value: 20, quality: 'good' })
  })
  it('raise no alarm by themselves', () => {
    const low = `  - { metric: dc.load.current, oid: P.1 }
  - { metric: dc.voltage, oid: P.2, doubt: [{ below: 46, while: { metric: dc.load.current, above: 1 } }] }
`
    const rules = DEFAULT_RULES.filter(({ condition }) => condition.kind === 'threshold' && condition.metric === 'dc.voltage').map(compile)
    const sights = (values: Record<string, SnmpValue>): string[] =>
      read(low, values).flatMap((reading) => (reading.metric === 'dc.voltage' ? rules.map((rule) => judge(rule, reading)) : []))
    expect(sights({ 1: integer(0), 2: integer(40) })).toContain('raise')
    expect(sights({ 1: integer(20), 2: integer(40) })).toEqual(['nothing', 'nothing'])
  })
  it('look at the reading of the same instance, or at the only one', () => {
    const three = `  - { metric: mains.voltage, oid: P.1, instance: L1 }
  - { metric: mains.voltage, oid: P.2, instance: L2 }
  - { metric: mains.state, oid: P.3, states: { 1: normal }, doubt: [{ while: { metric: mains.voltage, below: 50 } }] }
`
    expect(read(three, { 1: integer(0), 2: integer(230), 3: integer(1) })[2]?.quality).toBe('good')
    expect(read(three.replace(/.*L2.*\n/, ''), { 1: integer(0), 3: integer(1) })[1]?.quality).toBe('suspect')
  })
})

describe('a restart', () => {
  const day = 24 * 3_600_000
  const WRAP = 2 ** 32
  it.each<[string, Parameters<typeof restarted>[0], Parameters<typeof restarted>[1], boolean]>([
    ['an uptime that went on', { uptime: 1000, mono: 0 }, { uptime: 7000, mono: 60_000 }, false],
    ['an uptime that went back', { uptime: 90_000, mono: 0 }, { uptime: 3000, mono: 60_000 }, true],
    ['the end of sysUpTime after 497 days', { uptime: WRAP - 3000, mono: 0 }, { uptime: 3000, mono: 60_000 }, false],
    ['a restart near that end', { uptime: WRAP - 3000, mono: 0 }, { uptime: 9000, mono: 600_000 }, true],
    ['an uptime that grew, but is younger than the last poll', { uptime: 1000, mono: 0 }, { uptime: 5000, mono: day }, true],
    [
      'an uptime that went back while the engine went on',
      { uptime: 900, engine: 100, mono: 0 },
      { uptime: 10, engine: 160, mono: 60_000 },
      false,
    ],
    [
      'an uptime that went back with the engine',
      { uptime: WRAP - 3000, engine: 1e7, mono: 0 },
      { uptime: 3000, engine: 30, mono: 60_000 },
      true,
    ],
    ['nothing known before', { uptime: null }, { uptime: 5, mono: 0 }, false],
    ['no clock of ours', { uptime: 500 }, { uptime: 5 }, true],
  ])('%s', (_what, before, now, wanted) => {
    expect(restarted(before, now)).toBe(wanted)
  })
})

describe('a rate', () => {
  const source = `id: x\nname: X\nvendor: X\nkind: power\nverified: false\nverifiedWith: null
readings:
  - { metric: interface.in, oid: [${P}.6, ${P}.10], scale: 8, rate: true, as: hex, ceiling: { by: ${P}.15, scale: 1000000 } }
`
  const parsed = parseProfile('x.yaml', source)
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues))
  const plan = makePlan(parsed.profile, [])
  const twice = (from: Record<string, SnmpValue>, to: Record<string, SnmpValue>): Reading | undefined => {
    const at = (values: Record<string, SnmpValue>, uptime: number) => (oid: string) =>
      oid.startsWith(P) ? values[oid.slice(P.length + 1)] : ticks(uptime)
    const before = decodePoll(plan, at(from, 100_000), { counters: new Map(), uptime: null }, 0)
    return decodePoll(plan, at(to, 106_000), before, 60_000).readings[0]
  }
  it('of a 32-bit counter is not believed on a line that is fast enough to pass it twice', () => {
    expect(twice({ 10: counter(0), 15: gauge(100) }, { 10: counter(6000), 15: gauge(100) })).toMatchObject({ value: 800, quality: 'good' })
    expect(twice({ 10: counter(0), 15: gauge(1000) }, { 10: counter(6000), 15: gauge(1000) })).toMatchObject({
      value: null,
      quality: 'unavailable',
    })
  })
  it('beyond the line’s speed is suspect', () => {
    expect(twice({ 10: counter(0), 15: gauge(10) }, { 10: counter(150_000_000), 15: gauge(10) })).toMatchObject({
      value: 20_000_000,
      quality: 'suspect',
    })
  })
  it('is not made of two different counters', () => {
    const wide = octets('00 00 00 01 00 00 00 00')
    expect(twice({ 6: none, 10: counter(5) }, { 6: wide, 10: counter(10) })).toMatchObject({ value: null, quality: 'unavailable' })
    expect(twice({ 6: octets('00 00 00 00 00 00 00 00') }, { 6: octets('00 00 00 00 00 00 02 58') })).toMatchObject({
      value: 80,
      quality: 'good',
    })
  })
})
