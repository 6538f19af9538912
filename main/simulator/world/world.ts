/** The living province: what is true at a station at a moment, from the seed, the time and the events of scenarios. Worked out when asked. */
import { between, wave } from '../random.ts'
import type { Province, SimStation } from '../province/station.ts'
import { advance, begin, type PowerState } from './power.ts'
import { after, chargeCurrent, chargeVoltage, dischargeVoltage } from './battery.ts'
import { outdoor, traffic } from './day.ts'
import { FaultBook } from '../faults/book.ts'
import type { StationEvent, StationEventKind, WorldEvents } from './events.ts'
import { ordinaryMains } from './mains.ts'

export type GensetState = 'none' | 'off' | 'starting' | 'running' | 'outOfFuel' | 'fault'

/** What is true at a station; read-only for those who ask, reused from one moment to the next. */
export type Truth = {
  at: number
  mains: boolean
  genset: GensetState
  /** Alternating current is there, from the mains or the genset. */
  ac: boolean
  charge: number
  fuel: number
  gensetHours: number
  busVoltage: number
  loadAmps: number
  /** Positive charges. */
  batteryAmps: number
  rectifierAmps: number
  temperature: number
  humidity: number
  outdoor: number
  traffic: number
  /** dB of fade on its radio. */
  rain: number
  rsl: number
  door: boolean
  smoke: boolean
  flood: boolean
  aircon: boolean
  /** Its equipment has power and has started. */
  alive: boolean
  /** Alive, and a path to the branch lives. */
  reachable: boolean
  bootedAt: number
}

const BOOT_MS = 90_000
/** Below this the radio loses its link. */
export const THRESHOLD_DBM = -82

/** Received level of a station's radio in fair weather, dBm. */
export function clearLevel(seed: number, station: SimStation): number {
  return station.troubles.includes('lowSignal') ? -68 : between(-46, -36, seed, 122, station.index)
}

export class World {
  readonly province: Province
  readonly startedAt: number
  /** How agents are wrong. */
  readonly faults = new FaultBook()
  private readonly states: PowerState[]
  private readonly truths: (Truth | undefined)[] = []
  private readonly events = new Map<number, StationEvent[]>()

  constructor(province: Province, startedAt: number) {
    this.province = province
    this.startedAt = startedAt
    this.states = province.stations.map((station) => begin(station, province.seed, startedAt))
  }

  /** Adds what a scenario brings. Events may not begin before the present: what was true stays true. */
  add(events: WorldEvents): void {
    for (const event of events.stations) put(this.events, event.station, event)
    this.faults.add(events.devices)
  }

  /** Ends every event at `at`, and forgets those that had not begun. */
  endEvents(at: number): void {
    cut(this.events, at)
    this.faults.end(at)
    this.truths.length = 0
  }

  station(index: number): SimStation {
    const station = this.province.stations[index]
    if (!station) throw new Error(`no station ${index}`)
    return station
  }

  /** The amount of an event that holds now (1 where it has none); 0 where none holds. */
  event(station: number, kind: StationEventKind, at: number): number {
    const list = this.events.get(station)
    if (!list) return 0
    let amount = 0
    for (const event of list) if (event.kind === kind && event.from <= at && at < event.to) amount = Math.max(amount, event.amount ?? 1)
    return amount
  }

  mains(station: SimStation, at: number): boolean {
    return this.event(station.index, 'mains', at) === 0 && ordinaryMains(this.province.seed, station, this.startedAt, at).on
  }

  /** The next moment after `at` at which power at this station may change by itself. */
  nextChange(station: SimStation, at: number): number {
    let next = ordinaryMains(this.province.seed, station, this.startedAt, at).until
    for (const event of this.events.get(station.index) ?? []) {
      if (event.from > at && event.from < next) next = event.from
      if (event.to > at && event.to < next) next = event.to
    }
    return next
  }

  /** What its battery holds when it is full, Ah. */
  usableAh(station: SimStation, at: number): number {
    const left = this.event(station.index, 'tiredBank', at)
    return station.batteryAh * station.batteryHealth * (left > 0 ? left : 1)
  }

  load(station: SimStation, at: number): number {
    return station.loadAmps * (0.82 + 0.18 * traffic(at, station.index))
  }

  outdoor(station: SimStation, at: number): number {
    const height = station.lat > 22.9 ? -5 : 0
    const shower = this.event(station.index, 'rain', at) > 0 ? -3 : 0
    return outdoor(at, 25.5 + height + between(-1.5, 1.5, this.province.seed, 110, station.index)) + shower
  }

