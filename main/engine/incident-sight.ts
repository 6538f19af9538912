/** What correlation may ask of the engine's memory: who is near an alarm, what cuts a station off, who else lost mains. */
import type { Neighbour, OpenIncident, View } from '../domain/incident/decide.ts'
import { familyOf } from '../domain/incident/family.ts'
import { ANEW_MS } from '../domain/incident/telling.ts'
import { hopOf, type End } from '../domain/incident/hop.ts'
import { rootsOf } from '../domain/incident/roots.ts'
import { together, WAVE } from '../domain/incident/wave.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { STATION_DOWN } from '../domain/alarm/rules.ts'
import type { StoredAlarm } from '../store/store.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'
import { stands, type Case } from './incident-case.ts'
import type { IncidentShelf } from './incident-shelf.ts'
import type { StationState, Watch } from './state.ts'

/** An alarm that cleared no longer ago than this still tells why its station fell silent. */
const LATELY_MS = 30 * 60_000
/** No 48 V battery that stood here a few minutes ago is empty. */
const POWERED_VOLTS = 47.5
const FRESH_MS = 5 * 60_000
/** Readings that say that there is mains. */
const MAINS_ON: Readonly<Partial<Record<MetricKey, (value: number) => boolean>>> = {
  'mains.state': (value) => value === 1,
  'mains.voltage': (value) => value > 150,
}
const VOLTS = new Set(['battery.voltage', 'dc.voltage'])

export class IncidentSight implements View {
  private readonly fleet: Fleet
  private readonly book: AlarmBook
  private readonly shelf: IncidentShelf
  /** Last loss of mains of a station, epoch ms. */
  readonly losses = new Map<number, number>()
  /** Stations by `feeder:<id>`, or by `place:<commune>` where none is on record. */
  private scopes = new Map<string, StationState[]>()
  /** An incident that is not looked at, for one that is about to leave it. */
  apart = 0
  /** The moment that is being looked at. */
  at = 0
  mono = 0
  readonly leftAtSilence: View['leftAtSilence']

  constructor(fleet: Fleet, book: AlarmBook, shelf: IncidentShelf, leftAtSilence: View['leftAtSilence']) {
    this.leftAtSilence = leftAtSilence
    this.fleet = fleet
    this.book = book
    this.shelf = shelf
    this.load()
  }

  load(): void {
    this.scopes = new Map()
    for (const state of this.fleet.stations.values()) {
      if (!state.inService) continue
      const key = scopeOf(state)
      const list = this.scopes.get(key)
      if (list) list.push(state)
      else this.scopes.set(key, [state])
    }
    for (const id of this.losses.keys()) if (!this.fleet.stations.has(id)) this.losses.delete(id)
  }

  find(id: number): OpenIncident | null {
    return this.shelf.byId.get(id)?.toOpen() ?? null
  }

  neighbours(stationId: number): Neighbour[] {
    const found: Neighbour[] = []
    for (const watch of this.fleet.stations.get(stationId)?.watches ?? []) {
      const { row } = watch
      if (!row || row.incidentId === null || !(stands(watch) || this.at - (row.clearedAt ?? 0) < LATELY_MS)) continue
      const one = this.shelf.byId.get(row.incidentId)
      if (one?.isOurs && one.id !== this.apart)
        found.push({ family: familyOf(row), deviceId: row.deviceId, incident: one.toOpen(), stands: stands(watch) })
    }
    return found
  }

  cutBy(stationId: number): OpenIncident[] {
    const station = this.fleet.stations.get(stationId)
    if (!station) return []
    const roots = rootsOf(station, (one) => one.parents, linkOf)
    return roots.flatMap((root) => {
      const one = this.ofSilence(root)
      return one?.isOurs ? [one.toOpen()] : []
    })
  }

  /** The incident of a station's standing silence. */
  private ofSilence(station: StationState): Case | null {
    const watch = this.book.find({ station, device: null }, STATION_DOWN, '')
    return watch && stands(watch) ? (this.shelf.byId.get(watch.row?.incidentId ?? 0) ?? null) : null
  }

  ofFeeder(stationId: number): ReturnType<View['ofFeeder']> {
    const station = this.fleet.stations.get(stationId)
    const one = station && this.shelf.ofRoot(scopeOf(station))
    return one ? { incident: one.toOpen(), isBack: one.powerMono !== null && this.mono - one.powerMono >= ANEW_MS } : null
  }

  around(stationId: number): ReturnType<View['around']> {
    const station = this.fleet.stations.get(stationId)
    const all = (station && this.scopes.get(scopeOf(station))) ?? []
    const alike: OpenIncident[] = []
    const own = this.losses.get(stationId) ?? this.at
    const losses = all.map((other) => (other === station ? own : this.lossOf(other)))
    const near = losses.filter((loss) => loss !== null && together(loss, own))
    const first = Math.min(own, ...near.map((loss) => loss ?? own))
    let fine = 0
    for (const [i, other] of all.entries()) {
      const loss = losses[i] ?? null
      if (loss !== null && together(loss, own)) {
        if (other !== station) alike.push(...this.alone(other))
      } else if (hasMains(other, first)) fine++
    }
    return {
      scope: station?.station.feederId === null ? 'place' : 'feeder',
      lost: near.length,
      atOnce: near.filter((loss) => Math.abs((loss ?? own) - own) <= WAVE.momentMs).length,
      fine,
      alike,
    }
  }

