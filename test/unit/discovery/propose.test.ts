/** What the console would make of an address that answered: station by list, plan and name; names; boxes seen twice. */
import { describe, expect, it } from 'vitest'
import { readList } from '../../../main/domain/discovery/list.ts'
import { readPlan } from '../../../main/domain/discovery/plan.ts'
import { propose, type ProposeWorld } from '../../../main/domain/discovery/propose.ts'
import { codeBook } from '../../../main/domain/discovery/stations.ts'
import type { Table } from '../../../main/domain/discovery/table.ts'
import type { ScanFinding } from '../../../shared/model/discovery.ts'

const table = (...lines: string[]): Table => lines.map((text, i) => ({ line: i + 1, cells: text.split('|') }))

const STATIONS = [
  { id: 1, code: 'TQG0327-12' },
  { id: 2, code: 'TQG0327-1' },
  { id: 3, code: 'TQG0001' },
  { id: 4, code: 'TQG0001-11' },
  { id: 5, code: 'BẮC.MÊ-3' },
]

describe('a station code in a name', () => {
  const book = codeBook(STATIONS)
  it.each([
    ['TQG0327-12_RTN', [1]],
    ['tqg0327 12', [1]],
    ['RTN-TQG032712', [1]],
    ['TQG0327-12 3G', [1]],
    ['TQG0327-1', [2]],
    ['TQG0327-123', []],
    ['XTQG0327-12', []],
    ['TQG0001-11.power', [4]],
    ['TQG0001/power', [3]],
    ['TQG0001 <> TQG0327-12', [3, 1]],
    ['bac me 3 nguon', [5]],
    ['Switch', []],
    ['', []],
  ])('%j', (text, ids) => expect(book.in(text)).toEqual(ids))

  it('does not find very short codes in everything', () => {
    expect(codeBook([{ id: 1, code: 'A1' }]).in('router A1')).toEqual([])
    expect(codeBook([{ id: 1, code: 'A1' }]).called('A1')).toEqual([])
  })

  it('takes its time from the name, not from the number of stations', () => {
    const many = codeBook(Array.from({ length: 3000 }, (_, i) => ({ id: i, code: `TQG${String(i).padStart(4, '0')}-12` })))
    const began = performance.now()
    for (let i = 0; i < 3000; i++) expect(many.in(`TQG${String(i).padStart(4, '0')}-12_RTN`)).toEqual([i])
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

describe('the address plan', () => {
  const plan = readPlan(
    table('Dải|Mã trạm', '10.1.0.0/16|TQG0001', '10.1.2.0/24|tqg0327-12', '10.1.2.9|TQG0001-11', '10.1.2.9/32|X', 'fd00::/64|Y'),
  )
  it.each([
    ['10.1.9.9', ['TQG0001']],
    ['10.1.2.7', ['TQG0327-12']],
    ['10.1.2.9', ['TQG0001-11', 'X']],
    ['10.2.0.1', []],
    ['fd00::7', ['Y']],
    ['rtn.branch.vn', []],
  ])('%s', (host, codes) => expect(plan.codesOf(host)).toEqual(codes))

  it('tells the line that is wrong, and works without a header', () => {
    const read = readPlan(table('10.1.2.0/24|A1', '10.1.2/24|B', '10.1.3.0/24', '10.0.0.0/40|C'))
    expect(read.problems.map(({ key, params }) => `${key}:${params?.['line']}`)).toEqual([
      'error.scan.planSubnet:2',
      'error.scan.planStation:3',
      'error.scan.planSubnet:4',
    ])
    expect(read.codesOf('10.1.2.1')).toEqual(['A1'])
  })
})

describe('the list', () => {
  const credentials = new Map([['branch', 7]])
  it('knows its columns in both languages, in any order', () => {
    const { rows, problems } = readList(
      table('Mã trạm|Địa chỉ IP|Tên thiết bị|Cổng|Thông tin SNMP', 'TQG1|10.0.0.1|Nguồn|1161|branch', '|FD00::01', '|10.0.0.1||1161'),
      credentials,
    )
    expect(problems).toEqual([])
    expect(rows).toEqual([
      { host: '10.0.0.1', port: 1161, station: 'TQG1', name: 'Nguồn', credentialId: 7 },
      { host: 'fd00::1', port: null, station: null, name: null, credentialId: null },
    ])
  })
  it('takes plain addresses without a header', () => {
    expect(readList(table('10.0.0.1', '10.0.0.2|TQG2'), credentials).rows.map(({ host, station }) => [host, station])).toEqual([
      ['10.0.0.1', null],
      ['10.0.0.2', 'TQG2'],
    ])
  })
  it('refuses what it cannot read, with its line', () => {
    const { rows, problems } = readList(
      table('ip|port|credential', '10.0.0|161', '10.0.0.1|99999', '10.0.0.2||other', '10.0.0.3'),
      credentials,
    )
    expect(rows.map(({ host }) => host)).toEqual(['10.0.0.3'])
    expect(problems.map(({ key, params }) => `${key}:${params?.['line']}`)).toEqual([
      'error.scan.listHost:2',
      'error.scan.listPort:3',
      'error.scan.listCredential:4',
    ])
  })
})

describe('a proposal', () => {
  const found = (host: string, more: Partial<ScanFinding> = {}, identity: Partial<ScanFinding['identity']> = {}): ScanFinding => ({
    host,
    port: 161,
    state: 'identified',
    credentialId: 1,
    responseMs: 3,
    profile: 'huawei-rtn',
    at: 0,
    hint: null,
    ...more,
    identity: { sysObjectID: '1.3.6.1.4.1.2011.2.25', sysName: null, sysDescr: null, serial: null, engineId: null, ...identity },
  })
  const world = (more: Partial<ProposeWorld> = {}): ProposeWorld => ({
    codes: codeBook(STATIONS),
    plan: readPlan(table('10.1.2.0/24|TQG0327-12', '10.9.0.0/16|NOWHERE')),
    profiles: new Map([['huawei-rtn', { name: 'Huawei RTN', kind: 'radio' as const }]]),
    devices: [],
    identities: [],
    ...more,
  })
  const rows = (findings: ScanFinding[], more: Partial<ProposeWorld> = {}) =>
    propose(
      findings.map((finding, position) => ({ ...finding, position })),
      world(more),
    )

  it('takes the one station that list, plan and name agree on', () => {
    const [row] = rows([found('10.1.2.3', { hint: { station: 'tqg0327 12', name: 'Vi ba A' } }, { sysName: 'TQG0327-12_RTN' })])
    expect(row).toMatchObject({ stationId: 1, kind: 'radio', name: 'Vi ba A', unknownCodes: [] })
    expect(row?.clues.map(({ by }) => by)).toEqual(['list', 'plan', 'name'])
  })

  it('asks where clues disagree, and leaves open where there is none', () => {
    const [apart, none, unknown] = rows([
      found('10.1.2.3', {}, { sysName: 'TQG0001-RTN' }),
      found('10.5.5.5', {}, { sysName: 'switch' }),
      found('10.9.1.1'),
    ])
    expect(apart).toMatchObject({
      stationId: null,
      clues: [
        { stationId: 1, by: 'plan' },
        { stationId: 3, by: 'name' },
      ],
    })
    expect(none).toMatchObject({ stationId: null, clues: [] })
    expect(unknown).toMatchObject({ stationId: null, clues: [], unknownCodes: ['NOWHERE'] })
  })

  it('gives names that are free at the station', () => {
    const devices = [{ id: 9, stationId: 1, name: 'RTN', host: '10.7.7.7', port: 161, retired: false }]
    const names = rows(
      [
        found('10.1.2.3', {}, { sysName: 'RTN' }),
        found('10.1.2.4', {}, { sysName: 'RTN' }),
        found('10.1.2.5'),
        found('10.1.2.6', { profile: null }),
      ],
      {
        devices,
      },
    ).map(({ name }) => name)
    expect(names).toEqual(['RTN 2', 'RTN 3', 'Huawei RTN', '10.1.2.6'])
  })

  it('knows devices of the console by their address, however it is spelled', () => {
    const devices = [
      { id: 9, stationId: 1, name: 'RTN', host: 'FD00:0::1', port: 161, retired: false },
      { id: 10, stationId: 1, name: 'Old', host: '10.1.2.9', port: 161, retired: true },
    ]
    const [six, retired] = rows([found('fd00::1'), found('10.1.2.9')], { devices })
    expect(six?.known).toEqual({ deviceId: 9, stationId: 1, name: 'RTN' })
    expect(retired?.known).toBeNull()
  })

  it('a whole branch with one factory engine ID is proposed at once', () => {
    const all = Array.from({ length: 5000 }, (_, i) => found(`10.1.${i >> 8}.${i & 255}`, {}, { engineId: '80000001', serial: 'SAME-1' }))
    const began = performance.now()
    const proposed = rows(all)
    expect(performance.now() - began).toBeLessThan(2000)
    expect(proposed.every(({ sameAs }) => sameAs.length === 8)).toBe(true)
  })

  it('warns of one engine ID or serial number at two addresses, not of numbers that say nothing', () => {
    const devices = [{ id: 9, stationId: 1, name: 'RTN', host: '10.7.7.7', port: 161, retired: false }]
    const identities = [
      {
        deviceId: 9,
        identity: { sysObjectID: '1.3.6.1.4.1.2011.2.25', sysName: null, sysDescr: null, serial: 'SN-77', engineId: null },
        firstSeen: 0,
        lastSeen: 0,
        pending: null,
      },
    ]
    const [a, b, c, d, e] = rows(
      [
        found('10.1.2.1', {}, { engineId: '80001f8801' }),
        found('10.1.2.2', {}, { engineId: '80001f8801' }),
        found('10.1.2.3', {}, { serial: 'SN-77' }),
        found('10.1.2.4', {}, { serial: 'N/A', engineId: '0000' }),
        found('10.1.2.5', {}, { serial: 'n/a', engineId: '0000' }),
      ],
      { devices, identities },
    )
    expect(a?.sameAs).toEqual([{ host: '10.1.2.2', port: 161, deviceId: null, by: 'engineId' }])
    expect(b?.sameAs).toEqual([{ host: '10.1.2.1', port: 161, deviceId: null, by: 'engineId' }])
    expect(c?.sameAs).toEqual([{ host: '10.7.7.7', port: 161, deviceId: 9, by: 'serial' }])
    expect([d?.sameAs, e?.sameAs]).toEqual([[], []])
  })
})
