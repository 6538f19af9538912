/** Plays discharges of the simulator's stations to their end, read by the shipped profiles, and holds the foretold minutes against the truth. */
import { newBank, type BankRecord } from '../../main/domain/power/bank.ts'
import { readPower, type PowerDevice } from '../../main/domain/power/inputs.ts'
import { FRESH } from '../../main/domain/power/tracker.ts'
import { takePower, type PowerWatch, type Subject } from '../../main/domain/power/watch.ts'
import { makeProvince } from '../../main/simulator/province/province.ts'
import { chance } from '../../main/simulator/random.ts'
import type { SimStation } from '../../main/simulator/province/station.ts'
import type { BatteryEstimate } from '../../shared/model/power.ts'
import type { MetricKey, Reading } from '../../shared/model/metric.ts'
import { simulatedProvince, type SimulatedDevice, type SimulatedProvince } from './simulated-series.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
/** A bank with less than this of its nameplate is weak. */
export const WEAK = 0.5
/** Of a seed's province. */
const STATIONS = 40
/** What is looked at: just begun, and shares of the way to the end. */
export const POINTS = ['start', '25 %', '50 %', '75 %'] as const
export type Point = (typeof POINTS)[number]

export type Told = { readonly at: number; readonly estimate: BatteryEstimate; readonly isSpoilt: boolean }
/** One discharge to its end: what was told on the way, and when the station truly went dark. */
export type Played = {
  readonly station: SimStation
  readonly family: string
  readonly nth: number
  readonly from: number
  readonly downAt: number
  readonly told: readonly Told[]
}
export type Judged = { readonly played: Played; readonly point: Point; readonly error: number | null; readonly isInBand: boolean }

/** 2026-06-01 00:00 at +07. */
export const BEGIN = Date.UTC(2026, 4, 31, 17)

/** How far the foretold end is from the true one, as a share of the time that was truly left, at the points of the way. */
export function judge(played: Played): Judged[] {
  const { from, downAt, told } = played
  return POINTS.map((point, n) => {
    // The second poll on battery is the start: the first comes while chargers still fade.
    const at = from + ((downAt - from) * n) / 4
    const one = n === 0 ? told[1] : told.find((each) => each.at >= at)
    if (!one || one.estimate.minutes === null) return { played, point, error: null, isInBand: false }
    const left = (downAt - one.at) / MINUTE
    const { minutes, low, high } = one.estimate
    const isInBand = low !== null && high !== null && low <= left && left <= high
    return { played, point, error: Math.abs(minutes - left) / left, isInBand }
  })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/**
 * withhold: what the equipment itself reckons, charge and minutes, is kept from the console, so that volts and ampere must do.
 * spoil: every fifth poll something that is needed is missing, harmed or suspect.
 */
export type PlayOptions = { readonly discharges?: number; readonly withhold?: boolean; readonly spoil?: boolean }
const VOLTS: readonly MetricKey[] = ['dc.voltage', 'battery.voltage']
const AMPERE: readonly MetricKey[] = ['battery.current', 'dc.load.current', 'dc.load.power']
const SPOILS: readonly ((one: Reading) => Reading)[] = [
  (one) => (VOLTS.includes(one.metric) ? { ...one, value: null, quality: 'error' } : one),
  (one) => (AMPERE.includes(one.metric) ? { ...one, value: null, quality: 'unavailable' } : one),
  (one) => (VOLTS.includes(one.metric) ? { ...one, quality: 'suspect' } : one),
  (one) => (VOLTS.includes(one.metric) && one.value !== null ? { ...one, value: one.value / 10 } : one),
]
const SPOIL_EVERY = 5
const RECKONED = new Set<Reading['metric']>(['battery.charge', 'battery.minutes', 'battery.capacity'])

type Kept = { readonly device: SimulatedDevice; readings: readonly Reading[]; readingsAt: number }

/** A station with the console's view of it. */
class Watched {
  watch: PowerWatch
  readonly subject: Subject
  readonly #kept: Kept[]
  readonly #withhold: boolean
  readonly #spoil: boolean
  isSpoilt = false
  #polls = 0
  constructor(station: SimStation, devices: readonly SimulatedDevice[], { withhold = false, spoil = false }: PlayOptions) {
    this.#withhold = withhold
    this.#spoil = spoil
    const record: BankRecord = {
      nameplateAh: station.batteryAh,
      cells: station.batteryCells,
      installedOn: station.batteryInstalledOn,
      testedOn: station.batteryTestedOn,
    }
    this.subject = { record, installedAt: record.installedOn === null ? null : Date.parse(record.installedOn) }
    this.watch = { tracker: FRESH, learned: newBank(record), last: null }
    this.#kept = devices.map((device) => ({ device, readings: [], readingsAt: 0 }))
  }

  /** Asks all; true where its power equipment answered. */
  poll(at: number): boolean {
    let answered = false
    const nth = this.#polls++
    const spoil = this.#spoil && nth % SPOIL_EVERY === 0 ? SPOILS[(nth / SPOIL_EVERY) % SPOILS.length] : undefined
    this.isSpoilt = false
    for (const one of this.#kept) {
      const readings = one.device.read(at)
      if (!readings) continue
      one.readings = this.#withhold ? readings.filter(({ metric }) => !RECKONED.has(metric)) : readings
      if (spoil && one.device.device.kind === 'power') {
        const before = one.readings
        one.readings = before.map(spoil)
        this.isSpoilt = one.readings.some((reading, place) => reading !== before[place])
      }
      one.readingsAt = at
      answered ||= one.device.device.kind === 'power'
    }
    if (!answered) return false
    const devices = this.#kept.map(({ device, readings, readingsAt }): PowerDevice => ({
      device: { id: device.deviceId, kind: device.device.kind },
      intervalMs: MINUTE,
      readings,
      readingsAt,
    }))
    this.watch = takePower(this.watch, readPower(devices, at), this.subject, { at, mono: at - BEGIN + 1000 }).watch
    return true
  }
}

