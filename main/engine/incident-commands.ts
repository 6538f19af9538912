/** What people do about incidents: each command is written with its audit row before memory takes it, so that a failed write changes nothing. */
import type { Incident } from '../../shared/model/incident.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { acknowledge } from '../domain/alarm/lifecycle.ts'
import { mergeRecords, splitRecord, unmergeRecords } from '../domain/incident/by-hand.ts'
import type { IncidentRecord } from '../domain/incident/record.ts'
import type { By, StoredAlarm } from '../store/store.ts'
import type { IncidentBook } from './incident-book.ts'
import type { Case } from './incident-case.ts'
import { inOrder } from './incident-order.ts'
import type { PartView } from './part.ts'
import type { Watch } from './state.ts'

const notFound = (): Refusal => refuse('NOT_FOUND', 'notFound')
const conflict = (current: Incident): Refusal => refuse('CONFLICT', 'conflict', undefined, { current })

export class IncidentCommands {
  private readonly view: PartView
  private readonly book: IncidentBook

  constructor(view: PartView, book: IncidentBook) {
    this.view = view
    this.book = book
  }

  /** The incident as the caller saw it, or why not. */
  private seen(id: number, version: number): Case | Refusal {
    const one = this.book.home(id)
    if (!one) return notFound()
    return one.incident.version === version ? one : conflict(one.incident)
  }

  /** Alarms of it that are not both cleared and acknowledged. */
  private active(one: Case): Watch[] {
    return [...this.view.book.byId.values()].filter(({ row }) => row?.incidentId === one.id)
  }

  private audit(action: string, id: number, by: By, change: { before?: unknown; after?: unknown; comment?: string } = {}): void {
    this.view.operations.audit.add(
      {
        action: `incident.${action}`,
        subject: `incident:${id}`,
        before: change.before,
        after: change.after,
        comment: change.comment || null,
      },
      by,
    )
  }

  acknowledge(id: number, version: number, comment: string, by: By): Incident | Refusal {
    const one = this.seen(id, version)
    if ('refused' in one) return one
    const { operations, book, fleet } = this.view
    const rows: StoredAlarm[] = this.active(one).flatMap(({ row }) =>
      row && row.acknowledgedAt === null ? [acknowledge(row, by.at, by.actor.name)] : [],
    )
    const who = { acknowledgedAt: by.at, acknowledgedBy: by.actor.name }
    const next = changed(one.record, one.incident.acknowledgedAt === null ? who : {})
    operations.transaction(() => {
      operations.incidents.save(next)
      this.audit('acknowledge', id, by, { before: { acknowledgedBy: one.incident.acknowledgedBy }, after: who, comment })
      for (const row of rows) {
        operations.alarms.update(row)
        operations.audit.add({ action: 'alarm.acknowledge', subject: `alarm:${row.id}`, after: { acknowledgedBy: by.actor.name } }, by)
      }
    })
    const isNews = one.incident.acknowledgedAt === null && one.record.told !== null
    this.install(one, next)
    for (const row of rows) book.take(row, fleet.stations.get(row.stationId) ?? null)
    if (isNews) this.book.note('acknowledged', one.incident, by.at)
    return one.incident
  }

  setOwner(id: number, version: number, owner: string | null, by: By): Incident | Refusal {
    const one = this.seen(id, version)
    if ('refused' in one) return one
    return this.write(one, changed(one.record, { owner }), () =>
      this.audit('assign', id, by, { before: { owner: one.incident.owner }, after: { owner } }),
    )
  }

  comment(id: number, comment: string, by: By): Incident | Refusal {
    const one = this.book.home(id)
    if (!one) return notFound()
    this.audit('comment', id, by, { comment })
    return one.incident
  }

  private write(one: Case, next: IncidentRecord, audit: () => void): Incident {
    this.view.operations.transaction(() => {
      this.view.operations.incidents.save(next)
      audit()
    })
    this.install(one, next)
    return one.incident
  }

  private install(one: Case, record: IncidentRecord): void {
    one.replace(record)
    this.book.put(one)
    this.book.shelf.index(one)
    if (this.book.shelf.byId.has(one.id)) this.book.shelf.touch(one)
  }

