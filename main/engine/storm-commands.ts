/** What people do with gensets and batteries: each command is checked against the whole log, written with its audit row, and then taken in. */
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Assignment, DispatchEntry, DispatchKind, NoteKind } from '../../shared/model/storm.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { duty, isDuty, standing } from '../domain/storm/dispatch.ts'
import type { By, NewLine } from '../store/store.ts'
import type { PartView } from './part.ts'
import { assignmentOf, dutyOf, type OnDuty } from './storm-duty.ts'
import type { Moment } from '../domain/alarm/track.ts'

/** Where commands do their work. */
export type StormDesk = {
  readonly view: PartView
  readonly duties: ReadonlyMap<number, OnDuty>
  now(): Moment
  take(one: OnDuty): Assignment
}

export type AssignWhat = {
  readonly resourceId: number
  readonly version: number
  readonly stationId: number
  readonly travelMinutes: number | null
  readonly at: number | null
  readonly note: string
}
export type TellWhat = {
  readonly id: number
  readonly version: number
  readonly kind: NoteKind
  readonly at: number | null
  readonly litres: number | null
  readonly note: string
}

/** Clocks of phones differ a little from the console's. */
const AHEAD_MS = 2 * 60_000

const field = (path: string, key: string, params?: Phrase['params']): Refusal =>
  refuse('INVALID', 'access.invalid', undefined, { issues: [{ path, phrase: { key: `error.${key}`, params } }] })

/** The moment that was meant, or why it cannot be. */
function momentOf(at: number | null, by: By): number | Refusal {
  if (at === null) return by.at
  return at > by.at + AHEAD_MS ? field('at', 'dispatch.future') : Math.round(at)
}

function line(kind: DispatchKind, at: number, by: By, more: Partial<NewLine> = {}): NewLine {
  return { kind, at, litres: null, note: '', by: by.actor.name, recordedAt: by.at, replaces: null, undone: false, ...more }
}

export function assign(desk: StormDesk, what: AssignWhat, by: By): Assignment | Refusal {
  const { storm } = desk.view.operations
  const resource = storm.resources().find((one) => one.id === what.resourceId)
  const station = desk.view.fleet.stations.get(what.stationId)
  if (!resource || resource.retiredAt !== null || !station?.inService) return refuse('NOT_FOUND', 'notFound')
  const busy = [...desk.duties.values()].find((one) => one.stored.resourceId === resource.id)
  const current = { resource, assignment: busy ? assignmentOf(busy, desk.now()) : null }
  if (busy) {
    const there = desk.view.fleet.stations.get(busy.stored.stationId)?.station.code ?? ''
    return refuse('CONFLICT', 'dispatch.busy', { name: resource.name, station: there }, { current })
  }
  if (resource.version !== what.version) return refuse('CONFLICT', 'conflict', undefined, { current })
  if (resource.state === 'repair') return field('resourceId', 'dispatch.inRepair', { name: resource.name })
  const at = momentOf(what.at, by)
  if (isRefusal(at)) return at
  const lastEnd = Math.max(0, ...storm.assignments({ stationId: null, resourceId: resource.id, limit: 100 }).map((one) => one.endedAt ?? 0))
  if (at < lastEnd) return field('at', 'dispatch.overlaps', { name: resource.name, at: lastEnd })
  const made = storm.assign(what, line('dispatched', at, by, { note: what.note }), by)
  if (isRefusal(made)) return made
  const kept = storm.resources().find((one) => one.id === resource.id) ?? resource
  return desk.take({ stored: made.assignment, resource: kept, lines: [made.entry], mains: null, dry: false })
}

/** One on duty, or one that ended, with its whole log. */
function find(desk: StormDesk, id: number): OnDuty | null {
  const known = desk.duties.get(id)
  if (known) return known
  const { storm } = desk.view.operations
  const stored = storm.assignment(id)
  const resource = stored && storm.resources().find((one) => one.id === stored.resourceId)
  return stored && resource ? { stored, resource, lines: storm.log(id), mains: null, dry: false } : null
}

