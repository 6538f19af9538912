/** The device list's pure parts: states, what the filters leave, statuses that arrive later, and the export. */
import { describe, expect, it } from 'vitest'
import {
  devicesCsv,
  filterDevices,
  joiner,
  withStatuses,
  type DeviceFilter,
  type ListedDevice,
} from '../../../renderer/screens/device-list/rows.ts'
import { differences, type Identity } from '../../../renderer/screens/device/identity.ts'
import { isFailing, isUnidentified, STATE_ORDER, STATE_TONE, stateOf } from '../../../renderer/screens/device/state.ts'
import { sentenceOf } from '../../../renderer/screens/device/sentence.ts'
import { address } from '../../../renderer/screens/device/words.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { Outcome } from '../../../shared/model/device.ts'

const device = (id: number, change: Partial<ListedDevice> = {}, status: Partial<ListedDevice['status']> = {}): ListedDevice => ({
  id,
  stationId: 1,
  name: 'Nguồn DC',
  kind: 'power',
  host: `10.20.0.${id}`,
  port: 161,
  credentialId: 1,
  context: '',
  profile: 'auto',
  intervalSeconds: null,
  enabled: true,
  elsewhere: false,
  profileInUse: 'eltek',
  retired: false,
  version: 1,
  status: { deviceId: id, outcome: 'ok', at: 1000, lastOkAt: 1000, responseMs: 12.4, failures: 0, ...status },
  ...change,
})
const stations = new Map([
  [1, { code: 'TQG0001-11', name: 'Bản Lãm Thượng' }],
  [2, { code: 'TQG0002-11', name: 'Đồng Văn' }],
])
const profiles = new Map([
  ['eltek', { id: 'eltek', name: 'Eltek Smartpack', verified: false }],
  ['huawei', { id: 'huawei', name: 'Huawei SMU', verified: true }],
  ['generic', { id: 'generic', name: 'Generic', verified: true }],
])
const NONE: DeviceFilter = { notices: [], kind: null, profile: null, retired: false, query: '' }
const rowsOf = (devices: ListedDevice[]) => joiner()(devices, (id) => stations.get(id), profiles)
const devices = [
  device(1),
  device(2, { stationId: 2, kind: 'radio', name: 'Vi ba', profileInUse: 'huawei' }, { outcome: 'timeout', failures: 3, responseMs: null }),
  device(3, { profileInUse: null, stationId: 99 }, { outcome: null, at: null, lastOkAt: null, responseMs: null }),
  device(4, { profileInUse: 'generic' }),
  device(5, { retired: true }, { outcome: 'timeout' }),
  device(6, { enabled: false, profile: 'generic', profileInUse: 'generic' }),
]
const ids = (filter: Partial<DeviceFilter>) => filterDevices(rowsOf(devices), { ...NONE, ...filter }).rows.map((row) => row.id)

