/** What people do about alarms: each command is durable, with its audit row, before it is answered. */
import { trapProblem, type AlarmRow } from '../../shared/model/alarm.ts'
import type { AlarmChange } from '../../shared/contract/alarms.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { By, Operations, StoredAlarm } from '../store/store.ts'
import { enact, type Circumstance, type Deed } from '../domain/alarm/deeds.ts'
import { judge } from '../domain/alarm/judge.ts'
import { publicRow, type AlarmBook } from './alarm-book.ts'
import type { Fleet } from './fleet.ts'
import type { Watch } from './state.ts'

/** Where commands do their work. */
export type Desk = { readonly operations: Operations; readonly book: AlarmBook; readonly fleet: Fleet }

export type Targets = readonly { readonly id: number; readonly version: number }[]

/** Fields that say nothing of what was done. */
const UNTOLD: ReadonlySet<string> = new Set(['version', 'comments'])

function find({ operations, book }: Desk, id: number): StoredAlarm | null {
  return book.byId.get(id)?.row ?? operations.alarms.get(id)
}

/** Writes rows first, then takes them into memory: a failed write changes nothing. */
function commit({ operations, book, fleet }: Desk, rows: readonly StoredAlarm[], audit: (row: StoredAlarm) => void): AlarmRow[] {
  operations.transaction(() => {
    for (const row of rows) {
      operations.alarms.update(row)
      audit(row)
    }
  })
  for (const row of rows) book.take(row, fleet.stations.get(row.stationId) ?? null)
  return rows.map(publicRow)
}

/** Do the polls see the fault of a raised alarm? They do where they judge it; where the device was not read since the start, they cannot say. */
function pollsOf(watch: Watch | undefined): ReturnType<Circumstance['polls']> {
  const rule = watch?.rule
  if (!watch || !rule || trapProblem(rule.rule.id) !== null) return 'nothing'
  if (rule.metric === null || !watch.device) return 'sees'
  if (watch.device.readingsAt === 0) return 'unasked'
  const reading = watch.device.readings.find((one) => one.metric === rule.metric && one.instance === watch.instance)
  return reading && judge(rule, reading) !== 'nothing' ? 'sees' : 'nothing'
}

/** Does one deed to many alarms: those changed since they were seen, and those for which it cannot be done, are left as they are and named. */
export function doToAlarms(desk: Desk, targets: Targets, deed: Deed, by: By): AlarmChange {
  const { book, operations } = desk
  const answer: AlarmChange = { changed: [], conflicts: [], refused: [] }
  const rows = new Map<number, { before: StoredAlarm; after: StoredAlarm }>()
  const seen = new Set<number>()
  for (const { id, version } of targets) {
    const row = find(desk, id)
    if (!row || seen.has(id)) continue
    seen.add(id)
    if (row.version !== version) {
      answer.conflicts.push(publicRow(row))
      continue
    }
    const watch = book.byId.get(id)
    const otherwise = watch ? book.reasonOf(watch, false) : null
    const done = enact(row, deed, { at: by.at, by: by.actor.name, polls: () => pollsOf(watch), otherwise })
    if ('no' in done) answer.refused.push({ id, phrase: done.no })
    else rows.set(id, { before: row, after: done.row })
  }
  if (rows.size === 0) return answer
  const comment = ('comment' in deed ? deed.comment : 'reason' in deed ? deed.reason : '') || null
  const after = Array.from(rows.values(), (one) => one.after)
  answer.changed = commit(desk, after, (row) => {
    const changes = difference(rows.get(row.id)?.before ?? row, row)
    operations.audit.add({ action: `alarm.${deed.kind}`, subject: `alarm:${row.id}`, ...changes, comment }, by)
  })
  if (deed.kind === 'close') for (const row of after) quiet(book, row)
  return answer
}

/** What a person ended stands no longer, and no hold of it goes on. */
function quiet(book: AlarmBook, row: StoredAlarm): void {
  const watch = book.byKey.get(row.key)
  if (watch?.row?.id === row.id) book.rest(watch)
}

function difference(before: AlarmRow, after: AlarmRow): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const was: Record<string, unknown> = {}
  const is: Record<string, unknown> = {}
  const old = new Map<string, unknown>(Object.entries(before))
  for (const [name, value] of Object.entries(after)) {
    if (UNTOLD.has(name) || value === old.get(name)) continue
    was[name] = old.get(name)
    is[name] = value
  }
  return { before: was, after: is }
}

export function commentAlarm(desk: Desk, id: number, comment: string, by: By): AlarmRow | Refusal {
  const row = find(desk, id)
  if (!row) return refuse('NOT_FOUND', 'notFound')
  const [made] = commit(desk, [{ ...row, comments: row.comments + 1 }], () =>
    desk.operations.audit.add({ action: 'alarm.comment', subject: `alarm:${id}`, comment }, by),
  )
  return made ?? refuse('NOT_FOUND', 'notFound')
}
