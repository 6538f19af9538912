/** What an incident's figures are at a moment: severity, state, sentence, stations out and at risk, communes, hamlets, minutes lost. */
import type { Incident } from '../../shared/model/incident.ts'
import { lostMs } from '../domain/incident/minutes.ts'
import { isWithout, type HamletRecord } from '../domain/incident/hamlets.ts'
import { worseOf } from '../domain/incident/telling.ts'
import { titleOf } from '../domain/incident/title.ts'
import type { Interval } from '../../shared/model/interval.ts'
import type { Severity } from '../../shared/model/alarm.ts'
import type { Operations } from '../store/store.ts'
import type { Fleet } from './fleet.ts'
import type { Case } from './incident-case.ts'
import type { LedgerBook } from './ledger-book.ts'

/** The ledger has this much in memory. */
const REMEMBERED_MS = 24 * 3_600_000

export class IncidentFigures {
  private readonly fleet: Fleet
  private readonly ledger: LedgerBook
  private readonly operations: Operations
  private hamlets = new Map<number, HamletRecord>()
  /** By serving station. */
  private hamletsOf = new Map<number, HamletRecord[]>()
  private feeders = new Map<number, string>()
  private communes = new Map<number, string>()

  constructor(fleet: Fleet, ledger: LedgerBook, operations: Operations) {
    this.fleet = fleet
    this.ledger = ledger
    this.operations = operations
    this.load()
  }

  /** The registers of hamlets, feeders and communes. */
  load(): void {
    const { inventory, hamlets, feeders } = this.operations
    const { communes } = inventory.all()
    const standing = new Map<number, number[]>()
    for (const { station } of this.fleet.stations.values())
      if (station.hamletId !== null) standing.set(station.hamletId, [...(standing.get(station.hamletId) ?? []), station.id])
    this.feeders = new Map(feeders.all().map((one) => [one.id, one.name]))
    this.communes = new Map(communes.map((one) => [one.id, one.name]))
    this.hamlets = new Map()
    this.hamletsOf = new Map()
    for (const { id, communeId, name, households, stationIds } of hamlets.all()) {
      const servedBy = stationIds.length > 0 ? stationIds : (standing.get(id) ?? [])
      if (servedBy.length === 0) continue
      const hamlet = { id, communeId, name, households, servedBy }
      this.hamlets.set(id, hamlet)
      for (const stationId of servedBy) this.hamletsOf.set(stationId, [...(this.hamletsOf.get(stationId) ?? []), hamlet])
    }
  }

  hamlet(id: number): HamletRecord | null {
    return this.hamlets.get(id) ?? null
  }

  served(stationId: number): readonly HamletRecord[] {
    return this.hamletsOf.get(stationId) ?? []
  }

  isWithout(hamlet: HamletRecord): boolean {
    return isWithout(hamlet, (id) => {
      const station = this.fleet.stations.get(id)
      if (!station?.inService) return null
      return station.standing === 'down' || station.standing === 'unreachable' || station.cellsOff
    })
  }

  /** The record's figures as they are now. */
  refresh(one: Case): void {
    const { incident, record } = one
    let standing: Severity | null = null
    const risky = new Set<number>()
    for (const { row, rule } of one.standing) {
      if (!row || row.suppressed) continue
      standing = standing === null ? row.severity : worseOf(standing, row.severity)
      if (rule?.rule.risk) risky.add(row.stationId)
    }
    const out = one.out()
    for (const id of out) risky.delete(id)
    const without = new Set<number>()
    for (const id of out) for (const hamlet of this.served(id)) if (this.isWithout(hamlet)) without.add(hamlet.id)
    const lost = [...new Set([...record.lost, ...without])]
    const worst = standing === null ? record.worst : worseOf(record.worst, standing)
    const hamletIds = one.isOpen ? [...without] : lost
    this.orderRootFirst(one)
    one.set(
      {
        severity: one.isOpen && standing !== null ? standing : worst,
        title: this.title(one),
        down: out.length,
        atRisk: risky.size,
        communeIds: this.communesOf(one),
        hamletIds,
        households: hamletIds.reduce((sum, id) => sum + (this.hamlets.get(id)?.households ?? 0), 0),
        state: !one.isOpen ? 'ended' : !one.isHeld() || !one.rootStands() ? 'recovering' : 'open',
      },
      { lost, worst },
    )
    if (incident.mergedInto !== null) one.set({ state: 'ended' })
  }

  /** Counts the minutes lost, up to the ledger's present. */
  count(one: Case, label: number): void {
    let sum = 0
    for (const member of one.record.members) sum += this.lostBy(member, label)
    one.set({ minutesLost: Math.round(sum / 600) / 100 })
  }

  /** Ms that one station lost in an incident. */
  lostBy({ stationId, out }: Case['record']['members'][number], label: number): number {
    const first = out[0]
    return first ? lostMs(out, this.intervals(stationId, first[0], label), label) : 0
  }

  private intervals(stationId: number, from: number, label: number): Interval[] {
    return from >= label - REMEMBERED_MS
      ? this.ledger.recent(stationId)
      : this.operations.ledger
          .between(from, label + 1, stationId)
          .filter(({ to }) => to !== null)
          .concat(this.ledger.of(stationId) ?? [])
  }

  private communesOf(one: Case): number[] {
    const ids = new Set<number>()
    for (const { stationId } of one.record.members) {
      const communeId = this.fleet.stations.get(stationId)?.station.communeId
      if (communeId !== undefined) ids.add(communeId)
    }
    return ids.size === one.incident.communeIds.length ? one.incident.communeIds : [...ids]
  }

  private orderRootFirst(one: Case): void {
    const { root } = one.incident
    const id = root.kind === 'station' ? root.id : root.kind === 'device' ? root.stationId : null
    if (id === null || one.incident.stationIds[0] === id) return
    if (one.incident.stationIds.includes(id)) one.set({ stationIds: [id, ...one.incident.stationIds.filter((other) => other !== id)] })
  }

  private title(one: Case): Incident['title'] {
    const { cause, root, stationIds } = one.incident
    return titleOf({ cause, root, name: this.nameOf(root), stations: stationIds.length, ruleId: one.record.ruleId })
  }

  private nameOf(root: Incident['root']): string {
    switch (root.kind) {
      case 'station':
        return this.fleet.stations.get(root.id)?.station.code ?? ''
      case 'device':
        return this.fleet.stations.get(root.stationId)?.station.code ?? ''
      case 'feeder':
        return this.feeders.get(root.id) ?? ''
      case 'place':
        return this.communes.get(root.communeId) ?? ''
      case 'self':
        return ''
    }
  }
}