  /** Its mains are gone: since it was first seen, where polls had to see it more than once. */
  lost({ rule, device }: Watch, { stationId, raisedAt }: StoredAlarm): void {
    const polls = device && device.readingsAt >= raisedAt ? (rule?.rule.raiseHold.polls ?? 1) : 1
    this.losses.set(stationId, raisedAt - (polls - 1) * (device?.intervalMs ?? 0))
  }

  /** When it lost mains, or seems to have: one look is not enough for its alarm, but beside others it tells. */
  private lossOf(station: StationState): number | null {
    return lossSeen(station) ?? this.losses.get(station.station.id) ?? null
  }

  /** How many of a scope seem to have lost mains and have no alarm yet. */
  pending(key: string): number {
    let count = 0
    for (const station of this.scopes.get(key) ?? [])
      if (!this.shelf.ofStation(station.station.id).some((one) => one.incident.cause === 'feeder') && lossSeen(station) !== null) count++
    return count
  }

  private alone(station: StationState): OpenIncident[] {
    return this.shelf
      .ofStation(station.station.id)
      .filter(
        ({ isOurs, incident: { root, cause } }) => isOurs && root.kind === 'station' && root.id === station.station.id && isPower(cause),
      )
      .map((one) => one.toOpen())
  }

  hopOf(deviceId: number): number | null {
    const device = this.fleet.devices.get(deviceId)
    if (!device) return null
    const { station } = device
    return hopOf(device.device.name, endOf(station), [...station.parents, ...station.children].map(endOf))
  }

  linkTo(stationId: number): OpenIncident | null {
    return this.shelf.linkTo(stationId)?.toOpen() ?? null
  }

  linksBelow(stationId: number): OpenIncident[] {
    return (this.fleet.stations.get(stationId)?.children ?? []).flatMap((child) => this.linkTo(child.station.id) ?? [])
  }

  silenceOf(stationId: number): OpenIncident | null {
    const one = this.shelf.ofRoot(`station:${stationId}`)
    return one?.incident.cause === 'backhaul' ? one.toOpen() : null
  }

  wasPowered(stationId: number): boolean {
    const station = this.fleet.stations.get(stationId)
    let powered = false
    for (const device of station?.devices ?? []) {
      if ((station?.silentAt ?? this.at) - device.readingsAt > FRESH_MS) continue
      for (const { metric, value, quality } of device.readings) {
        if (!VOLTS.has(metric) || quality !== 'good' || value === null || value < 30 || value > 70) continue
        if (value < POWERED_VOLTS) return false
        powered = true
      }
    }
    return powered
  }

  placeOf(stationId: number): { feederId: number | null; communeId: number } {
    const station = this.fleet.stations.get(stationId)?.station
    return { feederId: station?.feederId ?? null, communeId: station?.communeId ?? 0 }
  }

  private isStray({ incidentId, stationId }: StoredAlarm): boolean {
    const held = incidentId === null ? null : this.shelf.byId.get(incidentId)
    // What died by itself keeps its own, also where a restart forgot that it had.
    return !held || (held.isOurs && !held.isOfRoot(stationId) && !this.cutBy(stationId).some((one) => one.id === held.id))
  }

  /** Silences of stations behind this one whose incident, if they have one, does not explain them any more. */
  *strayBehind(station: StationState): Generator<Watch> {
    const seen = new Set<StationState>([station])
    const walk = [...station.children]
    for (let next = walk.pop(); next; next = walk.pop()) {
      if (seen.has(next) || next.standing !== 'unreachable') continue
      seen.add(next)
      const watch = this.book.find({ station: next, device: null }, STATION_DOWN, '')
      if (watch?.row && stands(watch) && this.isStray(watch.row)) yield watch
      walk.push(...next.children)
    }
  }
}

/** Told since that moment (epoch ms) that it has mains. */
function hasMains({ devices }: StationState, since: number): boolean {
  return devices.some(
    ({ readings, readingsAt }) =>
      readingsAt > since &&
      readings.some(({ metric, value, quality }) => quality === 'good' && value !== null && (MAINS_ON[metric]?.(value) ?? false)),
  )
}

/** Since when its mains seem to be gone, by the first look that has no alarm yet; null where nothing says so. */
function lossSeen({ devices }: StationState): number | null {
  for (const { watches } of devices)
    for (const { track, rule } of watches.values()) {
      if (track.hold?.kind !== 'raise' || track.hold.anchor === null || !rule || rule.rule.severity === 'warning') continue
      const { id: ruleId, probableCause } = rule.rule
      if (familyOf({ ruleId, probableCause }) === 'mains') return track.hold.since
    }
  return null
}

function scopeOf({ station }: StationState): string {
  return station.feederId === null ? `place:${station.communeId}` : `feeder:${station.feederId}`
}

function endOf({ station, parents }: StationState): End {
  return { stationId: station.id, code: station.code, parentIds: parents.map((one) => one.station.id) }
}

function isPower(cause: OpenIncident['cause']): boolean {
  return cause === 'mains' || cause === 'power'
}

function linkOf(station: StationState): 'dead' | 'cut' | 'through' | 'alive' {
  if (station.devices.length === 0 || !station.inService) return 'through'
  return station.standing === 'down' ? 'dead' : station.standing === 'unreachable' ? 'cut' : 'alive'
}
