/** One incident in memory: its record, its alarms that stand, and its stations. */
import type { Incident } from '../../shared/model/incident.ts'
import type { OpenIncident, Opening } from '../domain/incident/decide.ts'
import { CHAIN, familyOf } from '../domain/incident/family.ts'
import { begins, ends, type IncidentRecord, type Member } from '../domain/incident/record.ts'
import { ALL_CELLS_OFF, STATION_DOWN } from '../domain/alarm/rules.ts'
import type { Watch } from './state.ts'

const POWER: ReadonlySet<Incident['cause']> = new Set(['mains', 'feeder', 'power'])

/** Does the alarm stand, as far as its incident asks? */
export function stands({ row }: Watch): boolean {
  return row !== null && row.clearedAt === null && row.closedAt === null
}

/** Its station is without service. */
export function isOutage({ row }: Watch): boolean {
  return row !== null && (row.ruleId === STATION_DOWN || row.ruleId === ALL_CELLS_OFF)
}

export class Case {
  record: IncidentRecord
  /** Alarms that stand. */
  readonly standing = new Set<Watch>()
  /** All that were seen in it since the start: was each suppressed when last looked at? */
  readonly seen = new Map<Watch, boolean>()
  /** Monotonic. When it came to be, for this run of the program; when the last of its alarms cleared. */
  readonly bornMono: number
  quietMono: number | null = null
  /** Since when nothing in it says that power is lost, monotonic. */
  powerMono: number | null = null
  /** Since when only what followed from it stands, monotonic. */
  leftMono: number | null = null
  /** Wall label of its last clear. */
  clearedAt: number
  /** Its record as it was last handed on to be written. */
  written = ''
  /** It turned out to be wider than was said; it ended, and nobody was told yet. */
  isWider = false
  isEndUntold = false
  /** When its minutes were last counted, monotonic. */
  countedMono = Number.NEGATIVE_INFINITY
  private places = new Map<number, number>()

  constructor(record: IncidentRecord, bornMono: number) {
    this.record = record
    this.bornMono = bornMono
    this.clearedAt = record.incident.endedAt ?? record.incident.beganAt
    this.place()
  }

  private place(): void {
    this.places = new Map(this.record.members.map((member, i) => [member.stationId, i]))
  }

  /** Another record in its place, which a command has written. */
  replace(record: IncidentRecord): void {
    this.record = record
    this.place()
  }

  get incident(): Incident {
    return this.record.incident
  }

  get id(): number {
    return this.record.incident.id
  }

  get isOpen(): boolean {
    return this.record.incident.endedAt === null
  }

  /** Open, and no person's own arrangement. */
  get isOurs(): boolean {
    return this.isOpen && !this.record.incident.byHand
  }

  toOpen(): OpenIncident {
    const { id, cause, root, beganAt } = this.record.incident
    return { id, cause, root, beganAt, hop: this.record.hop, about: this.record.about }
  }

  member(stationId: number): Member | null {
    return this.record.members[this.places.get(stationId) ?? -1] ?? null
  }

  set(change: Partial<Incident>, more: Partial<Omit<IncidentRecord, 'incident'>> = {}): void {
    this.record = { ...this.record, ...more, incident: { ...this.record.incident, ...change } }
  }

  recast({ root, cause, hop, about }: Opening): void {
    this.isWider = root.kind !== this.incident.root.kind || cause !== this.incident.cause
    this.set({ root, cause }, { hop, about })
  }

  /** Takes a station in. Console alarms have none. */
  admit(stationId: number, at: number): void {
    if (stationId === 0 || this.places.has(stationId)) return
    this.places.set(stationId, this.record.members.length)
    this.record.members.push({ stationId, joinedAt: at, out: [] })
    this.set({ stationIds: this.record.members.map((one) => one.stationId) })
  }

  private change(stationId: number, make: (member: Member) => Member): void {
    const i = this.places.get(stationId)
    const member = i === undefined ? undefined : this.record.members[i]
    if (i !== undefined && member) this.record.members[i] = make(member)
  }

  /** Takes a state of one of its alarms. `fresh`: it was not of this incident before. `label`: this moment in the ledger. */
  take(watch: Watch, fresh: boolean, label: number): void {
    const { row, station } = watch
    if (!row) return
    const was = fresh ? undefined : this.seen.get(watch)
    const suppressed = (row.suppressed ? 1 : 0) - (was === true ? 1 : 0)
    if (fresh) {
      this.admit(row.stationId, Math.max(row.raisedAt, this.incident.beganAt))
      this.set({
        alarms: this.incident.alarms + 1,
        suppressed: this.incident.suppressed + suppressed,
        beganAt: Math.min(this.incident.beganAt, this.sinceOf(watch)),
      })
    } else this.admit(row.stationId, label)
    if (!fresh && suppressed !== 0 && this.seen.has(watch)) this.set({ suppressed: this.incident.suppressed + suppressed })
    this.seen.set(watch, row.suppressed)
    if (stands(watch)) {
      this.standing.add(watch)
      this.quietMono = null
      if (isOutage(watch) && station) this.change(row.stationId, (member) => begins(member, this.sinceOf(watch)))
    } else {
      if (this.standing.delete(watch)) this.clearedAt = Math.max(this.clearedAt, row.clearedAt ?? row.closedAt ?? label)
      if (isOutage(watch)) this.change(row.stationId, (member) => ends(member, row.clearedAt ?? label))
    }
  }

