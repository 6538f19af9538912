/** The demo province: what a person would check of it by eye. */
import { describe, expect, it } from 'vitest'
import { StationInput } from '../../../shared/model/station.ts'
import { DeviceInput } from '../../../shared/model/device.ts'
import { provincePlan } from '../../../main/simulator/province/plan.ts'
import { makeProvince } from '../../../main/simulator/province/province.ts'
import { servingStations } from '../../../main/simulator/province/serving.ts'
import { mibOf } from '../../../main/simulator/equipment/equipment.ts'

describe('the province', () => {
  const province = makeProvince(42, 3000)

  it('has the share of technologies, kinds and levels that a branch has', () => {
    const share = (test: (station: (typeof province.stations)[number]) => boolean): number => province.stations.filter(test).length / 3000
    expect(share((s) => s.technologies.includes('5G'))).toBeGreaterThan(0.02)
    expect(share((s) => s.technologies.includes('5G'))).toBeLessThan(0.045)
    expect(share((s) => s.remoteClass !== 'near')).toBeGreaterThan(0.2)
    expect(share((s) => s.parents.length === 2)).toBeGreaterThan(0.08)
    expect(new Set(province.stations.map((s) => s.level))).toEqual(new Set([0, 1, 2, 3]))
    expect(new Set(province.stations.flatMap((s) => s.troubles))).toContain('door')
    expect(province.communes.length).toBeGreaterThanOrEqual(110)
    expect(province.communes.every((c) => c.name === c.name.normalize('NFC'))).toBe(true)
  })

  it('has unique codes and names, and every parent stands one level higher and before its children', () => {
    expect(new Set(province.stations.map((s) => s.code)).size).toBe(3000)
    expect(new Set(province.stations.map((s) => s.name)).size).toBe(3000)
    for (const station of province.stations) {
      expect(station.parents.length === 0).toBe(station.level === 0)
      for (const parent of station.parents) {
        expect(parent).toBeLessThan(station.index)
        expect(province.stations[parent]?.level).toBe(station.level - 1)
      }
      expect(station.devices.length).toBeGreaterThanOrEqual(1)
      expect(station.devices.length).toBeLessThanOrEqual(4)
    }
  })

  it('gives every device rows, and a hundred and more to a usual station', () => {
    const rows = province.stations.map((s) => s.devices.reduce((sum, device) => sum + mibOf(device, s).rows.length, 0))
    expect(Math.min(...rows)).toBeGreaterThan(15)
    expect(rows.reduce((a, b) => a + b, 0) / rows.length).toBeGreaterThan(100)
  })

  it('hangs every station on one feeder with its neighbours', () => {
    const { feeders, stations } = province
    expect(feeders.flatMap((feeder) => feeder.stations).toSorted((a, b) => a - b)).toEqual(stations.map((s) => s.index))
    expect(new Set(feeders.map((feeder) => feeder.name)).size).toBe(feeders.length)
    for (const { name, area, stations: members } of feeders) {
      expect(name).toMatch(/^ĐZ 47\d E14\.\d+$/)
      expect(members.length).toBeGreaterThanOrEqual(3)
      expect(members.length).toBeLessThanOrEqual(25)
      expect(members.every((index) => stations[index]?.area === area && stations[index]?.feeder === name)).toBe(true)
    }
    expect(feeders.length).toBeGreaterThan(100)
  })

  it('serves hamlets from one to three stations near by, their own among them', () => {
    const { hamlets, stations } = province
    const serving = servingStations(province)
    expect(serving).toHaveLength(hamlets.length)
    expect(serving.filter((list) => list.length > 0).length).toBeGreaterThan(hamlets.length * 0.97)
    expect(new Set(serving.map((list) => list.length))).toEqual(new Set([1, 2, 3]))
    const of = new Map(hamlets.map((hamlet, n) => [`${hamlet.commune}|${hamlet.name}`, serving[n]]))
    const first = stations.filter((s, n) => stations.findIndex((o) => o.commune === s.commune && o.hamlet === s.hamlet) === n)
    expect(first.every((s) => of.get(`${s.commune}|${s.hamlet}`)?.[0] === s.index)).toBe(true)
  })

  it.each([1, 2, 3, 7, 20, 81])('stands with %d stations', (count) => {
    const small = makeProvince(5, count)
    expect(small.stations).toHaveLength(count)
    expect(small.stations.filter((s) => s.level === 0).length).toBeGreaterThan(0)
    expect(small.stations.every((s) => s.level === 0 || s.parents.length > 0)).toBe(true)
  })
})

describe('the plan', () => {
  const plan = provincePlan(9, 400, 16_100)

  it('fits the schemas of the inventory', () => {
    for (const station of plan.stations) {
      const { province: _province, commune: _commune, hamlet: _hamlet, parentCodes: _parents, feeder: _feeder, ...record } = station
      expect(() => StationInput.parse({ ...record, communeId: 1 })).not.toThrow()
    }
    for (const device of plan.devices) {
      const { stationCode: _code, credential, ...record } = device
      expect(credential).toBe('demo')
      expect(() => DeviceInput.parse({ ...record, stationId: 1, credentialId: 1 })).not.toThrow()
    }
  })

  it('names only communes, hamlets, stations and parents that it brings', () => {
    const communes = new Set(plan.communes.map((c) => c.name))
    const hamlets = new Set(plan.hamlets.map((h) => `${h.commune}/${h.name}`))
    const codes = new Set(plan.stations.map((s) => s.code))
    expect(plan.stations.every((s) => communes.has(s.commune) && hamlets.has(`${s.commune}/${s.hamlet ?? ''}`))).toBe(true)
    expect(plan.stations.every((s) => s.feeder?.startsWith('ĐZ '))).toBe(true)
    expect(plan.stations.flatMap((s) => s.parentCodes).every((code) => codes.has(code))).toBe(true)
    expect(plan.hamlets.every((h) => (h.stationCodes ?? []).every((code) => codes.has(code)))).toBe(true)
    expect(plan.hamlets.filter((h) => (h.stationCodes ?? []).length > 0).length).toBeGreaterThan(plan.hamlets.length * 0.9)
    expect(plan.devices.every((d) => codes.has(d.stationCode) && d.context.startsWith(`${d.stationCode}.`))).toBe(true)
    expect(hamlets.size).toBe(plan.hamlets.length)
    expect(new Set(plan.devices.map((d) => d.context)).size).toBe(plan.devices.length)
  })

  it('has nearly every station in service', () => {
    const early = plan.stations.filter((s) => (s.commissionedOn ?? '') < '2026-01-01').length
    expect(early / plan.stations.length).toBeGreaterThan(0.98)
  })
})
