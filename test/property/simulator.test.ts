/** What must hold of the simulated world whatever the seed, the events and how often it is asked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Agent } from '../../main/simulator/agent/agent.ts'
import { TAG, Writer } from '../../main/simulator/agent/ber.ts'
import { PDU } from '../../main/simulator/agent/pdu.ts'
import { Usm } from '../../main/simulator/agent/usm.ts'
import { mibOf } from '../../main/simulator/equipment/equipment.ts'
import { ALL } from '../../main/simulator/faults/kinds.ts'
import { ProvinceFleet } from '../../main/simulator/province/fleet.ts'
import { makeProvince } from '../../main/simulator/province/province.ts'
import type { Province, SimDevice } from '../../main/simulator/province/station.ts'
import { SCENARIOS } from '../../main/simulator/scenarios/scenarios.ts'
import type { StationEvent, StationEventKind } from '../../main/simulator/world/events.ts'
import { trafficSum } from '../../main/simulator/world/day.ts'
import { DEMO_USERS } from '../../main/simulator/users.ts'
import { World } from '../../main/simulator/world/world.ts'
import { parse, request } from '../support/simulator-client.ts'

const START = Date.parse('2026-05-04T10:00:00Z')
const MINUTE = 60_000
const seeds = fc.integer({ min: 0, max: 2_147_483_647 })
const KINDS: StationEventKind[] = ['mains', 'backhaul', 'isolation', 'rain', 'gensetFault', 'aircon', 'door', 'noFuel']

const eventsFor = (stations: number): fc.Arbitrary<StationEvent[]> =>
  fc.array(
    fc
      .record({
        station: fc.integer({ min: 0, max: stations - 1 }),
        kind: fc.constantFrom(...KINDS),
        after: fc.integer({ min: 0, max: 600 }),
        minutes: fc.integer({ min: 1, max: 900 }),
        amount: fc.integer({ min: 1, max: 50 }),
      })
      .map(({ station, kind, after, minutes, amount }) => {
        const from = START + after * MINUTE
        return { station, kind, from, to: from + minutes * MINUTE, amount }
      }),
    { maxLength: 30 },
  )

const walked = (world: World, device: SimDevice): { oid: string; value: unknown }[] => {
  const agent = new Agent(new ProvinceFleet(world), { users: [], bootedAt: START })
  const rows: { oid: string; value: unknown }[] = []
  for (let oid = '1.3'; rows.length < 500;) {
    const reply = agent.answer(request(`demo@${device.key}`, [oid], { type: PDU.getNext }), START, START)
    const bind = reply ? parse(reply.bytes).binds[0] : undefined
    if (!bind || bind.tag === TAG.endOfMib) return rows
    rows.push({ oid: bind.oid, value: bind.value })
    ;({ oid } = bind)
  }
  return rows
}

const rising = (oids: string[]): boolean =>
  oids.slice(1).every((oid, n) => {
    const a = (oids[n] ?? '').split('.').map(Number)
    const b = oid.split('.').map(Number)
    const at = a.findIndex((arc, i) => arc !== b[i])
    return at < 0 ? b.length > a.length : (a[at] ?? 0) < (b[at] ?? -1)
  })

/** Reachability worked out the plain way: by walking every path. */
function pathLives(province: Province, world: World, index: number, at: number): boolean {
  const station = province.stations[index]
  const truth = world.truth(index, at)
  if (!station || !truth.alive || world.event(index, 'isolation', at) > 0) return false
  const cut = world.event(index, 'backhaul', at) > 0 || (station.backhaul === 'microwave' && truth.rsl < -82)
  if (station.parents.length === 0) return !cut
  const open = cut ? station.parents.slice(1) : station.parents
  return open.some((parent) => pathLives(province, world, parent, at))
}