  /** An outage begins with the first question that was not answered. */
  private sinceOf({ row, station }: Watch): number {
    if (row?.ruleId === STATION_DOWN && station?.silentAt) return Math.min(station.silentAt, row.raisedAt)
    return row?.raisedAt ?? 0
  }

  /** Knows an alarm that it had before this moment: after a restart, or by a person's command. */
  know(watch: Watch): void {
    this.seen.set(watch, watch.row?.suppressed ?? false)
    if (stands(watch)) this.standing.add(watch)
  }

  /** Forgets an alarm that a command gave to another. */
  unknow(watch: Watch): void {
    this.seen.delete(watch)
    this.standing.delete(watch)
  }

  /** Gives an alarm up to another incident; the station stays with the time that it lost here. */
  drop(watch: Watch, label: number): void {
    if (!this.seen.has(watch)) return
    const suppressed = this.seen.get(watch) === true
    this.seen.delete(watch)
    this.standing.delete(watch)
    this.set({ alarms: this.incident.alarms - 1, suppressed: this.incident.suppressed - (suppressed ? 1 : 0) })
    if (isOutage(watch) && watch.row) this.change(watch.row.stationId, (member) => ends(member, label))
  }

  /** Stations that are without service through it. */
  out(): number[] {
    return this.record.members.filter(({ out }) => out.at(-1)?.[1] === null).map((one) => one.stationId)
  }

  /** Something stands that keeps it open. A warning only rides along. */
  isHeld(): boolean {
    for (const { row } of this.standing) if (row && (row.severity !== 'warning' || row.type === 'physical')) return true
    return false
  }

  /** Its station or device is that of the root. */
  isOfRoot(stationId: number): boolean {
    const { root } = this.incident
    return (root.kind === 'station' && root.id === stationId) || (root.kind === 'device' && root.stationId === stationId)
  }

  /** Notes since when the power that was lost is back. */
  watchPower(mono: number): void {
    for (const { row } of this.standing) {
      const family = row && familyOf(row)
      if (family === 'mains' || family === 'reserve') {
        this.powerMono = null
        return
      }
    }
    this.powerMono ??= mono
  }

  /** What followed from lost power and stands although the power is back: faults of their own. */
  leftBehind(): Watch[] {
    if (!POWER.has(this.incident.cause) || this.incident.root.kind === 'device') return []
    const all = [...this.standing]
    if (all.some(({ row }) => row && (CHAIN.has(familyOf(row)) || familyOf(row) === 'silent'))) return []
    return all.filter(({ row }) => row && row.severity !== 'warning')
  }

  /** Something of the root itself stands: until then the incident is not recovering. */
  rootStands(): boolean {
    const { root, cause } = this.incident
    for (const watch of this.standing) {
      const row = watch.row
      if (!row) continue
      const family = familyOf(row)
      switch (root.kind) {
        case 'station':
          if (row.stationId === root.id && (cause !== 'backhaul' || family === 'silent')) return true
          break
        case 'device':
          if (row.deviceId === root.id) return true
          if (cause === 'link' && (family === 'radio' || (family === 'silent' && !row.suppressed))) return true
          break
        case 'feeder':
        case 'place':
          if (family === 'mains' || family === 'reserve' || family === 'low') return true
          break
        case 'self':
          return true
      }
    }
    return false
  }
}

/** A new incident, as yet without alarms. */
export function newCase(id: number, { root, cause, hop, about }: Opening, by: { ruleId: string; at: number; mono: number }): Case {
  return new Case(
    {
      incident: {
        id,
        state: 'open',
        cause,
        root,
        severity: 'indeterminate',
        title: { key: 'incident.title.isolated' },
        beganAt: by.at,
        endedAt: null,
        stationIds: [],
        down: 0,
        atRisk: 0,
        communeIds: [],
        hamletIds: [],
        households: 0,
        minutesLost: 0,
        alarms: 0,
        suppressed: 0,
        owner: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
        byHand: false,
        mergedInto: null,
        version: 1,
      },
      members: [],
      hop,
      about,
      ruleId: by.ruleId,
      told: null,
      returns: 0,
      lost: [],
      worst: 'indeterminate',
      taken: [],
    },
    by.mono,
  )
}
