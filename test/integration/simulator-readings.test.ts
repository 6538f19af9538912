/** The product's own poller reads every make of simulated device with the profile meant for it, and right: what it reads is what is true there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPoller } from '../../main/poll/create.ts'
import type { Poller } from '../../main/poll/poller.ts'
import { makeProvince } from '../../main/simulator/province/province.ts'
import { showroom } from '../../main/simulator/province/showroom.ts'
import { FAMILIES_OF, type Family, type SimStation } from '../../main/simulator/province/station.ts'
import { startSimulator, type Simulator } from '../../main/simulator/simulator.ts'
import type { Truth } from '../../main/simulator/world/world.ts'
import type { ProbeResult } from '../../shared/contract/devices.ts'
import type { Secret } from '../../shared/model/device.ts'
import { metric, type MetricKey } from '../../shared/model/metric.ts'

const PROFILES: Record<Family, string> = {
  'huawei-smu': 'huawei-smu',
  'eltek-sp2': 'eltek-sp2',
  'eltek-webpower': 'eltek-webpower',
  'vertiv-ees': 'vertiv-ees',
  'eaton-sc200': 'eaton-sc200',
  'delta-orion': 'delta-orion',
  enatel: 'enatel-sm32',
  'huawei-rtn': 'huawei-rtn',
  minilink: 'ericsson-mini-link-6600',
  'minilink-tn': 'ericsson-mini-link-tn',
  'minilink-6352': 'ericsson-mini-link-6352',
  wavence: 'nokia-wavence',
  siae: 'siae-alfoplus',
  ceragon: 'ceragon-ip20',
  aviat: 'aviat-wtm',
  gateway: 'generic',
  mikrotik: 'mikrotik',
  'nokia-7705': 'nokia-7705',
  'hwg-ste2': 'hwg-ste2',
  'hwg-poseidon': 'hwg-poseidon',
  akcp: 'akcp-sensorprobe',
  siteboss: 'asentria-siteboss',
  baicells: 'baicells-enb',
  tait: 'tait-tb9300',
  himoinsa: 'himoinsa',
  comap: 'comap',
  deepsea: 'deepsea-892',
  ups: 'ups-rfc1628',
  apc: 'apc-ups',
}

type Facts = Partial<Record<MetricKey, (truth: Truth, station: SimStation) => number>>
const dc: Facts = { 'dc.voltage': (t) => t.busVoltage, 'dc.load.current': (t) => t.loadAmps, 'mains.voltage': () => 229 }
const battery: Facts = { 'battery.current': (t) => t.batteryAmps, 'battery.temperature': (t) => t.temperature + 1 }
const charge: Facts = { 'battery.charge': (t) => t.charge }
const link: Facts = { 'radio.rsl': (t) => t.rsl, 'radio.power': (_, station) => 15 + (station.index % 6) }
const room: Facts = { 'environment.temperature': (t) => t.temperature, 'environment.humidity': (t) => t.humidity }
const open: Facts = { 'environment.door': () => 0, 'environment.smoke': () => 0 }
const engine: Facts = { 'genset.fuel': (t) => t.fuel, 'genset.battery.voltage': (_, { index }) => 12.7 + (index % 6) / 10 }
const port: Facts = { 'interface.state': () => 1, 'interface.in': () => -1 }

/** What each must give at least, and what it is by the world's truth. Below zero: any value that is plausible. */
const FACTS: Record<Family, Facts> = {
  'huawei-smu': { ...dc, ...battery, ...charge, 'mains.state': () => 1, 'environment.temperature': (t) => t.temperature },
  'eltek-sp2': {
    ...dc,
    ...battery,
    ...charge,
    'mains.state': () => 1,
    'battery.voltage': (t) => t.busVoltage,
    'environment.door': () => 0,
  },
  'eltek-webpower': { 'dc.voltage': (t) => t.busVoltage, 'mains.voltage': () => 229, 'rectifier.current': () => -1 },
  'vertiv-ees': { ...dc, ...battery, ...charge, 'environment.temperature': (t) => t.temperature },
  'eaton-sc200': { ...dc, ...battery, 'environment.door': () => 0, 'dc.load.power': (t) => t.loadAmps * t.busVoltage },
  'delta-orion': { ...dc, ...battery, ...charge, 'environment.door': () => 0 },
  enatel: dc,
  'huawei-rtn': { ...link, 'radio.state': () => 1 },
  minilink: { ...link, 'radio.capacity': () => -1 },
  'minilink-tn': { ...link, 'radio.state': () => 1 },
  'minilink-6352': { ...link, 'radio.snr': (t) => Math.min(42, t.rsl + 86) },
  wavence: { ...link, 'radio.rsl.remote': (t) => t.rsl + 0.6 },
  siae: { ...link, 'radio.modulation': () => -1 },
  ceragon: { ...link, 'radio.mse': (t) => -Math.min(42, t.rsl + 86), 'radio.state': () => 1, 'radio.xpi': () => -28.5 },
  aviat: { ...link, 'radio.snr': (t) => Math.min(42, t.rsl + 86) },
  gateway: {
    ...port,
    'system.cpu': () => -1,
    'system.clock': () => Math.floor(Date.now() / 1000),
    'system.temperature': (t) => t.temperature + 17,
  },
  mikrotik: { ...port, 'system.cpu': () => -1 },
  'nokia-7705': { ...port, 'environment.input': () => 0 },
  'hwg-ste2': { ...room, ...open },
  'hwg-poseidon': { ...room, ...open },
  akcp: { ...room, 'environment.input': () => 0 },
  siteboss: { ...room, ...open },
  baicells: { 'cell.users': () => -1, 'cell.prb.down': () => -1 },
  tait: { 'system.power': () => 50, 'system.voltage': (t) => t.busVoltage },
  himoinsa: { ...engine, 'genset.state': () => 0, 'mains.state': () => 1 },
  comap: { ...engine, 'genset.state': () => 0, 'mains.voltage': () => 229 },
  deepsea: { ...engine, 'genset.hours': (t) => t.gensetHours, 'mains.voltage': () => 229 },
  ups: {
    ...charge,
    'ups.source': () => 1,
    'battery.temperature': (t) => t.temperature + 1,
    'mains.voltage': () => 229,
    'ups.output.voltage': () => 230,
  },
  apc: { ...charge, 'ups.source': () => 1, 'mains.voltage': () => 229 },
}
/** Some send whole units only; mains and the room wander between two looks. */
const TOLERANCE: Partial<Record<string, number>> = { 'mains.voltage': 15, 'dc.load.power': 40, 'radio.power': 1 }
const BY_UNIT: Partial<Record<string, number>> = { V: 0.06, A: 0.6, '%': 0.7, '°C': 0.7, dBm: 0.6, dB: 0.7, h: 0.6, s: 5 }

