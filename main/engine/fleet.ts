/** The inventory in memory: stations with their devices, rules and places in the backhaul; rebuilt when the store's inventory changed. */
import type { Station } from '../../shared/model/station.ts'
import type { Operations } from '../store/store.ts'
import type { CompiledRule } from '../domain/alarm/judge.ts'
import { compileRules, ruleSetOf, type RuleSets } from '../domain/alarm/rule-sets.ts'
import { dayOf } from '../../shared/format/time.ts'
import { buildTopology } from '../domain/topology/topology.ts'
import { branchRules } from './rule-commands.ts'
import { newDevice, newStation, type DeviceState, type StationState } from './state.ts'

const NO_RULES = ruleSetOf(new Map())

export class Fleet {
  readonly stations = new Map<number, StationState>()
  readonly devices = new Map<number, DeviceState>()
  /** Rules where no override of a station or group stands; a station's own are `StationState.rules`. */
  get rules(): ReadonlyMap<string, CompiledRule> {
    return this.sets.base.rules
  }
  private sets: RuleSets = { base: NO_RULES, of: () => NO_RULES }
  /** Stations whose service changes with the calendar. */
  readonly timed = new Set<StationState>()
  /** The interval that four of five devices keep to, ms: one slow device does not make the whole branch slow. */
  cycleMs = 60_000
  /** Stations in service that have devices. */
  watched = 0

  load(operations: Operations, now: { at: number; mono: number }): void {
    this.loadRules(operations)
    const { stations, devices } = operations.inventory.all()
    const usual = operations.settings.get().intervalSeconds
    this.timed.clear()
    for (const station of stations) {
      const state = this.stations.get(station.id) ?? newStation(station, now.mono, this.sets.base)
      state.station = station
      state.rules = this.sets.of(station.id)
      state.devices = []
      this.stations.set(station.id, state)
      this.serve(state, now.at)
    }
    const kept = new Set<number>()
    const intervals: number[] = []
    for (const device of devices) {
      const station = this.stations.get(device.stationId)
      if (!station || device.retired || !device.enabled) continue
      const intervalMs = (device.intervalSeconds ?? usual) * 1000
      const rules = station.rules.of(device.kind)
      const known = this.devices.get(device.id)
      const state = known && known.station === station ? known : newDevice(device, station, intervalMs, rules, now.mono)
      state.device = device
      state.intervalMs = intervalMs
      state.rules = rules
      this.devices.set(device.id, state)
      station.devices.push(state)
      kept.add(device.id)
      intervals.push(intervalMs)
    }
    intervals.sort((a, b) => a - b)
    this.cycleMs = intervals[Math.floor(intervals.length * 0.8)] ?? usual * 1000
    for (const id of this.devices.keys()) if (!kept.has(id)) this.devices.delete(id)
    this.link(stations)
    this.count()
  }

  private loadRules(operations: Operations): void {
    this.sets = compileRules({ rules: branchRules(operations), overrides: operations.rules.overrides(), groups: operations.groups.all() })
  }

  private link(stations: readonly Station[]): void {
    const topology = buildTopology(stations.filter((station) => station.retiredOn === null))
    const states = (ids: readonly number[] | undefined): StationState[] => (ids ?? []).flatMap((id) => this.stations.get(id) ?? [])
    for (const state of this.stations.values()) {
      const id = state.station.id
      state.parents = states(topology.parents.get(id))
      state.children = states(topology.children.get(id))
      state.depth = topology.depth.get(id) ?? 0
      state.behind = topology.behind.get(id) ?? 0
    }
  }

  /** Sets whether a station is in service on this day, and notes those for which that will change by itself. */
  serve(state: StationState, at: number): void {
    const { retiredOn, commissionedOn } = state.station
    const planned = commissionedOn !== null && commissionedOn > dayOf(at)
    state.inService = !(retiredOn !== null && retiredOn <= dayOf(at)) && !planned
    if (planned || (retiredOn !== null && state.inService)) this.timed.add(state)
    else this.timed.delete(state)
  }

  count(): void {
    this.watched = 0
    for (const state of this.stations.values()) if (state.inService && state.devices.length > 0) this.watched++
  }
}
