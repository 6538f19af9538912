/** A change to one record that is there: held against the version its caller saw, written with the next one and an audit row of what differs. */
import type { Refusal } from '../../../shared/model/refusal.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, By } from '../store.ts'
import { attempt } from './attempt.ts'
import { conflict, difference, notFound } from './text.ts'

export type Revision<T> = {
  readonly read: () => T | null
  readonly version: number
  readonly make: (now: T) => T | Refusal
  /** `changed` names the fields that differ. */
  readonly write: (next: T, changed: ReadonlySet<string>) => void
  readonly action: string
  readonly subject: string
  readonly by: By
}

/** Answers the record as it is afterwards; unchanged where `make` changed nothing. */
export function revise<T extends { version: number }>(db: Db, audit: AuditStore, revision: Revision<T>): T | Refusal {
  const { read, version, make, write, action, subject, by } = revision
  return attempt<T>(db, () => {
    const now = read()
    if (!now) return notFound()
    if (now.version !== version) return conflict(now)
    const next = make(now)
    if ('refused' in next) return next
    const { before, after } = difference(now, next)
    if (Object.keys(after).length === 0) return now
    const written = { ...next, version: now.version + 1 }
    write(written, new Set(Object.keys(after)))
    audit.add({ action, subject, before, after }, by)
    return written
  })
}
