/** Bulk changes: one transaction, nothing on a refusal, nothing new when the same comes twice, and fast enough for a province. */
import { describe, expect, it } from 'vitest'
import type { BulkChange } from '../../../shared/model/bulk.ts'
import { branch, bulkDevice, bulkStation, by, issueOf, made } from './kit.ts'

const change = (more: Partial<BulkChange>): BulkChange => ({ communes: [], hamlets: [], stations: [], devices: [], ...more })

describe('bulk', () => {
  it('brings places, stations with parents in any order, and devices', () => {
    const { store } = branch()
    const answer = made(
      store.inventory.bulk(
        change({
          communes: [{ province: 'Tuyên Quang', name: 'Ea Súp', code: '24' }],
          hamlets: [{ province: 'Tuyên Quang', commune: 'Ea Súp', name: 'Bản A', households: 12 }],
          stations: [bulkStation('B', { parentCodes: ['A'], commune: 'Ea Súp', hamlet: 'Bản A' }), bulkStation('A')],
          devices: [bulkDevice('B', 'P1'), bulkDevice('A', 'P1', { profile: 'net-snmp' })],
        }),
        by,
      ),
    )
    expect(answer.stations.map((station) => station.code)).toEqual(['B', 'A'])
    expect(answer.stations[0]).toMatchObject({ parentIds: [answer.stations[1]?.id], version: 1 })
    const all = store.inventory.all()
    expect(all.stations).toEqual([...answer.stations].sort((a, b) => a.id - b.id))
    expect(all.hamlets[0]).toMatchObject({ name: 'Bản A', households: 12 })
    expect(all.devices.map((device) => device.profileInUse)).toEqual([null, 'net-snmp'])
    expect(store.audit.page(null, 1).rows[0]).toMatchObject({
      action: 'inventory.bulk',
      after: { stations: 2, devices: 2, created: ['B', 'A'] },
    })
  })

  it('changes nothing when the same comes twice, and only what differs otherwise', () => {
    const { store } = branch()
    const same = change({ stations: [bulkStation('A'), bulkStation('B', { parentCodes: ['A'] })], devices: [bulkDevice('A', 'P')] })
    made(store.inventory.bulk(same, by))
    const before = store.inventory.all()
    const rows = store.audit.page(null, 100).rows.length
    made(store.inventory.bulk(same, by))
    expect(store.inventory.all()).toEqual(before)
    expect(store.audit.page(null, 100).rows).toHaveLength(rows)
    const next = change({
      stations: [bulkStation('A', { name: 'Tên mới' }), bulkStation('B')],
      devices: [bulkDevice('A', 'P', { port: 1161 })],
    })
    made(store.inventory.bulk(next, by))
    const after = store.inventory.all()
    expect(after.stations.map(({ name, version, parentIds }) => ({ name, version, parentIds }))).toEqual([
      { name: 'Tên mới', version: 2, parentIds: [] },
      { name: 'Trạm B', version: 2, parentIds: [] },
    ])
    expect(after.devices[0]).toMatchObject({ port: 1161, version: 2 })
  })

  it('gives a station that was there its first parent with a new version and a row', () => {
    const { store } = branch()
    made(store.inventory.bulk(change({ stations: [bulkStation('A'), bulkStation('B')] }), by))
    made(store.inventory.bulk(change({ stations: [bulkStation('B', { parentCodes: ['A'] })] }), by))
    const station = store.inventory.all().stations[1]
    expect(station).toMatchObject({ code: 'B', parentIds: [1], version: 2 })
    expect(store.audit.page(null, 2).rows[1]).toMatchObject({ subject: 'station:2', after: { parentIds: [1] } })
  })

  it.each([
    ['stations.1.commune', 'error.unknownCommune', { stations: [bulkStation('A'), bulkStation('B', { commune: 'Không có' })] }],
    ['stations.0.hamlet', 'error.unknownHamlet', { stations: [bulkStation('A', { hamlet: 'Không có' })] }],
    ['stations.1.code', 'error.duplicateCode', { stations: [bulkStation('A'), bulkStation('A')] }],
    ['stations.1.parentCodes', 'error.parentUnknown', { stations: [bulkStation('A'), bulkStation('B', { parentCodes: ['C'] })] }],
    ['stations.0.parentCodes', 'error.parentSelf', { stations: [bulkStation('A', { parentCodes: ['A'] })] }],
    ['devices.0.stationCode', 'error.unknownStation', { devices: [bulkDevice('Z', 'P')] }],
    [
      'devices.0.credential',
      'error.unknownCredential',
      { stations: [bulkStation('A')], devices: [bulkDevice('A', 'P', { credential: 'x' })] },
    ],
    ['communes.0.code', 'error.duplicateCode', { communes: [{ province: 'Lào Cai', name: 'Y', code: '02248' }] }],
    ['hamlets.0.commune', 'error.unknownCommune', { hamlets: [{ province: 'Lào Cai', commune: 'Y', name: 'Z', households: null }] }],
  ])('refuses %s with %s and keeps nothing of it', (path, key, bad) => {
    const { store } = branch()
    const before = store.inventory.all()
    expect(issueOf(store.inventory.bulk(change(bad), by))).toEqual({ path, key })
    expect(store.inventory.all()).toEqual(before)
  })

  it('refuses a loop through stations that were there', () => {
    const { store } = branch()
    made(
      store.inventory.bulk(
        change({ stations: [bulkStation('A'), bulkStation('B', { parentCodes: ['A'] }), bulkStation('C', { parentCodes: ['B'] })] }),
        by,
      ),
    )
    const before = store.inventory.all()
    const answer = store.inventory.bulk(change({ stations: [bulkStation('A', { parentCodes: ['C'] })] }), by)
    expect(issueOf(answer)).toEqual({ path: 'stations.0.parentCodes', key: 'error.parentLoop' })
    expect(store.inventory.all()).toEqual(before)
  })

  it('brings 3,000 stations and 9,000 devices in little time', () => {
    const { store } = branch()
    const stations = Array.from({ length: 3000 }, (_, i) => bulkStation(`S${i}`, { parentCodes: i === 0 ? [] : [`S${i >> 2}`] }))
    const devices = Array.from({ length: 9000 }, (_, i) => bulkDevice(`S${i % 3000}`, `D${i}`))
    // The processor's time, not the clock's: other work on the machine is none of this test's business.
    const before = process.cpuUsage()
    const answer = made(store.inventory.bulk(change({ stations, devices: devices }), by))
    const used = process.cpuUsage(before)
    expect(answer.devices).toHaveLength(9000)
    expect((used.user + used.system) / 1e6).toBeLessThan(2)
  })
})