const V2C: Secret = { version: '2c', community: 'demo' }
const V3: Secret = {
  version: '3',
  user: 'demo-sha-aes',
  auth: { protocol: 'sha', key: 'demo-auth-key' },
  priv: { protocol: 'aes', key: 'demo-priv-key' },
}

let simulator: Simulator
let poller: Poller

beforeAll(async () => {
  simulator = await startSimulator({ seed: 2, stations: 1, province: showroom(2) })
  const events = { onPoll: () => undefined, onIdentified: () => undefined, onGap: () => undefined }
  poller = await createPoller({ clock: { now: Date.now, mono: () => performance.now() }, events })
})
afterAll(async () => {
  await poller.close()
  await simulator.close()
})

const probe = (context: string, secret: Secret): Promise<ProbeResult> =>
  poller.probe({ host: '127.0.0.1', port: simulator.port, secret, context, profile: 'auto', timeoutMs: 2000, retries: 1 })

function stationOf(family: Family): SimStation {
  const found = simulator.province.stations.find(({ devices }) => devices[0]?.family === family)
  if (!found) throw new Error(`no ${family} in the showroom`)
  return found
}
const contextOf = (family: Family): string => stationOf(family).devices[0]?.key ?? ''

describe('the poller reads', () => {
  it.each(Object.keys(PROFILES) as Family[])('%s over v2c and v3 alike, nothing of it suspect, and all of it true', async (family) => {
    const station = stationOf(family)
    const context = contextOf(family)
    const [plain, secure] = await Promise.all([probe(context, V2C), probe(context, V3)])
    for (const result of [plain, secure]) {
      expect(result).toMatchObject({ outcome: 'ok', device: { profile: PROFILES[family], sysName: context.replace('.', '-') } })
      expect(result.readings.filter((reading) => reading.quality === 'suspect' || reading.quality === 'error')).toEqual([])
    }
    expect(secure.readings.map((reading) => reading.oid)).toEqual(plain.readings.map((reading) => reading.oid))
    const truth = simulator.world.truth(station.index, simulator.time())
    const wrong = Object.entries(FACTS[family]).flatMap(([key, fact]) => {
      const values = plain.readings
        .filter((reading) => reading.metric === key && reading.value !== null)
        .map((reading) => Number(reading.value))
      const wanted = fact(truth, station)
      const near = TOLERANCE[key] ?? BY_UNIT[metric(key as MetricKey).unit] ?? 0
      const right = values.some((value) => wanted === -1 || Math.abs(value - wanted) <= near)
      return right ? [] : [`${key}: ${values.join(', ') || 'nothing'} instead of ${wanted}`]
    })
    expect(wrong).toEqual([])
  })

  it('what falls when commercial power does, of every power system and UPS', async () => {
    const families: Family[] = [...FAMILIES_OF.power, ...FAMILIES_OF.ups]
    const from = simulator.time() - 60_000
    const events = families.map((family) => ({ station: stationOf(family).index, kind: 'mains' as const, from, to: from + 3_600_000 }))
    simulator.add({ stations: events, devices: [] })
    // What is true is worked out once a second.
    await new Promise((resolve) => setTimeout(resolve, 1050))
    const results = await Promise.all(families.map((family) => probe(contextOf(family), V2C)))
    const seen = results.map(({ readings }, n) => {
      const told = (key: MetricKey): number | null | undefined => readings.find((reading) => reading.metric === key)?.value
      return [
        families[n],
        told('mains.voltage') === 0 || told('mains.state') === 0,
        told('ups.source') === undefined || told('ups.source') === 3,
      ]
    })
    expect(seen).toEqual(families.map((family) => [family, true, true]))
  })
})

describe('a demo of 300 stations', () => {
  const { stations } = makeProvince(1, 300)
  const devices = stations.flatMap((station) => station.devices)

  it('shows most makes, Huawei most', () => {
    expect(new Set(devices.map(({ family }) => family)).size).toBeGreaterThanOrEqual(22)
    const power = devices.filter(({ kind }) => kind === 'power')
    expect(power.filter(({ family }) => family === 'huawei-smu').length / power.length).toBeGreaterThan(0.6)
  })

  it('gives at least 30 readings of a site with a power system, a radio and a gateway', async () => {
    const demo = await startSimulator({ seed: 1, stations: 300 })
    const site = stations.find((one) => one.devices.length >= 3 && one.troubles.length === 0 && one.level === 0)
    const results = await Promise.all(
      (site?.devices ?? []).map(({ key }) =>
        poller.probe({ host: '127.0.0.1', port: demo.port, secret: V2C, context: key, profile: 'auto', timeoutMs: 2000, retries: 1 }),
      ),
    )
    expect(results.reduce((sum, result) => sum + result.readings.length, 0)).toBeGreaterThanOrEqual(30)
    await demo.close()
  })
})