  merge(id: number, version: number, intoId: number, intoVersion: number, comment: string, by: By): Incident | Refusal {
    const from = this.seen(id, version)
    if ('refused' in from) return from
    const into = this.seen(intoId, intoVersion)
    if ('refused' in into) return into
    if (from === into) return refuse('INVALID', 'incidentMergeSelf')
    if (from.incident.mergedInto !== null || into.incident.mergedInto !== null) return refuse('INVALID', 'incidentMergedAlready')
    const { operations } = this.view
    const made = mergeRecords(from.record, into.record, operations.incidents.alarmIds(id), by.at)
    operations.transaction(() => {
      operations.incidents.hand(id, intoId, null)
      operations.incidents.save(made.from)
      operations.incidents.save(made.into)
      this.audit('merge', id, by, { before: { incident: id }, after: { mergedInto: intoId }, comment })
      this.audit('merge', intoId, by, { after: { taken: id }, comment })
    })
    this.give(this.active(from), from, into)
    this.install(from, made.from)
    this.install(into, made.into)
    return into.incident
  }

  unmerge(id: number, version: number, by: By): Incident | Refusal {
    const from = this.seen(id, version)
    if ('refused' in from) return from
    const into = from.incident.mergedInto === null ? null : this.book.home(from.incident.mergedInto)
    const taken = into?.record.taken.find((one) => one.id === id)
    if (!into || !taken) return refuse('INVALID', 'incidentNotMerged')
    const { operations } = this.view
    const ids = new Set(taken.alarmIds)
    const back = this.active(into).filter(({ row }) => row !== null && ids.has(row.id))
    const kept = new Set(
      operations.incidents.alarms(into.id, Number.MAX_SAFE_INTEGER).flatMap((row) => (ids.has(row.id) ? [] : [row.stationId])),
    )
    const made = unmergeRecords(
      from.record,
      into.record,
      kept,
      back.some(({ row }) => row?.clearedAt === null),
    )
    operations.transaction(() => {
      operations.incidents.hand(into.id, id, taken.alarmIds)
      operations.incidents.save(made.from)
      operations.incidents.save(made.into)
      this.audit('unmerge', id, by, { before: { mergedInto: into.id }, after: { mergedInto: null } })
      this.audit('unmerge', into.id, by, { before: { taken: id } })
    })
    this.give(back, into, from)
    this.install(from, made.from)
    this.install(into, made.into)
    return from.incident
  }

  split(id: number, version: number, alarmIds: readonly number[], comment: string, by: By): Incident | Refusal {
    const from = this.seen(id, version)
    if ('refused' in from) return from
    const { operations } = this.view
    const all = operations.incidents.alarms(id, Number.MAX_SAFE_INTEGER)
    const wanted = new Set(alarmIds)
    const out = all.filter((row) => wanted.has(row.id))
    if (out.length < wanted.size) return refuse('INVALID', 'incidentNotOfIt')
    if (out.length === all.length) return refuse('INVALID', 'incidentSplitAll')
    const moved = this.active(from).filter(({ row }) => row !== null && wanted.has(row.id))
    const first = inOrder(moved)[0]?.row ?? out[0]
    if (!first) return refuse('INVALID', 'incidentNotOfIt')
    const newId = this.book.takeId()
    const made = splitRecord(from.record, newId, { first, out, kept: all.filter((row) => !wanted.has(row.id)), at: by.at })
    operations.transaction(() => {
      operations.incidents.save(made.made)
      operations.incidents.hand(id, newId, alarmIds)
      operations.incidents.save(made.from)
      this.audit('split', id, by, { before: { incident: id }, after: { made: newId, alarms: alarmIds }, comment })
      this.audit('split', newId, by, { after: { from: id }, comment })
    })
    const one = this.book.hold(made.made)
    this.give(moved, from, one)
    this.install(from, made.from)
    this.install(one, made.made)
    return one.incident
  }

  /** Alarms in memory follow what the store has. */
  private give(watches: readonly Watch[], from: Case, to: Case): void {
    for (const watch of watches) {
      from.unknow(watch)
      if (watch.row) this.view.book.take({ ...watch.row, incidentId: to.id }, watch.station)
      to.know(watch)
    }
  }
}

function changed(record: IncidentRecord, change: Partial<Incident>): IncidentRecord {
  return { ...record, incident: { ...record.incident, ...change, version: record.incident.version + 1 } }
}