  /** What is true at `at`, to the second. The object is reused: read it at once. The world only goes forward: ask in the order of time. */
  truth(index: number, at: number): Truth {
    const second = Math.floor(at / 1000) * 1000
    const known = this.truths[index]
    if (known?.at === second) return known
    const station = this.station(index)
    const state = this.states[index]
    if (!state) throw new Error(`no state ${index}`)
    advance(this, station, state, second)
    const truth = known ?? blank()
    this.truths[index] = truth
    this.fill(truth, station, state, second)
    truth.reachable = truth.alive && this.connected(station, truth, second)
    return truth
  }

  private fill(truth: Truth, station: SimStation, state: PowerState, at: number): void {
    const { seed } = this.province
    const { index } = station
    const usable = this.usableAh(station, at)
    const hours = Math.max(0, at - state.at) / 3_600_000
    const down = state.downSince !== null
    truth.at = at
    truth.mains = state.mains
    truth.genset = state.genset
    truth.ac = state.mains || state.genset === 'running'
    truth.loadAmps = down ? 0 : this.load(station, at)
    truth.batteryAmps = truth.ac ? chargeCurrent(state.charge, usable) : -truth.loadAmps
    truth.charge = after(state.charge, truth.batteryAmps, hours, usable)
    truth.rectifierAmps = truth.ac ? truth.loadAmps + truth.batteryAmps : 0
    truth.busVoltage = truth.ac ? chargeVoltage(truth.charge) : dischargeVoltage(truth.charge, truth.loadAmps, usable)
    truth.fuel = state.fuel
    truth.gensetHours = state.gensetHours
    truth.outdoor = this.outdoor(station, at)
    truth.temperature = state.temperature + 0.3 * wave(at, 900_000, seed, 120, index)
    truth.rain = this.event(index, 'rain', at)
    truth.humidity = Math.min(
      98,
      62 + (station.aircon && truth.ac ? -6 : 8) + (truth.rain > 0 ? 14 : 0) + 5 * wave(at, 5_400_000, seed, 121, index),
    )
    truth.traffic = traffic(at, index)
    truth.rsl = Math.max(-95, clearLevel(seed, station) - truth.rain + 0.6 * wave(at, 600_000, seed, 123, index))
    truth.door = station.troubles.includes('door') || this.event(index, 'door', at) > 0
    truth.smoke = this.event(index, 'smoke', at) > 0
    truth.flood = this.event(index, 'flood', at) > 0
    truth.aircon = station.aircon && truth.ac && !state.airconFault
    truth.bootedAt = state.bootedAt
    truth.alive = !down && at - state.bootedAt >= BOOT_MS
  }

  private connected(station: SimStation, truth: Truth, at: number): boolean {
    const { index, parents } = station
    if (this.event(index, 'isolation', at) > 0) return false
    const mainCut = this.event(index, 'backhaul', at) > 0 || (station.backhaul === 'microwave' && truth.rsl < THRESHOLD_DBM)
    if (parents.length === 0) return !mainCut
    return parents.some((parent, path) => (path > 0 || !mainCut) && this.truth(parent, at).reachable)
  }

  /** Does this device answer at all? Its station must be reachable and its agent well. */
  answers(station: SimStation, key: string, at: number): boolean {
    if (!this.truth(station.index, at).reachable) return false
    if (!station.troubles.includes('deadDevice')) return true
    const last = station.devices[station.devices.length - 1]
    return station.devices.length < 2 || last?.key !== key
  }
}

function put<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function cut<K, T extends { readonly from: number; readonly to: number }>(map: Map<K, T[]>, at: number): void {
  for (const [key, list] of map) {
    map.set(
      key,
      list.filter((event) => event.from < at).map((event) => (event.to > at ? { ...event, to: at } : event)),
    )
  }
}

function blank(): Truth {
  const power = { at: -1, mains: true, genset: 'none' as const, ac: true, charge: 100, fuel: 0, gensetHours: 0 }
  const amps = { busVoltage: 53.5, loadAmps: 0, batteryAmps: 0, rectifierAmps: 0 }
  const room = { temperature: 25, humidity: 60, outdoor: 25, door: false, smoke: false, flood: false, aircon: true }
  return { ...power, ...amps, ...room, traffic: 1, rain: 0, rsl: -40, alive: true, reachable: true, bootedAt: 0 }
}