describe('a device’s state', () => {
  it('is what a person did with it, before how its last poll ended', () => {
    expect(rowsOf(devices).map((row) => row.state)).toEqual(['ok', 'timeout', 'never', 'ok', 'retired', 'disabled'])
    expect(stateOf({ retired: true, enabled: false }, { outcome: 'ok' })).toBe('retired')
  })
  it('has a shape, a place in the order and a sentence in both languages, for every outcome', () => {
    for (const state of [...Outcome.options, 'never', 'disabled', 'retired'] as const) {
      expect(STATE_ORDER).toContain(state)
      expect(STATE_TONE[state]).toBeTruthy()
      for (const locale of ['vi', 'en'] as const) {
        const text = sentenceOf(translator(locale), { host: '10.0.0.1', port: 161 }, state)
        expect(text).not.toMatch(/outcome\.|devices\.|\{\{/)
      }
    }
    expect(new Set(STATE_ORDER).size).toBe(STATE_ORDER.length)
  })
  it('counts as failing where an answer was due', () => {
    expect(STATE_ORDER.filter((state) => !isFailing(state))).toEqual(['never', 'ok', 'disabled', 'retired'])
  })
  it('speaks of no community to those who have a v3 user', () => {
    const at = { host: '10.0.0.1', port: 161 }
    expect(sentenceOf(translator('vi'), at, 'timeout')).toContain('community')
    expect(sentenceOf(translator('vi'), at, 'timeout', true)).not.toContain('community')
  })
  it('is unidentified with nothing found, or nothing but an agent; not where a person chose the general profile', () => {
    expect(devices.map(isUnidentified)).toEqual([false, false, true, true, false, false])
    expect(isUnidentified({ kind: 'gateway', profile: 'auto', profileInUse: 'generic' })).toBe(false)
  })
})

describe('the filters', () => {
  it('leave retired devices out unless asked for', () => {
    expect(ids({})).toEqual([1, 2, 3, 4, 6])
    expect(ids({ retired: true })).toEqual([1, 2, 3, 4, 5, 6])
  })
  it('keep what every pressed chip holds for', () => {
    expect(ids({ notices: ['failing'] })).toEqual([2])
    expect(ids({ notices: ['unidentified'] })).toEqual([3, 4])
    expect(ids({ notices: ['unverified'] })).toEqual([1])
    expect(ids({ notices: ['failing', 'unverified'] })).toEqual([])
  })
  it('count the chips of what the other filters leave', () => {
    expect(filterDevices(rowsOf(devices), NONE).counts).toEqual({ failing: 1, unidentified: 2, unverified: 1 })
    expect(filterDevices(rowsOf(devices), { ...NONE, kind: 'radio' }).counts).toEqual({ failing: 1, unidentified: 0, unverified: 0 })
  })
  it('find without accents, by station, address and profile', () => {
    expect(ids({ query: 'dong van vi ba' })).toEqual([2])
    expect(ids({ query: '10.20.0.4' })).toEqual([4])
    expect(ids({ query: 'ELTEK' })).toEqual([1])
    expect(ids({ query: 'zzz' })).toEqual([])
    expect(ids({ profile: 'huawei' })).toEqual([2])
  })
})

describe('statuses that arrive later', () => {
  it('replace those of their devices and leave the rest as they are', () => {
    const status = { deviceId: 2, outcome: 'ok', at: 2000, lastOkAt: 2000, responseMs: 9, failures: 0 } as const
    const next = withStatuses(devices, [{ ...status, profileInUse: 'eltek' }])
    expect(next[1]).toMatchObject({ status, profileInUse: 'eltek', name: 'Vi ba' })
    expect(next[0]).toBe(devices[0])
    expect(withStatuses(devices, [])).toBe(devices)
  })
})

describe('joined rows', () => {
  it('stay the same while nothing that they show changes, though stations do', () => {
    const join = joiner()
    const first = join(devices, (id) => stations.get(id), profiles)
    expect(join([...devices], (id) => ({ ...(stations.get(id) ?? { code: '#99', name: '' }) }), new Map(profiles))).toBe(first)
    const renamed = join(devices, (id) => (id === 1 ? { code: 'TQG0001-11', name: 'Tên mới' } : stations.get(id)), profiles)
    expect(renamed).not.toBe(first)
    expect(renamed[1]).toBe(first[1])
    expect(renamed[0]?.text).toContain('ten moi')
    const [news] = join([device(1, {}, { outcome: 'timeout' })], (id) => stations.get(id), profiles)
    expect(news?.state).toBe('timeout')
  })
})

describe('the export', () => {
  it('holds full times and no formula that a device’s name could smuggle in', () => {
    const rows = rowsOf([device(1, { name: '=HYPERLINK("http://x")' })])
    const text = devicesCsv(rows, ['a', 'b'], () => ['Nguồn', 'chưa kiểm chứng', 'Trả lời'], true)
    expect(text).toContain('TQG0001-11')
    expect(text).toContain('1970-01-01T07:00:01+07:00')
    expect(text).not.toMatch(/(^|[,;])"?=HYPERLINK/m)
  })
})

describe('an address', () => {
  it('is told apart from its port and context', () => {
    expect(address({ host: '10.0.0.1', port: 161, context: '' })).toBe('10.0.0.1:161')
    expect(address({ host: 'fe80::1', port: 1161, context: 'a' })).toBe('[fe80::1]:1161/a')
  })
})

describe('two identities', () => {
  it('are compared part by part, those alike left out', () => {
    const before: Identity = { sysObjectID: '1.3.6.1.4.1.2011', sysName: 'a', sysDescr: null, serial: 'S1', engineId: null }
    expect(differences(before, before)).toEqual([])
    expect(differences(before, { ...before, serial: 'S2', engineId: '8000' })).toEqual([
      { part: 'serial', before: 'S1', now: 'S2' },
      { part: 'engineId', before: null, now: '8000' },
    ])
  })
})
