/** What the engine keeps in memory of devices, stations and possible alarms. Changed in place: it is the engine's own and nobody else's. */
import type { CompiledRule, DeviceRules } from '../domain/alarm/judge.ts'
import type { RuleSet } from '../domain/alarm/rule-sets.ts'
import type { Track } from '../domain/alarm/track.ts'
import type { Contact, Voice } from '../domain/health/silence.ts'
import type { Device, Outcome } from '../../shared/model/device.ts'
import type { MetricKey, Reading } from '../../shared/model/metric.ts'
import type { Station, StationRow } from '../../shared/model/station.ts'
import type { StoredAlarm } from '../store/store.ts'

/** One possible alarm: an object, a rule and an instance about which there is something to remember. */
export type Watch = {
  readonly key: string
  /** Null where its rule is gone; such an alarm is cleared. */
  rule: CompiledRule | null
  station: StationState | null
  readonly device: DeviceState | null
  readonly metric: MetricKey | null
  readonly instance: string
  track: Track
  /** Raised now, waiting for a person, or cleared so recently that a new raise would be the same alarm. Id 0: not written yet. */
  row: StoredAlarm | null
  /** Latest good value. */
  value: number | null
  /** The poll of its device in which it was last seen. */
  seen: number
  /** Only a trap has told of it: no poll has judged its metric since. */
  byTrap: boolean
}

export type DeviceState = Contact & {
  device: Device
  station: StationState
  intervalMs: number
  /** Known to the engine since, monotonic. */
  sinceMono: number
  rules: DeviceRules
  /** By `${ruleId}|${instance}`. */
  readonly watches: Map<string, Watch>
  polls: number
  outcome: Outcome | null
  at: number | null
  lastOkAt: number | null
  responseMs: number | null
  failures: number
  polledMono: number | null
  voice: Voice | null
  silentPolls: number
  silentMono: number | null
  /** The ledger's label of that moment. */
  silentAt: number | null
  /** Last time it said anything, monotonic. */
  saidMono: number
  readings: readonly Reading[]
  readingsAt: number
  /** Where the readings of a metric stand among these, once somebody has asked; an agent answers in the same order each time. */
  places: Map<MetricKey, readonly number[]>
  /** Of the last good poll: cells that are on, off. */
  cellsOn: number
  cellsOff: number
  /** Good polls in a row with every cell off. */
  cellsOffPolls: number
}

/** What is known of a station's answering. `waiting`: silent, verdict not yet given. */
export type Standing = 'unjudged' | 'answering' | 'waiting' | 'down' | 'unreachable'

export type StationState = {
  station: Station
  /** The rules that stand here: those of the branch with the overrides of the station and its groups. One object for all stations with the same. */
  rules: RuleSet
  devices: DeviceState[]
  depth: number
  parents: readonly StationState[]
  children: readonly StationState[]
  behind: number
  inService: boolean
  /** Alarms that stand or wait for a person. */
  readonly watches: Set<Watch>
  /** How many possible alarms of the station as a whole are remembered. */
  wholes: number
  standing: Standing
  cellsOff: boolean
  /** Only polls after this monotonic moment count for a verdict. */
  epoch: number
  epochCause: 'start' | 'slept' | 'isolated'
  cycled: boolean
  /** Counted among those with no device answering. */
  failing: boolean
  /** Counted among those with one that answered at its last poll. */
  answering: boolean
  failingMono: number
  /** The ledger's label of the moment at which its last device fell silent. */
  silentAt: number | null
  heldMono: number | null
  /** A path came alive again while it was unreachable; its silence is counted anew. */
  pathBack: boolean
  suppressed: boolean
  row: StationRow
  /** What the screens were last told of `lastDataAt`. */
  toldDataAt: number
}

export function newDevice(device: Device, station: StationState, intervalMs: number, rules: DeviceRules, sinceMono: number): DeviceState {
  return {
    device,
    station,
    intervalMs,
    sinceMono,
    rules,
    watches: new Map(),
    polls: 0,
    outcome: null,
    at: null,
    lastOkAt: null,
    responseMs: null,
    failures: 0,
    polledMono: null,
    voice: null,
    silentPolls: 0,
    silentMono: null,
    silentAt: null,
    saidMono: Number.NEGATIVE_INFINITY,
    readings: [],
    readingsAt: 0,
    places: new Map(),
    cellsOn: 0,
    cellsOff: 0,
    cellsOffPolls: 0,
  }
}

export function newStation(station: Station, epoch: number, rules: RuleSet): StationState {
  return {
    station,
    rules,
    devices: [],
    depth: 0,
    parents: [],
    children: [],
    behind: 0,
    inService: false,
    watches: new Set(),
    wholes: 0,
    standing: 'unjudged',
    cellsOff: false,
    epoch,
    epochCause: 'start',
    cycled: false,
    failing: false,
    answering: false,
    failingMono: 0,
    silentAt: null,
    heldMono: null,
    pathBack: false,
    suppressed: false,
    toldDataAt: 0,
    row: {
      id: station.id,
      code: station.code,
      name: station.name,
      communeId: station.communeId,
      technologies: station.technologies,
      remoteClass: station.remoteClass,
      health: 'unknown',
      reason: { key: 'health.reason.unpolled', params: { polled: 0, devices: 0 } },
      since: null,
      openAlarms: 0,
      worstSeverity: null,
      devices: 0,
      lastDataAt: null,
      retired: station.retiredOn !== null,
    },
  }
}

/** Silence is counted anew from here: of the station as a whole and of each device. */
export function forgetSilence(s: StationState): void {
  s.silentAt = null
  s.heldMono = null
  for (const device of s.devices) {
    device.silentPolls = 0
    device.silentMono = null
    device.silentAt = null
  }
}
