/** Stations, devices and places on a real file: what is written, what is refused, and what the trail keeps. */
import { describe, expect, it } from 'vitest'
import { branch, by, deviceInput, issueOf, made, refusal, stationInput } from './kit.ts'

describe('stations', () => {
  it('keep every field and are there after reopening', () => {
    const { store, station, commune } = branch()
    const made = station('tqg0327-12', {
      technologies: ['5G', '4G', '4G'],
      lat: 22.35,
      lon: 105.38,
      mains: false,
      solar: true,
      batteryAh: 200.5,
      batteryInstalledOn: '2022-05-01',
      notes: 'đường dốc',
    })
    expect(made).toMatchObject({ code: 'TQG0327-12', technologies: ['4G', '5G'], version: 1, retiredOn: null, maintenance: null })
    expect(store.inventory.all().stations).toEqual([made])
    expect(made.communeId).toBe(commune.id)
  })

  it('keep names composed, however they were typed', () => {
    const { store, station } = branch()
    station('A1', { name: 'Nà Hang'.normalize('NFD') })
    expect(store.inventory.all().stations[0]?.name).toBe('Nà Hang'.normalize('NFC'))
  })

  it('refuse a code that is taken, an unknown commune and a hamlet of another commune', () => {
    const { store, station, commune } = branch()
    station('A1')
    const other = made(store.inventory.addCommune('Tuyên Quang', 'Sơn Dương', '02536', by))
    const hamlet = made(store.inventory.addHamlet(other.id, 'Bản Mới', 40, by))
    expect(issueOf(store.inventory.createStation(stationInput('A1', commune.id), by))).toEqual({ path: 'code', key: 'error.duplicateCode' })
    expect(issueOf(store.inventory.createStation(stationInput('A2', 999), by))).toEqual({ path: 'communeId', key: 'error.unknownCommune' })
    const wrongHamlet = stationInput('A2', commune.id, { hamletId: hamlet.id })
    expect(issueOf(store.inventory.createStation(wrongHamlet, by))).toEqual({ path: 'hamletId', key: 'error.unknownHamlet' })
    expect(store.inventory.all().stations).toHaveLength(1)
  })

  it('answer CONFLICT with the current record to a change of an older version', () => {
    const { store, station, commune } = branch()
    const first = station('A1')
    const second = made(store.inventory.updateStation(first.id, 1, stationInput('A1', commune.id, { notes: 'mới' }), by))
    expect(second.version).toBe(2)
    const late = refusal(store.inventory.updateStation(first.id, 1, stationInput('A1', commune.id, { notes: 'cũ' }), by))
    expect(late.refused).toBe('CONFLICT')
    expect(late.data.current).toEqual(second)
    expect(refusal(store.inventory.updateStation(77, 1, stationInput('B', commune.id), by)).refused).toBe('NOT_FOUND')
  })

  it('do not grow a version nor write a row where nothing changed', () => {
    const { store, station, commune } = branch()
    const first = station('A1')
    const rows = store.audit.page(null, 50).rows.length
    expect(made(store.inventory.updateStation(first.id, 1, stationInput('A1', commune.id), by)).version).toBe(1)
    expect(store.audit.page(null, 50).rows).toHaveLength(rows)
  })

  it('refuse loops of parents and name them by code', () => {
    const { store, station, commune } = branch()
    const hub = station('HUB')
    const mid = station('MID', { parentIds: [hub.id] })
    const leaf = station('LEAF', { parentIds: [mid.id, hub.id] })
    const loop = refusal(store.inventory.updateStation(hub.id, 1, stationInput('HUB', commune.id, { parentIds: [leaf.id] }), by))
    expect(loop.data.issues?.[0]?.phrase.key).toBe('error.parentLoop')
    expect(loop.data.issues?.[0]?.phrase.params?.['loop']).toMatch(/^HUB → LEAF( → MID)? → HUB$/)
    const self = store.inventory.updateStation(hub.id, 1, stationInput('HUB', commune.id, { parentIds: [hub.id] }), by)
    expect(issueOf(self)?.key).toBe('error.parentSelf')
    const twice = store.inventory.updateStation(leaf.id, 1, stationInput('LEAF', commune.id, { parentIds: [hub.id, hub.id] }), by)
    expect(issueOf(twice)?.key).toBe('error.parentRepeated')
    const unknown = store.inventory.updateStation(leaf.id, 1, stationInput('LEAF', commune.id, { parentIds: [99] }), by)
    expect(issueOf(unknown)?.key).toBe('error.parentUnknown')
    expect(store.inventory.all().stations.find((one) => one.id === leaf.id)?.parentIds).toEqual([mid.id, hub.id])
  })

  it('are retired and restored, put under maintenance and taken out, each with its row', () => {
    const { store, station } = branch()
    const { id } = station('A1')
    expect(made(store.inventory.setStationRetired(id, 1, '2026-03-01', by))).toMatchObject({ retiredOn: '2026-03-01', version: 2 })
    expect(made(store.inventory.setStationRetired(id, 2, null, by)).retiredOn).toBeNull()
    const closed = made(store.inventory.setMaintenance(id, 3, 5000, 'thay ắc quy', by))
    expect(closed.maintenance).toEqual({ since: by.at, until: 5000, reason: 'thay ắc quy', by: 'Hà' })
    expect(made(store.inventory.setMaintenance(id, 4, null, '', by)).maintenance).toBeNull()
    const rows = store.audit.page(null, 4).rows
    expect(rows.map((row) => row.action)).toEqual(['station.maintenanceEnd', 'station.maintenance', 'station.restore', 'station.retire'])
    expect(rows[3]).toMatchObject({ subject: `station:${id}`, before: { retiredOn: null }, after: { retiredOn: '2026-03-01' } })
  })
})

