/** Profiles: what ships is sound, what is wrong is told by line, a user's file replaces ours, and decoding follows the facts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problemKey } from '../../shared/format/trap.ts'
import { translator } from '../../shared/i18n/words.ts'
import { metric, type Reading } from '../../shared/model/metric.ts'
import { decodePoll, type Counters } from '../../main/profiles/decode.ts'
import { textNumber } from '../../main/profiles/number.ts'
import { choose, questionFor } from '../../main/profiles/identify.ts'
import { loadProfiles } from '../../main/profiles/load.ts'
import { parseProfile } from '../../main/profiles/parse.ts'
import { makePlan, objectsOf, wantsRow, type Row } from '../../main/profiles/plan.ts'
import type { Profile } from '../../main/profiles/schema.ts'
import { decodeValue, type SnmpValue } from '../../main/snmp/value.ts'

const integer = (value: number): SnmpValue => decodeValue({ oid: '', type: 2, value })
const gauge = (value: number): SnmpValue => decodeValue({ oid: '', type: 66, value })
const counter = (value: number): SnmpValue => decodeValue({ oid: '', type: 65, value })
const text = (value: string): SnmpValue => decodeValue({ oid: '', type: 4, value: Buffer.from(value) })
const wide = (value: bigint): SnmpValue => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return decodeValue({ oid: '', type: 70, value: bytes })
}
const noSuch = decodeValue({ oid: '', type: 129, value: null })

function profile(body: string): Profile {
  const parsed = parseProfile(
    'x.yaml',
    `id: x\nname: X\nvendor: X\nkind: power\nverified: false\nverifiedWith: null\noids: { P: 1.3.6.1.4.1.9 }\n${body}`,
  )
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues))
  return parsed.profile
}
const UPTIME = '1.3.6.1.2.1.1.3.0'
function read(
  body: string,
  values: Record<string, SnmpValue>,
  rows: Row[][] = [],
  before?: { counters: Counters; uptime: number | null },
  mono = 1000,
): Reading[] {
  const plan = makePlan(profile(body), rows)
  return decodePoll(plan, (oid) => values[oid], before ?? { counters: new Map(), uptime: null }, mono).readings.filter(
    (r) => r.metric !== 'system.uptime',
  )
}
const first = (body: string, values: Record<string, SnmpValue>): Pick<Reading, 'value' | 'quality' | 'raw'> | undefined => {
  const [r] = read(`readings:\n  - ${body}`, values)
  return r && { value: r.value, quality: r.quality, raw: r.raw }
}

describe('the profiles that ship', () => {
  const { profiles, issues } = loadProfiles()
  test('are all readable', () => {
    expect(issues).toEqual([])
    expect(profiles.size).toBeGreaterThanOrEqual(18)
    expect(profiles.has('generic')).toBe(true)
  })
  test('say what they were verified with, or that they were not', () => {
    for (const p of profiles.values()) expect(p.verified).toBe(p.verifiedWith !== null)
    expect(profiles.get('baicells-enb')?.verified).toBe(false)
  })
  test('read no object twice for the same metric', () => {
    const twice = [...profiles.values()].filter(
      (p) => new Set(p.readings.map((r) => `${r.metric}|${r.instance}`)).size !== p.readings.length,
    )
    expect(twice.map((p) => p.id)).toEqual([])
  })
})

describe('traps', () => {
  const traps = [...loadProfiles().profiles.values()].flatMap((p) => p.traps.map((trap) => ({ id: p.id, ...trap })))
  test.each(['vi', 'en'] as const)('every problem that a shipped trap tells has a title in %s', (locale) => {
    const t = translator(locale)
    expect(traps.length).toBeGreaterThan(50)
    expect(traps.filter(({ problem }) => t(problemKey(problem) as never) === problemKey(problem)).map(({ problem }) => problem)).toEqual([])
  })
  test('what raises is cleared by another trap or value, or is known not to be', () => {
    const lasting = new Set(['ups-on-battery', 'ups-overload', 'battery-fault'])
    const cleared = new Set(traps.flatMap((t) => (t.event === 'clear' || (t.by?.clear.length ?? 0) > 0 ? [`${t.id} ${t.problem}`] : [])))
    const raised = traps.filter((t) => t.event === 'raise' && !cleared.has(`${t.id} ${t.problem}`))
    expect(raised.filter(({ problem }) => !lasting.has(problem)).map(({ id, problem }) => `${id} ${problem}`)).toEqual([])
  })
})

describe('a broken profile', () => {
  const issuesOf = (source: string): { line: number; message: string }[] => {
    const parsed = parseProfile('bad.yaml', source)
    return 'issues' in parsed ? parsed.issues.map(({ line, message }) => ({ line, message })) : []
  }
  const head = 'id: x\nname: X\nvendor: X\nkind: power\nverified: false\nverifiedWith: null\n'
  test.each([
    ['an unknown metric', `${head}readings:\n  - metric: dc.volts\n    oid: 1.3.6.1\n`, 8, /readings\.0\.metric/],
    ['an unknown key', `${head}readings:\n  - { metric: dc.voltage, oid: 1.3.6.1, scal: 2 }\n`, 8, /scal/],
    [
      'a state the catalogue does not have',
      `${head}readings:\n  - { metric: mains.state, oid: 1.3.6.1, states: { 1: fine } }\n`,
      8,
      /no state fine/,
    ],
    ['a state metric without states', `${head}readings:\n  - { metric: mains.state, oid: 1.3.6.1 }\n`, 8, /give states or bits/],
    ['an unknown abbreviation', `${head}readings:\n  - { metric: dc.voltage, oid: Q.1.0 }\n`, 8, /“Q”/],
    ['broken YAML', `${head}readings: [\n`, 8, /./],
    [
      'a bad expression',
      `${head}tables:\n  - rows: 1.3.6\n    when: { name: '(' }\n    readings: [{ metric: dc.voltage, column: 1.3.6 }]\n`,
      9,
      /when/,
    ],
  ])('%s is told with its line', (_name, source, line, message) => {
    const [issue] = issuesOf(source)
    expect(issue?.line).toBe(line)
    expect(issue?.message).toMatch(message)
  })
  test('is left out, and the rest are read; a good one of the same id replaces ours', () => {
    const folder = mkdtempSync(join(tmpdir(), 'profiles-'))
    try {
      writeFileSync(join(folder, 'bad.yaml'), 'id: [')
      writeFileSync(
        join(folder, 'generic.yaml'),
        `${head.replace('id: x', 'id: generic')}readings: [{ metric: system.cpu, oid: 1.3.6.1.4.1.9.0 }]\n`,
      )
      const { profiles, issues } = loadProfiles([folder, join(folder, 'absent')])
      expect(profiles.get('generic')?.name).toBe('X')
      expect(profiles.has('huawei-smu')).toBe(true)
      expect(issues.map((i) => i.file)).toEqual([join(folder, 'bad.yaml'), join(folder, 'bad.yaml')].slice(0, issues.length))
      expect(issues.length).toBeGreaterThan(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('identification', () => {
  const { profiles } = loadProfiles()
  const find = (sysObjectID: string | null, present: string[] = []): string | undefined =>
    choose(questionFor(profiles.values(), sysObjectID), (oid) => present.includes(oid))?.id
  test.each([
    ['1.3.6.1.4.1.2011.6.164.1.2', [], 'huawei-smu'],
    ['1.3.6.1.4.1.8072.3.2.10', ['1.3.6.1.4.1.2011.6.164.1.1.1.4.0'], 'huawei-smu'],
    ['1.3.6.1.4.1.8072.3.2.10', ['1.3.6.1.4.1.6302.2.1.2.1.0'], 'vertiv-ees'],
    ['1.3.6.1.4.1.8072.3.2.10', [], undefined],
    ['1.3.6.1.4.1.193.81.1.1.3', [], 'ericsson-mini-link-tn'],
    ['1.3.6.1.4.1.193.81.1.1.3', ['1.3.6.1.4.1.193.81.3.4.3.1.8.1.7'], 'ericsson-mini-link-6600'],
    ['1.3.6.1.4.1.637.54.1.10.90.13', [], 'nokia-wavence'],
    ['1.3.6.1.4.1.2011.2.250', [], undefined],
    ['0.0', ['1.3.6.1.4.1.41809.1.46.0'], 'himoinsa'],
    [null, ['1.3.6.1.2.1.33.1.4.1.0'], 'ups-rfc1628'],
    ['1.3.6.1.4.1.99999.1', ['1.3.6.1.2.1.33.1.4.1.0'], 'ups-rfc1628'],
  ])('%s with %j is %s', (sysObjectID, present, wanted) => {
    expect(find(sysObjectID, present)).toBe(wanted)
  })
})

describe('decoding', () => {
  const O = '1.3.6.1.4.1.9.1.0'
  test.each<[string, string, Record<string, SnmpValue>, unknown]>([
    ['a scale', '{ metric: dc.voltage, oid: P.1.0, scale: 0.1 }', { [O]: gauge(535) }, { value: 53.5, quality: 'good', raw: '535' }],
    [
      'a scale without binary dust',
      '{ metric: dc.load.current, oid: P.1.0, scale: 0.1 }',
      { [O]: integer(3) },
      { value: 0.3, quality: 'good', raw: '3' },
    ],
    [
      'a sentinel',
      '{ metric: dc.voltage, oid: P.1.0, missing: [2147483647] }',
      { [O]: gauge(2147483647) },
      { value: null, quality: 'unavailable', raw: '2147483647' },
    ],
    [
      'the end of the range, which no equipment means',
      '{ metric: system.cpu, oid: P.1.0 }',
      { [O]: integer(-2147483648) },
      { value: null, quality: 'unavailable', raw: '-2147483648' },
    ],
    ['no such object', '{ metric: dc.voltage, oid: P.1.0 }', { [O]: noSuch }, { value: null, quality: 'unavailable', raw: null }],
    ['no answer for it', '{ metric: dc.voltage, oid: P.1.0 }', {}, { value: null, quality: 'error', raw: null }],
    ['out of range', '{ metric: dc.voltage, oid: P.1.0 }', { [O]: gauge(535) }, { value: 535, quality: 'suspect', raw: '535' }],
    [
      'a range of its own',
      '{ metric: dc.voltage, oid: P.1.0, range: [0, 600] }',
      { [O]: gauge(535) },
      { value: 535, quality: 'good', raw: '535' },
    ],
    ['text', '{ metric: radio.rsl, oid: P.1.0, as: text }', { [O]: text('-40.5') }, { value: -40.5, quality: 'good', raw: '-40.5' }],
    [
      'text with its unit',
      '{ metric: system.temperature, oid: P.1.0, as: text }',
      { [O]: text('43.0 C') },
      { value: 43, quality: 'good', raw: '43.0 C' },
    ],
    ['text without a number', '{ metric: radio.rsl, oid: P.1.0 }', { [O]: text('n/a') }, { value: null, quality: 'error', raw: 'n/a' }],
    [
      'two’s complement',
      '{ metric: radio.mse, oid: P.1.0, scale: 0.01, signed: true, range: [-100, 0] }',
      { [O]: gauge(4294957397) },
      { value: -98.99, quality: 'good', raw: '4294957397' },
    ],
    [
      'the other sign',
      '{ metric: battery.current, oid: P.1.0, negate: true }',
      { [O]: integer(12) },
      { value: -12, quality: 'good', raw: '12' },
    ],
    [
      'zero has no sign',
      '{ metric: battery.current, oid: P.1.0, negate: true }',
      { [O]: integer(0) },
      { value: 0, quality: 'good', raw: '0' },
    ],
    [
      'an enum',
      '{ metric: battery.state, oid: P.1.0, states: { 1: float, 3: discharge } }',
      { [O]: integer(3) },
      { value: 3, quality: 'good', raw: '3' },
    ],
    [
      'the digit of a code as text',
      '{ metric: battery.state, oid: P.1.0, states: { 1: float, 3: discharge } }',
      { [O]: text('3') },
      { value: null, quality: 'error', raw: '3' },
    ],
    [
      'the digit of a code as text where the profile takes text',
      '{ metric: battery.state, oid: P.1.0, as: text, states: { 1: float, 3: discharge } }',
      { [O]: text('3') },
      { value: 3, quality: 'good', raw: '3' },
    ],
    [
      'an unknown code',
      '{ metric: battery.state, oid: P.1.0, states: { 1: float } }',
      { [O]: integer(9) },
      { value: null, quality: 'error', raw: '9' },
    ],
    [
      'an unknown code with a name',
      '{ metric: battery.state, oid: P.1.0, states: { 1: float }, otherwise: unknown }',
      { [O]: integer(9) },
      { value: 0, quality: 'good', raw: '9' },
    ],
    [
      'a bit',
      '{ metric: genset.state, oid: P.1.0, bits: [{ bit: 5, state: fault }, { bit: 0, state: running }], otherwise: "off" }',
      { [O]: integer(513) },
      { value: 1, quality: 'good', raw: '513' },
    ],
    [
      'no bit',
      '{ metric: genset.state, oid: P.1.0, bits: [{ bit: 0, state: running }], otherwise: "off" }',
      { [O]: integer(2) },
      { value: 0, quality: 'good', raw: '2' },
    ],
    [
      'a divisor elsewhere',
      '{ metric: battery.current, oid: P.1.0, variant: { by: P.2.0, cases: { 0: {}, 1: { scale: 0.1 } } } }',
      { [O]: integer(57), '1.3.6.1.4.1.9.2.0': integer(1) },
      { value: 5.7, quality: 'good', raw: '57' },
    ],
    [
      'a divisor that is unknown',
      '{ metric: battery.current, oid: P.1.0, variant: { by: P.2.0, cases: { 0: {} } } }',
      { [O]: integer(57), '1.3.6.1.4.1.9.2.0': integer(4) },
      { value: null, quality: 'unavailable', raw: '57' },
    ],
    [
      '°F',
      '{ metric: battery.temperature, oid: P.1.0, variant: { by: P.2.0, cases: { 1: { scale: 0.5555555556, offset: -17.7777777778 } } } }',
      { [O]: integer(77), '1.3.6.1.4.1.9.2.0': integer(1) },
      { value: 25.000000003, quality: 'good', raw: '77' },
    ],
    [
      'an exponent',
      '{ metric: dc.voltage, oid: P.1.0, exponent: P.2.0 }',
      { [O]: integer(5445), '1.3.6.1.4.1.9.2.0': integer(-2) },
      { value: 54.45, quality: 'good', raw: '5445' },
    ],
    [
      'digits behind the point',
      '{ metric: system.temperature, oid: P.1.0, decimals: P.2.0 }',
      { [O]: integer(425), '1.3.6.1.4.1.9.2.0': integer(1) },
      { value: 42.5, quality: 'good', raw: '425' },
    ],
    [
      'a share',
      '{ metric: system.memory, oid: P.1.0, share: P.2.0 }',
      { [O]: integer(25), '1.3.6.1.4.1.9.2.0': integer(200) },
      { value: 12.5, quality: 'good', raw: '25' },
    ],
    [
      'a share of nothing',
      '{ metric: system.memory, oid: P.1.0, share: P.2.0 }',
      { [O]: integer(25), '1.3.6.1.4.1.9.2.0': integer(0) },
      { value: null, quality: 'unavailable', raw: '25' },
    ],
    [
      'a companion that rejects',
      '{ metric: battery.charge, oid: P.1.0, status: { by: P.2.0, reject: [4] } }',
      { [O]: integer(90), '1.3.6.1.4.1.9.2.0': integer(4) },
      { value: null, quality: 'unavailable', raw: '90' },
    ],
    [
      'a companion that accepts',
      '{ metric: battery.charge, oid: P.1.0, status: { by: P.2.0, accept: [1] } }',
      { [O]: integer(90), '1.3.6.1.4.1.9.2.0': integer(1) },
      { value: 90, quality: 'good', raw: '90' },
    ],
    [
      'an alternative',
      '{ metric: battery.charge, oid: [P.3.0, P.1.0] }',
      { '1.3.6.1.4.1.9.3.0': noSuch, [O]: integer(90) },
      { value: 90, quality: 'good', raw: '90' },
    ],
  ])('%s', (_name, body, values, wanted) => {
    expect(first(body, values)).toEqual(wanted)
  })

  test('rows take the first reading that matches them, by name, type or index', () => {
    const body = `tables:
  - rows: P.1
    facts: { name: P.2, type: P.3 }
    label: [name]
    unless: { type: [9] }
    readings:
      - { metric: environment.door, column: P.1, when: { name: 'door|cửa' }, states: { 0: closed, 1: open } }
      - { metric: environment.temperature, column: P.1, when: { row: '^7$' } }
      - { metric: environment.input, column: P.1, unless: { name: 'door|cửa' }, when: { type: [2] }, states: { 0: normal, 1: alarm } }
`
    const rows: Row[] = [
      { index: '3', facts: { name: 'Cửa chính', type: '2' } },
      { index: '4', facts: { name: 'DI 2', type: '2' } },
      { index: '7', facts: { name: 'T', type: '1' } },
      { index: '8', facts: { name: 'Door', type: '9' } },
    ]
    const [table] = profile(body).tables
    if (!table) throw new Error('no table')
    const wanted = rows.filter((row) => wantsRow(table, row))
    const P = '1.3.6.1.4.1.9'
    const got = read(body, { [`${P}.1.3`]: integer(1), [`${P}.1.4`]: integer(0), [`${P}.1.7`]: integer(21) }, [wanted])
    expect(got.map((r) => [r.metric, r.instance, r.label, r.value])).toEqual([
      ['environment.door', '3', 'Cửa chính', 1],
      ['environment.input', '4', 'DI 2', 0],
      ['environment.temperature', '7', 'T', 21],
    ])
  })

  test('lines of one row are told apart', () => {
    const body =
      'tables:\n  - rows: P.1\n    readings:\n      - { metric: mains.voltage, column: P.1, instance: L1 }\n      - { metric: mains.voltage, column: P.2, instance: L2 }\n'
    const plan = makePlan(profile(body), [
      [
        { index: '1', facts: {} },
        { index: '2', facts: {} },
      ],
    ])
    expect(plan.filter((p) => p.spec.metric === 'mains.voltage').map((p) => [p.instance, p.oids[0]])).toEqual([
      ['L1', '1.3.6.1.4.1.9.1.1'],
      ['L2', '1.3.6.1.4.1.9.2.1'],
      ['2.L1', '1.3.6.1.4.1.9.1.2'],
      ['2.L2', '1.3.6.1.4.1.9.2.2'],
    ])
    expect(objectsOf(plan)[0]).toBe(UPTIME)
  })

  test('every shipped state leads to a code of the catalogue', () => {
    const items = [...loadProfiles().profiles.values()].flatMap((p) =>
      makePlan(
        p,
        p.tables.map((t) => [{ index: '5', facts: Object.fromEntries(Object.keys(t.facts).map((f) => [f, 'odu'])) }]),
      ),
    )
    const stray = items.filter(({ spec, codes }) =>
      [...(codes?.values() ?? [])].some((code) => metric(spec.metric).states?.[code] === undefined),
    )
    expect(items.length).toBeGreaterThan(100)
    expect(stray).toEqual([])
  })
})

describe('rates', () => {
  const O = '1.3.6.1.4.1.9.1.0'
  const body = 'readings:\n  - { metric: interface.in, oid: P.1.0, scale: 8, rate: true, as: hex }'
  const twice = (
    from: SnmpValue,
    to: SnmpValue,
    uptimes: [number, number] = [100, 7000],
    seconds = 60,
  ): Pick<Reading, 'value' | 'quality'> | undefined => {
    const plan = makePlan(profile(body), [])
    const at = (value: SnmpValue, uptime: number) => (oid: string) => (oid === O ? value : oid === UPTIME ? integer(uptime) : undefined)
    const one = decodePoll(plan, at(from, uptimes[0]), { counters: new Map(), uptime: null }, 1000)
    expect(one.readings[0]).toMatchObject({ value: null, quality: 'unavailable' })
    const two = decodePoll(plan, at(to, uptimes[1]), one, 1000 + seconds * 1000)
    return two.readings[0] && { value: two.readings[0].value, quality: two.readings[0].quality }
  }
  test.each<[string, SnmpValue, SnmpValue, [number, number] | undefined, unknown]>([
    ['counts per second', counter(1000), counter(7000), undefined, { value: 800, quality: 'good' }],
    ['a 32-bit counter that passed zero', counter(4294967000), counter(304), undefined, { value: 80, quality: 'good' }],
    ['a 32-bit counter that was reset', counter(2_000_000_000), counter(5), undefined, { value: null, quality: 'reset' }],
    ['a 64-bit counter', wide(2n ** 63n), wide(2n ** 63n + 600n), undefined, { value: 80, quality: 'good' }],
    ['a 64-bit counter that was reset', wide(2n ** 60n), wide(5n), undefined, { value: null, quality: 'reset' }],
    ['a restart', counter(1000), counter(7000), [9000, 100], { value: null, quality: 'reset' }],
    ['octets as text', text('00 00 00 00 00 00 00 01'), text('00 00 00 00 00 00 02 59'), undefined, { value: 80, quality: 'good' }],
  ])('%s', (_name, from, to, uptimes, wanted) => {
    expect(twice(from, to, uptimes)).toEqual(wanted)
  })
})

test('numbers at the head of a text', () => {
  expect(['43.0 C', '-40,5', '+3', 'x 4', ''].map((t) => textNumber(text(t)))).toEqual([43, -40.5, 3, null, null])
})
