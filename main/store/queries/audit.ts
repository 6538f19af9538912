/** The audit trail: rows are added and read, never changed; triggers in the database hold to that. */
import type { AuditEntry } from '../../../shared/model/alarm.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore } from '../store.ts'
import { fromJson } from './text.ts'

type Row = {
  id: number
  at: number
  actor: string
  action: string
  subject: string
  before: string | null
  after: string | null
  comment: string | null
}
const COLUMNS = 'id, at, actor, action, subject, before, after, comment'

function entry(row: Row): AuditEntry {
  return {
    ...row,
    before: row.before === null ? null : fromJson(row.before),
    after: row.after === null ? null : fromJson(row.after),
  }
}

function cell(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}

/** Newest first; `before` is the id to go on from. */
export function auditPage(db: Db): AuditStore['page'] {
  const page = db.prepare<[number, number], Row>(`SELECT ${COLUMNS} FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?`)
  return (before, limit) => {
    const rows = page.all(before ?? Number.MAX_SAFE_INTEGER, limit + 1)
    return { rows: rows.slice(0, limit).map(entry), more: rows.length > limit }
  }
}

/** What was done to one subject, oldest first. */
export function auditTrail(db: Db): (subject: string) => AuditEntry[] {
  const trail = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM audit WHERE subject = ? ORDER BY id`)
  return (subject) => trail.all(subject).map(entry)
}

export function auditStore(db: Db): AuditStore {
  const insert = db.prepare(
    'INSERT INTO audit (at, actor, role, action, subject, before, after, comment) VALUES (@at, @actor, @role, @action, @subject, @before, @after, @comment)',
  )
  return {
    add(added, by) {
      insert.run({
        at: by.at,
        actor: by.actor.name,
        role: by.actor.role,
        action: added.action,
        subject: added.subject,
        before: cell(added.before),
        after: cell(added.after),
        comment: added.comment ?? null,
      })
    },
    page: auditPage(db),
  }
}
