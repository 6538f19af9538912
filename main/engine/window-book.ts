/** Maintenance windows in memory: which are open now, over whom, and when that changes next. Announced work at one station counts as one of them. */
import type { MaintenanceWindow } from '../../shared/model/window.ts'
import type { Moment } from '../domain/alarm/track.ts'
import { occurrencesBetween, occurrencesFrom } from '../domain/window/occurrences.ts'
import { after, common, contains, merge, pieces, type Piece, type Span } from '../domain/window/spans.ts'
import { stationsOf } from '../domain/window/targets.ts'
import type { Operations } from '../store/store.ts'
import type { Fleet } from './fleet.ts'
import type { EnginePart } from './part.ts'
import type { DeviceState, StationState } from './state.ts'

/** A window that is open: what is said of it, and until when (epoch ms) this occurrence lasts. `windowId` null: work announced at one station. */
export type Quiet = { readonly windowId: number | null; readonly title: string; readonly by: string; readonly until: number }

/** What the engine's other parts and the app may ask. */
export type Windows = {
  /** Is a window open over a station, or over one device of it? The devices of a station with a window are in it; so is a station all of whose devices are in one. */
  quiet(stationId: number, deviceId: number | null): Quiet | null
}

/** A window that counts, with the occurrence that is open. */
type Entry = { readonly window: MaintenanceWindow; readonly countsFrom: number; open: Span | null }
type Place = { readonly station: StationState | null; readonly device: DeviceState | null }

/** Windows that follow one another without a gap are one stretch; it is looked for this far back. */
const STRETCH_MS = 31 * 86_400_000

export class WindowBook implements EnginePart, Windows {
  readonly needsWriting = false
  private entries: Entry[] = []
  private readonly byStation = new Map<number, Entry[]>()
  private readonly byDevice = new Map<number, Entry[]>()
  /** Stations with an open window over them or over one of their devices. */
  private open = new Set<StationState>()
  private edge = Number.POSITIVE_INFINITY
  private lookedAt = Number.NEGATIVE_INFINITY
  private readonly operations: Operations
  private readonly fleet: Fleet
  private readonly onTurned: (station: StationState) => void

  /** `onTurned`: a window over this station or one of its devices opened or ended; its alarms and its interval are to be judged anew. */
  constructor(operations: Operations, fleet: Fleet, onTurned: (station: StationState) => void) {
    this.operations = operations
    this.fleet = fleet
    this.onTurned = onTurned
  }

  reload(now: Moment): void {
    const { fleet } = this
    const places = { stations: Array.from(fleet.stations.values(), (s) => s.station), groups: this.operations.groups.all() }
    this.entries = []
    this.byStation.clear()
    this.byDevice.clear()
    for (const window of this.operations.windows.approved()) {
      if (occurrencesFrom(window, now.at - STRETCH_MS).next().done) continue
      const entry: Entry = { window, countsFrom: window.decidedAt ?? 0, open: null }
      this.entries.push(entry)
      for (const id of stationsOf(window.targets, places)) add(this.byStation, id, entry)
      for (const id of window.targets.deviceIds) add(this.byDevice, id, entry)
    }
    this.look(now.at)
  }

  before(now: Moment): void {
    if (now.at >= this.edge || now.at < this.lookedAt) this.look(now.at)
    this.lookedAt = now.at
  }

  write(): () => void {
    return () => {}
  }

  /** Finds what is open at a moment, and when that changes next. */
  private look(at: number): void {
    this.lookedAt = at
    this.edge = Number.POSITIVE_INFINITY
    for (const entry of this.entries) {
      entry.open = null
      for (const one of occurrencesFrom(entry.window, at)) {
        const span = after(one, entry.countsFrom)
        if (span.to <= at) continue
        const isOpen = contains(span, at)
        if (isOpen) entry.open = span
        this.edge = Math.min(this.edge, isOpen ? span.to : span.from)
        break
      }
    }
    const open = new Set<StationState>()
    for (const station of this.fleet.stations.values()) {
      const work = station.station.maintenance
      if (work && work.until > at) this.edge = Math.min(this.edge, work.until)
      if (this.isQuiet(station, null) || station.devices.some((device) => this.isQuiet(station, device))) open.add(station)
    }
    const before = this.open
    this.open = open
    for (const station of new Set([...before, ...open]))
      if (before.has(station) !== open.has(station) || this.byDevice.size > 0) this.onTurned(station)
  }

  quiet(stationId: number, deviceId: number | null): Quiet | null {
    const station = this.fleet.stations.get(stationId)
    return station ? this.of(station, deviceId) : null
  }

  isQuiet(station: StationState, device: DeviceState | null): boolean {
    return this.of(station, device?.device.id ?? null) !== null
  }

  private of(station: StationState, deviceId: number | null): Quiet | null {
    const { maintenance } = station.station
    if (maintenance && maintenance.until > this.lookedAt)
      return { windowId: null, title: maintenance.reason, by: maintenance.by, until: maintenance.until }
    const found =
      openOf(this.byStation, station.station.id) ?? (deviceId === null ? this.ofAllDevices(station) : openOf(this.byDevice, deviceId))
    if (!found?.open) return null
    return { windowId: found.window.id, title: found.window.title, by: found.window.proposedBy, until: found.open.to }
  }

  private ofAllDevices({ devices }: StationState): Entry | undefined {
    if (this.byDevice.size === 0) return undefined
    let found: Entry | undefined
    for (const { device } of devices) {
      const entry = openOf(this.byDevice, device.id)
      if (!entry) return undefined
      found ??= entry
    }
    return found
  }

  /** Since when a window is open over it without a gap, epoch ms; null where none is. */
  since({ station, device }: Place): number | null {
    if (!station || !this.isQuiet(station, device)) return null
    const at = this.lookedAt
    const spans = this.spansOf(station, device, at - STRETCH_MS, at + 1)
    return spans.find((one) => contains(one, at))?.from ?? at
  }

  /** Planned or not, from one moment of the ledger to another: cut exactly where windows begin and end. */
  pieces(station: StationState, from: number, to: number): Piece[] {
    const { id, maintenance } = station.station
    if (!maintenance && !this.byStation.has(id) && this.byDevice.size === 0) return [{ at: from, planned: false }]
    return pieces(this.spansOf(station, null, from, to + 1), from, to)
  }

  private spansOf({ station, devices }: StationState, device: DeviceState | null, from: number, to: number): Span[] {
    const spans = spansOf(this.byStation.get(station.id), from, to)
    if (station.maintenance) spans.push({ from: station.maintenance.since, to: station.maintenance.until })
    if (device) spans.push(...spansOf(this.byDevice.get(device.device.id), from, to))
    else if (devices.length > 0 && devices.every((one) => this.byDevice.has(one.device.id)))
      spans.push(...devices.map((one) => merge(spansOf(this.byDevice.get(one.device.id), from, to))).reduce(common))
    return merge(spans)
  }
}

function add(map: Map<number, Entry[]>, id: number, entry: Entry): void {
  const list = map.get(id)
  if (list) list.push(entry)
  else map.set(id, [entry])
}

function openOf(map: ReadonlyMap<number, Entry[]>, id: number): Entry | undefined {
  return map.get(id)?.find((one) => one.open !== null)
}

function spansOf(entries: readonly Entry[] | undefined, from: number, to: number): Span[] {
  return (entries ?? []).flatMap(({ window, countsFrom }) => occurrencesBetween(window, from, to).map((one) => after(one, countsFrom)))
}
