/** Stories of the simulated world: what follows when power, cooling, fuel, weather or a hub fails. */
import { describe, expect, it } from 'vitest'
import { makeProvince } from '../../../main/simulator/province/province.ts'
import type { Province, SimStation } from '../../../main/simulator/province/station.ts'
import { evening, EVENING_MINUTES } from '../../../main/simulator/scenarios/evening.ts'
import { hubFalls } from '../../../main/simulator/scenarios/hub-falls.ts'
import { hubDies, hubOfForty } from '../../../main/simulator/scenarios/hub-of-forty.ts'
import { happening } from '../../../main/simulator/scenarios/scenario.ts'
import { PLAYED_KINDS, type PlayedFault } from '../../../main/simulator/scenarios/played.ts'
import { pairAbove, twoParents } from '../../../main/simulator/scenarios/two-parents.ts'
import type { StationEventKind } from '../../../main/simulator/world/events.ts'
import { World } from '../../../main/simulator/world/world.ts'

const START = Date.parse('2026-06-01T02:00:00Z')
const MINUTE = 60_000
const province = makeProvince(21, 200)

/** A station of this sort whose power is sound from four hours before to 14 hours after, by nature and up the whole path. */
function sound(test: (station: SimStation) => boolean): SimStation {
  const world = new World(province, START)
  const calm = (station: SimStation): boolean =>
    Array.from({ length: 220 }, (_, n) => n * 5 - 240).every((minute) => world.mains(station, START + minute * MINUTE)) &&
    station.parents.every((parent) => calm(province.stations[parent] as SimStation))
  const found = province.stations.find((station) => test(station) && station.troubles.length === 0 && calm(station))
  if (!found) throw new Error('no such station')
  return found
}

function play(...events: [SimStation, StationEventKind, number, number, number?][]): World {
  const world = new World(province, START)
  world.add({
    stations: events.map(([station, kind, after, length, amount]) => happening(START, station.index, kind, after, length, amount)),
    devices: [],
  })
  return world
}

const at = (world: World, station: SimStation, minute: number) => ({ ...world.truth(station.index, START + minute * MINUTE) })

describe('a mains failure', () => {
  const station = sound((s) => s.genset !== 'fixed' && s.aircon && s.level >= 2)

  it('discharges the battery by its load, and charges it again', () => {
    const world = play([station, 'mains', 10, 60])
    const before = at(world, station, 9)
    const middle = at(world, station, 40)
    const end = at(world, station, 69)
    expect(before).toMatchObject({ mains: true, ac: true, charge: 100, batteryAmps: 0 })
    expect(middle).toMatchObject({ mains: false, ac: false, rectifierAmps: 0, alive: true })
    expect(middle.batteryAmps).toBeCloseTo(-middle.loadAmps, 5)
    expect(middle.busVoltage).toBeLessThan(before.busVoltage)
    expect(end.charge).toBeLessThan(middle.charge)
    const expected = 100 - (((end.loadAmps * 59) / 60) * 100) / (station.batteryAh * station.batteryHealth)
    expect(Math.abs(end.charge - expected)).toBeLessThan(2)
    const after = at(world, station, 80)
    expect(after.batteryAmps).toBeGreaterThan(0)
    expect(after.rectifierAmps).toBeCloseTo(after.loadAmps + after.batteryAmps, 5)
    expect(at(world, station, 840).charge).toBe(100)
  })

  it('drops the station when the battery is empty; power brings it back after it has started', () => {
    const world = play([station, 'mains', 0, 720])
    const dead = at(world, station, 715)
    expect(dead).toMatchObject({ alive: false, reachable: false, loadAmps: 0 })
    expect(dead.charge).toBeLessThanOrEqual(4)
    expect(world.answers(station, station.devices[0]?.key ?? '', START + 715 * MINUTE)).toBe(false)
    const back = at(world, station, 760)
    expect(back.reachable).toBe(true)
    expect(back.bootedAt).toBeGreaterThan(START + 720 * MINUTE)
  })

  it('lets the room grow hot, and power cools it', () => {
    const world = play([station, 'mains', 0, 100])
    // The world only goes forward: ask in the order of time.
    const [before, hot, after] = [0, 99, 160].map((minute) => at(world, station, minute).temperature) as [number, number, number]
    expect(hot).toBeGreaterThan(before + 4)
    expect(after).toBeLessThan(hot - 3)
  })

  it('is carried by a genset until its tank is empty', () => {
    const site = sound((s) => s.genset === 'fixed')
    const world = play([site, 'mains', 0, 600], [site, 'noFuel', 120, 480])
    expect(at(world, site, 0.2)).toMatchObject({ genset: 'off', ac: false })
    const running = at(world, site, 30)
    expect(running).toMatchObject({ genset: 'running', ac: true, mains: false })
    expect(at(world, site, 100).fuel).toBeLessThan(running.fuel)
    expect(at(world, site, 100).gensetHours).toBeGreaterThan(running.gensetHours)
    expect(at(world, site, 130)).toMatchObject({ genset: 'outOfFuel', ac: false })
    expect(at(play([site, 'mains', 0, 60], [site, 'gensetFault', 0, 60]), site, 20)).toMatchObject({ genset: 'fault', ac: false })
  })
})

