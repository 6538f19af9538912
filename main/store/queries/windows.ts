/** Maintenance windows: one record each, kept whole; what is over stays. */
import { MaintenanceWindow } from '../../../shared/model/window.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, WindowStore } from '../store.ts'
import { atomic } from './attempt.ts'
import { auditTrail } from './audit.ts'
import { revise } from './revise.ts'
import { fromJson, nfc } from './text.ts'

type Row = { id: number; state: string; body: string; version: number }

/** Null where the record is harmed: it is lost, not the list that it is part of. */
function toWindow({ id, version, body }: Row): MaintenanceWindow | null {
  return MaintenanceWindow.safeParse({ ...Object(fromJson(body)), id, version }).data ?? null
}

function bodyOf({ id: _id, version: _version, ...rest }: MaintenanceWindow): string {
  return JSON.stringify(rest)
}

/** Two spellings of the same Vietnamese word are one. */
const tidy = <T extends Omit<MaintenanceWindow, 'id'>>(window: T): T => ({ ...window, title: nfc(window.title), notes: nfc(window.notes) })

/** Proposed and approved ones, those that are over included. */
export function standingWindows(db: Db): () => MaintenanceWindow[] {
  const list = db.prepare<[], Row>("SELECT id, state, body, version FROM windows WHERE state IN ('proposed', 'approved') ORDER BY id")
  return () => list.all().flatMap((row) => toWindow(row) ?? [])
}

export function windowStore(db: Db, audit: AuditStore): WindowStore {
  const all = db.prepare<[], Row>('SELECT id, state, body, version FROM windows ORDER BY id DESC')
  const approved = db.prepare<[], Row>("SELECT id, state, body, version FROM windows WHERE state = 'approved' ORDER BY id")
  const byId = db.prepare<[number], Row>('SELECT id, state, body, version FROM windows WHERE id = ?')
  const insert = db.prepare('INSERT INTO windows (state, body, version) VALUES (@state, @body, @version)')
  const update = db.prepare('UPDATE windows SET state = @state, body = @body, version = @version WHERE id = @id')
  const trail = auditTrail(db)
  const get = (id: number): MaintenanceWindow | null => {
    const row = byId.get(id)
    return row ? toWindow(row) : null
  }
  return {
    all: () => all.all().flatMap((row) => toWindow(row) ?? []),
    approved: () => approved.all().flatMap((row) => toWindow(row) ?? []),
    get,
    insert: (window, by) =>
      atomic(db, () => {
        const made = { ...tidy(window), id: 0 }
        const id = Number(insert.run({ state: made.state, body: bodyOf(made), version: made.version }).lastInsertRowid)
        const { title, notes, targets, schedule } = made
        audit.add({ action: 'window.propose', subject: `window:${id}`, after: { title, notes, targets, schedule } }, by)
        return { ...made, id }
      }),
    change: (id, version, action, by, make) =>
      revise<MaintenanceWindow>(db, audit, {
        read: () => get(id),
        version,
        make: (now) => {
          const next = make(now)
          return 'refused' in next ? next : tidy(next)
        },
        write: (next) => update.run({ id, state: next.state, body: bodyOf(next), version: next.version }),
        action,
        subject: `window:${id}`,
        by,
      }),
    trail: (id) => trail(`window:${id}`),
  }
}