/** Adds a line where the log makes sense with it. One that ended is not opened again while its resource is elsewhere. */
function add(desk: StormDesk, id: number, version: number, made: (one: OnDuty) => NewLine | Refusal, by: By): Assignment | Refusal {
  const one = find(desk, id)
  if (!one) return refuse('NOT_FOUND', 'notFound')
  if (one.stored.version !== version) return refuse('CONFLICT', 'conflict', undefined, { current: assignmentOf(one, desk.now()) })
  const next = made(one)
  if (isRefusal(next)) return next
  if (one.resource.kind === 'battery' && (next.kind === 'refuelled' || next.kind === 'ranOut')) return field('kind', 'dispatch.noTank')
  const lines = [...one.lines, { ...next, id: Math.max(0, ...one.lines.map((each) => each.id)) + 1, assignmentId: id }]
  const result = duty(lines)
  if (!isDuty(result) && standing(lines).length > 0) return field('at', `dispatch.cannot.${result.wrong}`, { phase: result.after })
  const now = dutyOf(one.stored, lines)
  if (now.endedAt === null && one.stored.endedAt !== null) {
    const elsewhere = [...desk.duties.values()].find((other) => other.stored.resourceId === one.resource.id)
    if (elsewhere)
      return refuse('CONFLICT', 'dispatch.movedOn', { name: one.resource.name }, { current: assignmentOf(elsewhere, desk.now()) })
  }
  const written = desk.view.operations.storm.tell(id, version, next, now, by)
  if (isRefusal(written)) return written
  return desk.take({ ...one, stored: written.assignment, lines: [...one.lines, written.entry] })
}

export function tell(desk: StormDesk, { id, version, kind, at, litres, note }: TellWhat, by: By): Assignment | Refusal {
  const moment = momentOf(at, by)
  if (isRefusal(moment)) return moment
  return add(desk, id, version, () => line(kind, moment, by, { litres, note }), by)
}

export function correct(
  desk: StormDesk,
  what: { id: number; version: number; entryId: number; at: number; litres: number | null; note: string },
  by: By,
): Assignment | Refusal {
  const moment = momentOf(what.at, by)
  if (isRefusal(moment)) return moment
  return add(
    desk,
    what.id,
    what.version,
    ({ lines }) => {
      const old = standing(lines).find((entry) => entry.id === what.entryId)
      return old ? line(old.kind, moment, by, { litres: what.litres, note: what.note, replaces: old.id }) : refuse('NOT_FOUND', 'notFound')
    },
    by,
  )
}

/** The line that was told last is taken back; after a correction the line before it stands again. */
export function undo(desk: StormDesk, { id, version }: { id: number; version: number }, by: By): Assignment | Refusal {
  return add(
    desk,
    id,
    version,
    ({ lines }) => {
      const last = standing(lines).reduce<DispatchEntry | null>((a, b) => (a && a.id > b.id ? a : b), null)
      if (!last) return refuse('NOT_FOUND', 'notFound')
      return line(last.kind, last.at, by, { litres: last.litres, replaces: last.id, undone: true })
    },
    by,
  )
}

export function release(
  desk: StormDesk,
  { id, version, at, note }: { id: number; version: number; at: number | null; note: string },
  by: By,
): Assignment | Refusal {
  const moment = momentOf(at, by)
  if (isRefusal(moment)) return moment
  return add(desk, id, version, () => line('returned', moment, by, { note }), by)
}

/** Everything told of one assignment. */
export function readLog(desk: StormDesk, id: number): { assignment: Assignment; entries: DispatchEntry[] } | Refusal {
  const one = find(desk, id)
  return one ? { assignment: assignmentOf(one, desk.now()), entries: one.lines } : refuse('NOT_FOUND', 'notFound')
}