describe('an evening of everything', () => {
  it('plays every kind, within its time, and says what it cuts off', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 12; seed++) {
      const branch = makeProvince(seed, 140)
      for (const fault of evening(branch, seed, START).faults) {
        seen.add(fault.kind)
        expect(fault.from).toBeGreaterThanOrEqual(START)
        expect(fault.to).toBeLessThanOrEqual(START + (EVENING_MINUTES + 30) * MINUTE)
        expect(fault.events.stations.length + fault.events.devices.length).toBeGreaterThan(0)
        expect(fault.harmless).toBe(fault.kind === 'misbehaviour' || fault.kind === 'loss')
        expect(fault.behind.length).toBeLessThan(branch.stations.length / 2)
      }
    }
    expect([...seen].toSorted()).toEqual([...PLAYED_KINDS].toSorted())
  })

  it('empties a tired battery before the mains are back', () => {
    const branch = makeProvince(4, 140)
    const { faults } = [1, 2, 3, 4, 5, 6].map((seed) => evening(branch, seed, START)).find((one) => one.faults.some(isTired)) ?? {
      faults: [],
    }
    const fault = faults.find(isTired)
    expect(fault).toBeDefined()
    const world = new World(branch, START)
    world.add(fault?.events ?? { stations: [], devices: [] })
    const index = fault?.root.kind === 'station' ? fault.root.station : -1
    expect(world.truth(index, (fault?.from ?? 0) + MINUTE)).toMatchObject({ ac: false, alive: true })
    expect(world.truth(index, (fault?.to ?? 0) - MINUTE)).toMatchObject({ ac: false, alive: false })
  })
})
const isTired = (fault: PlayedFault): boolean => fault.kind === 'mains' && fault.detail === 'tired bank'

describe('the network', () => {
  it('loses a microwave link in heavy rain, and has it again', () => {
    const station = sound((s) => s.backhaul === 'microwave' && s.parents.length === 1)
    const world = play([station, 'rain', 5, 20, 50])
    expect(at(world, station, 4).reachable).toBe(true)
    expect(at(world, station, 10)).toMatchObject({ alive: true, reachable: false })
    expect(at(world, station, 26).reachable).toBe(true)
  })

  it('keeps a station with a second path when the first hub is isolated', () => {
    const station = sound((s) => s.parents.length === 2)
    const [main, other] = station.parents.map((parent) => province.stations[parent] as SimStation) as [SimStation, SimStation]
    const world = play([main, 'isolation', 0, 60])
    expect(at(world, main, 5).reachable).toBe(false)
    expect(at(world, station, 5).reachable).toBe(true)
    expect(at(play([main, 'isolation', 0, 60], [other, 'isolation', 0, 60]), station, 5).reachable).toBe(false)
  })

  it('falls silent behind a fallen hub and recovers', () => {
    const world = new World(province, START)
    const events = hubFalls.play(province, START)
    world.add(events)
    const hub = events.stations[0]?.station ?? -1
    const only = (p: Province, index: number): boolean =>
      index === hub || (p.stations[index]?.parents.length === 1 && only(p, p.stations[index]?.parents[0] ?? -1))
    const behind = province.stations.filter((s) => only(province, s.index))
    expect(behind.length).toBeGreaterThan(3)
    for (const station of behind) expect(at(world, station, 5).reachable).toBe(false)
    expect(at(world, province.stations[hub] as SimStation, 25).reachable).toBe(true)
  })

  it('loses a hub with dozens behind it, and three of those stay dead', () => {
    const world = new World(province, START)
    const found = hubOfForty(province)
    world.add(hubDies.play(province, START))
    expect(found?.behind.length).toBeGreaterThan(20)
    for (const index of found?.behind ?? []) expect(at(world, province.stations[index] as SimStation, 10).reachable).toBe(false)
    const dead = (found?.behind ?? []).filter((index) => !at(world, province.stations[index] as SimStation, 30).reachable)
    expect(dead).toHaveLength(3)
  })

  it('keeps stations with two parents through the first death, not through the second', () => {
    const world = new World(province, START)
    const [first, second] = pairAbove(province) ?? [-1, -1]
    world.add(twoParents.play(province, START))
    const only = province.stations.filter(({ parents }) => parents.length === 2 && parents.includes(first) && parents.includes(second))
    expect(only.length).toBeGreaterThan(0)
    const reached = (minute: number): boolean[] => only.map((station) => at(world, station, minute).reachable)
    expect(reached(20)).toContain(true)
    expect(reached(35)).not.toContain(true)
  })

  it('ends the events of a scenario that is stopped', () => {
    const station = sound((s) => s.genset !== 'fixed')
    const world = play([station, 'mains', 0, 600])
    expect(at(world, station, 30).mains).toBe(false)
    world.endEvents(START + 30 * MINUTE)
    expect(at(world, station, 31).mains).toBe(true)
    expect(at(world, station, 31).charge).toBeLessThan(100)
  })
})

describe('a quiet branch', () => {
  it('has something to look at from the first minute, and not much', () => {
    const large = makeProvince(8, 1000)
    const world = new World(large, START)
    const truths = large.stations.map((station) => ({ ...world.truth(station.index, START + 2 * MINUTE) }))
    const count = (test: (truth: (typeof truths)[number]) => boolean): number => truths.filter(test).length
    expect(count((t) => t.door)).toBeGreaterThanOrEqual(4)
    expect(count((t) => !t.ac)).toBeGreaterThanOrEqual(1)
    expect(count((t) => !t.ac)).toBeLessThan(30)
    expect(count((t) => !t.reachable)).toBeLessThan(15)
    expect(large.stations.filter((s) => s.troubles.length > 0).length).toBeLessThan(60)
  })
})