/** Two discharges of one station to the end, the second after it was charged again; at another time of the day for each seed. */
export function playStation(province: SimulatedProvince, station: SimStation, seed: number, options: PlayOptions = {}): Played[] {
  const { discharges = 2 } = options
  const { world, devices } = province
  const own = devices.filter((one) => one.device.station === station.index && (one.device.kind === 'power' || one.device.kind === 'ups'))
  const family = own.find((one) => one.device.kind === 'power')?.device.family ?? ''
  const watched = new Watched(station, own, options)
  const played: Played[] = []
  let at = BEGIN + HOUR
  for (let nth = 0; nth < discharges; nth++) {
    // A day and more on mains first: the load of each hour is seen, and the bank is full.
    const from = at + 26 * HOUR + Math.floor(chance(seed, 900 + nth, station.index) * 24 * 60) * MINUTE
    world.add({ stations: [{ station: station.index, kind: 'mains', from, to: from + 48 * HOUR }], devices: [] })
    for (; at < from; at += 10 * MINUTE) watched.poll(at)
    at = from
    const told: Told[] = []
    const phase = Math.floor(chance(seed, 950 + nth, station.index) * 60) * 1000
    let first = 0
    let downAt = 0
    for (at += phase; at < from + 48 * HOUR; at += MINUTE) {
      const isDown = world.truth(station.index, at).loadAmps === 0
      if (isDown) {
        downAt = at - MINUTE / 2
        break
      }
      if (watched.poll(at) && watched.watch.last) {
        first ||= at
        told.push({ at, estimate: watched.watch.last, isSpoilt: watched.isSpoilt })
      }
    }
    if (downAt === 0) break
    played.push({ station, family, nth, from: first || from, downAt, told })
    // Then it lies dark for a while, and mains comes back.
    world.endEvents(at)
    at += HOUR
    for (const until = at + 30 * MINUTE; at < until; at += MINUTE) watched.poll(at)
  }
  return played
}

/** Each seed has a province of its own, of which one station is played: one that its battery alone carries, for an own genset would end the discharge. */
export function playSeed(seed: number, options: PlayOptions = {}): Played[] {
  const fits = (station: SimStation): boolean =>
    station.parents.length > 0 &&
    station.genset !== 'fixed' &&
    !station.troubles.includes('badFeeder') &&
    !station.troubles.includes('deadDevice')
  const chosen = new Set<number>()
  const made = makeProvince(seed, STATIONS).stations
  for (const station of made) if (fits(station)) chosen.add(station.index)
  // Weak banks are few, and what a nameplate says of them is wrong: every eighth seed takes one where it has one.
  const weak = seed % 8 === 0 ? made.filter((one) => chosen.has(one.index) && one.batteryHealth < WEAK).map((one) => one.index) : []
  const indexes = weak.length > 0 ? weak : [...chosen]
  const index = indexes[Math.floor(chance(seed, 990) * indexes.length)]
  const province = simulatedProvince(seed, STATIONS, BEGIN, { wanted: (station) => station.index === index })
  const station = province.world.province.stations.find((one) => one.index === index)
  return station ? playStation(province, station, seed, options) : []
}