describe('devices', () => {
  it('are created, changed by version and retired', () => {
    const { store, station, device, credential } = branch()
    const { id: stationId } = station('A1')
    const first = device(stationId, 'Nguồn DC')
    expect(first).toMatchObject({
      profile: 'auto',
      profileInUse: null,
      port: 161,
      version: 1,
      retired: false,
      enabled: true,
      elsewhere: false,
    })
    const changed = made(
      store.inventory.updateDevice(first.id, 1, { ...deviceInput(stationId, credential.id, 'Nguồn'), enabled: false, elsewhere: true }, by),
    )
    expect(changed).toMatchObject({ name: 'Nguồn', enabled: false, elsewhere: true, version: 2 })
    expect(store.inventory.all().devices).toEqual([changed])
    expect(refusal(store.inventory.setDeviceRetired(first.id, 1, true, by)).refused).toBe('CONFLICT')
    expect(made(store.inventory.setDeviceRetired(first.id, 2, true, by)).retired).toBe(true)
  })

  it('keep the profile that was found until they are moved', () => {
    const { store, station, device, credential } = branch()
    const { id: stationId } = station('A1')
    const { id } = device(stationId, 'P')
    store.inventory.setProfileInUse(id, 'eltek-smartpack')
    const input = deviceInput(stationId, credential.id, 'P')
    expect(made(store.inventory.updateDevice(id, 1, { ...input, name: 'Q' }, by)).profileInUse).toBe('eltek-smartpack')
    expect(made(store.inventory.updateDevice(id, 2, { ...input, host: '127.0.0.2' }, by)).profileInUse).toBeNull()
    expect(made(store.inventory.updateDevice(id, 3, { ...input, profile: 'net-snmp' }, by)).profileInUse).toBe('net-snmp')
  })

  it('refuse a second name at a station, an unknown station and unknown credentials', () => {
    const { store, station, device, credential } = branch()
    const { id } = station('A1')
    device(id, 'P')
    expect(issueOf(store.inventory.createDevice(deviceInput(id, credential.id, 'P'), by))?.key).toBe('error.duplicateDevice')
    expect(issueOf(store.inventory.createDevice(deviceInput(99, credential.id, 'P'), by))?.path).toBe('stationId')
    expect(issueOf(store.inventory.createDevice(deviceInput(id, 99, 'Q'), by))?.path).toBe('credentialId')
  })
})

describe('places', () => {
  it('are found again by name, and refuse the same commune, code or hamlet twice', () => {
    const { store, commune } = branch()
    const province = store.inventory.addProvince('Tuyên Quang'.normalize('NFD'), by)
    expect(store.inventory.all().provinces).toEqual([province])
    expect(issueOf(store.inventory.addCommune('Tuyên Quang', 'Nà Hang', '1', by))?.key).toBe('error.duplicateName')
    expect(issueOf(store.inventory.addCommune('Đắk Lắk', 'Ea Súp', '02248', by))?.key).toBe('error.duplicateCode')
    expect(store.inventory.all().provinces).toHaveLength(1)
    made(store.inventory.addHamlet(commune.id, 'Bản Bung', null, by))
    expect(issueOf(store.inventory.addHamlet(commune.id, 'Bản Bung', 5, by))?.key).toBe('error.duplicateName')
    expect(issueOf(store.inventory.addHamlet(99, 'X', 5, by))?.key).toBe('error.unknownCommune')
  })
})