describe('the simulated world', () => {
  it('is the same for the same seed, and another for another', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 120 }), (seed, stations) => {
        const first = makeProvince(seed, stations)
        expect(makeProvince(seed, stations)).toEqual(first)
        const device = first.stations[stations - 1]?.devices[0] as SimDevice
        expect(walked(new World(first, START), device)).toEqual(walked(new World(makeProvince(seed, stations), START), device))
      }),
      { numRuns: 15 },
    )
    expect(makeProvince(1, 50).stations.map((s) => s.name)).not.toEqual(makeProvince(2, 50).stations.map((s) => s.name))
  })

  it('tells the same whether it was asked often or seldom', () => {
    fc.assert(
      fc.property(seeds, eventsFor(12), fc.array(fc.integer({ min: 1, max: 1200 }), { maxLength: 40 }), (seed, stations, moments) => {
        const province = makeProvince(seed, 12)
        const often = new World(province, START)
        const once = new World(province, START)
        for (const world of [often, once]) world.add({ stations, devices: [] })
        for (const moment of moments.toSorted((a, b) => a - b)) {
          for (const station of province.stations) often.truth(station.index, START + moment * 59_000)
        }
        const end = START + 1300 * MINUTE
        for (const { index } of province.stations) expect({ ...often.truth(index, end) }).toEqual({ ...once.truth(index, end) })
      }),
      { numRuns: 25 },
    )
  })

  it('keeps batteries, tanks, rooms and voltages within what is possible', () => {
    fc.assert(
      fc.property(seeds, eventsFor(15), (seed, stations) => {
        const province = makeProvince(seed, 15)
        const world = new World(province, START)
        world.add({ stations, devices: [] })
        for (let minute = 0; minute <= 1500; minute += 25) {
          for (const { index } of province.stations) {
            const truth = world.truth(index, START + minute * MINUTE)
            expect(truth.charge).toBeGreaterThanOrEqual(0)
            expect(truth.charge).toBeLessThanOrEqual(100)
            expect(truth.fuel).toBeGreaterThanOrEqual(0)
            expect(truth.fuel).toBeLessThanOrEqual(100)
            expect(truth.busVoltage).toBeGreaterThan(40)
            expect(truth.busVoltage).toBeLessThan(57)
            expect(truth.temperature).toBeGreaterThan(5)
            expect(truth.temperature).toBeLessThan(65)
            expect(truth.ac ? truth.batteryAmps >= 0 : truth.batteryAmps <= 0).toBe(true)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is silent behind whatever is dead, unless a second path lives', () => {
    fc.assert(
      fc.property(seeds, eventsFor(60), fc.integer({ min: 0, max: 900 }), (seed, stations, minute) => {
        const province = makeProvince(seed, 60)
        const world = new World(province, START)
        world.add({ stations, devices: [] })
        const at = START + minute * MINUTE
        const agent = new Agent(new ProvinceFleet(world), { users: [], bootedAt: START })
        for (const station of province.stations) {
          const lives = pathLives(province, world, station.index, at)
          expect(world.truth(station.index, at).reachable).toBe(lives)
          const reply = agent.answer(request(`demo@${station.devices[0]?.key ?? ''}`, ['1.3.6.1.2.1.1.3.0']), at, at)
          // A device that is dead on its own is never the first one.
          expect(reply !== null).toBe(lives)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('counts upwards for ever', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 1, max: 5e8 }),
        fc.integer({ min: 0, max: 5000 }),
        (at, step, phase) => {
          expect(trafficSum(at + step, phase)).toBeGreaterThan(trafficSum(at, phase))
        },
      ),
    )
  })
})

describe('datagrams', () => {
  const province = makeProvince(6, 3)
  const device = province.stations[0]?.devices[0]?.key ?? ''
  const plain = request(`demo@${device}`, ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.3.0'])
  const secure = (): Buffer => {
    const scoped = new Writer()
    const pdu = plain.subarray(plain.indexOf(device) + device.length)
    scoped.bytes(pdu)
    scoped.octets(device)
    const usm = new Usm(DEMO_USERS, 6, 0, START)
    scoped.octets(usm.engine)
    scoped.header(TAG.sequence, scoped.buffer.length)
    const keys = { user: { name: 'demo-open' }, hash: 'sha1', mac: 12, auth: Buffer.alloc(0), priv: Buffer.alloc(0) }
    return usm.seal(scoped.take(), { id: 5, flags: 0, keys }, START)
  }

  it('of any octets never make the agent throw, and a good one is still answered', () => {
    const agent = new Agent(new ProvinceFleet(new World(province, START)), { users: DEMO_USERS, bootedAt: START })
    const v3 = secure()
    expect(agent.answer(v3, START, START)).not.toBeNull()
    const change = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.constantFrom(plain, v3), change, fc.nat(400), (good, changes, cut) => {
        const bytes = Buffer.from(good)
        for (const [place, octet] of changes) bytes[place % bytes.length] = octet
        const sent = cut < 40 ? bytes.subarray(0, cut) : bytes
        const reply = agent.answer(sent, START, START)
        expect(reply === null || reply.bytes[0] === TAG.sequence).toBe(true)
      }),
      { numRuns: 3000 },
    )
    expect(agent.answer(plain, START, START)).not.toBeNull()
    expect(agent.stats.malformed).toBeGreaterThan(100)
  })
})

describe('walks', () => {
  it('rise strictly through every row of every make of device', () => {
    const province = makeProvince(3, 300)
    const world = new World(province, START)
    const seen = new Set<string>()
    for (const station of province.stations) {
      for (const device of station.devices) {
        const mib = mibOf(device, station)
        const variant = `${device.family}/${mib.rows.length}`
        if (seen.has(variant) || !world.answers(station, device.key, START)) continue
        seen.add(variant)
        const rows = walked(world, device)
        expect(rows.map((row) => row.oid)).toEqual(mib.rows.map((row) => row.oid))
        expect(rising(rows.map((row) => row.oid))).toBe(true)
      }
    }
    expect(seen.size).toBeGreaterThanOrEqual(8)
  })
})

describe('scenarios', () => {
  it.each(SCENARIOS)(
    '$id gives the same events for the same province, none in the past, all for stations and devices there are',
    (scenario) => {
      for (const count of [1, 2, 30, 400]) {
        const province = makeProvince(77, count)
        const { stations, devices } = scenario.play(province, START)
        expect(scenario.play(makeProvince(77, count), START)).toEqual({ stations, devices })
        const keys = new Set(province.stations.flatMap((station) => station.devices.map((device) => device.key)))
        for (const event of [...stations, ...devices]) {
          expect(event.from).toBeGreaterThanOrEqual(START)
          expect(event.to).toBeGreaterThan(event.from)
          expect(event.to).toBeLessThanOrEqual(START + Math.max(scenario.minutes, 600) * MINUTE)
        }
        expect(stations.every((event) => event.station >= 0 && event.station < count)).toBe(true)
        expect(devices.every((event) => event.device === ALL || keys.has(event.device))).toBe(true)
      }
      expect(scenario.vi).not.toBe(scenario.en)
    },
  )
})
