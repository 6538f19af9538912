/** The storm bulletin: entries of people with all their revisions, and what was sent out. */
import { BulletinContent, EntryInput, IssuedBulletin, type BulletinEntry } from '../../../shared/model/bulletin.ts'
import type { Entry } from '../../domain/bulletin/figures.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, BulletinReads, BulletinStore, By } from '../store.ts'
import { attempt } from './attempt.ts'
import { conflict, difference, fromJson, notFound } from './text.ts'

type Row = { id: number; revision: number; withdrawn: number; body: string; by: string; recordedAt: number; firstBy: string }
type IssuedRow = Omit<IssuedBulletin, 'changes'> & { changes: string }
const ISSUED = 'hour, revision, issuedAt, issuedBy, sha256, changes'

function toEntry({ body, withdrawn, ...row }: Row): Entry[] {
  const input = EntryInput.safeParse(fromJson(body))
  return input.success ? [{ ...input.data, ...row, withdrawn: withdrawn === 1 }] : []
}

/** Without what only the bulletin needs. */
function plain({ firstBy: _firstBy, ...entry }: Entry): BulletinEntry {
  return entry
}

const toIssued = (row: IssuedRow): IssuedBulletin => ({
  ...row,
  changes: IssuedBulletin.shape.changes.safeParse(fromJson(row.changes)).data ?? [],
})

export function bulletinReads(db: Db): BulletinReads {
  const latest = `SELECT e.id, e.revision, e.withdrawn, e.body, e.by, e.recordedAt, f.by AS firstBy FROM bulletinEntries e
      JOIN bulletinEntries f ON f.id = e.id AND f.revision = 1
      WHERE e.revision = (SELECT max(revision) FROM bulletinEntries WHERE id = e.id)`
  const touching = db.prepare<[{ from: number; to: number }], Row>(
    `${latest} AND e.at < @to AND (e.restoredAt IS NULL OR e.restoredAt >= @from) ORDER BY e.at DESC, e.id DESC`,
  )
  const issued = db.prepare<[number], IssuedRow>(`SELECT ${ISSUED} FROM bulletins WHERE hour = ? ORDER BY revision DESC`)
  const content = db.prepare<[number, number], string>('SELECT content FROM bulletins WHERE hour = ? AND revision = ?').pluck()
  return {
    entries: (from, to) => touching.all({ from, to }).flatMap(toEntry),
    issued: (hour) => issued.all(hour).map(toIssued),
    content: (hour, revision) => BulletinContent.safeParse(fromJson(content.get(hour, revision) ?? '')).data ?? null,
  }
}

export function bulletinStore(db: Db, audit: AuditStore): BulletinStore {
  const reads = bulletinReads(db)
  const revisions = db.prepare<[number], Row>(
    `SELECT id, revision, withdrawn, body, by, recordedAt, by AS firstBy FROM bulletinEntries WHERE id = ? ORDER BY revision DESC`,
  )
  const nextId = db.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM bulletinEntries').pluck()
  const insert = db.prepare(
    `INSERT INTO bulletinEntries (id, revision, at, restoredAt, withdrawn, body, by, recordedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const all = db.prepare<[number], Omit<IssuedRow, 'changes'>>(
    'SELECT hour, revision, issuedAt, issuedBy, sha256 FROM bulletins ORDER BY hour DESC, revision DESC LIMIT ?',
  )
  const issue = db.prepare(
    'INSERT INTO bulletins (hour, revision, content, sha256, issuedAt, issuedBy, changes) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const latestRevision = db.prepare<[number], number>('SELECT coalesce(max(revision), 0) FROM bulletins WHERE hour = ?').pluck()

  function write(id: number, revision: number, input: EntryInput, withdrawn: boolean, by: By): BulletinEntry {
    const { kind, communeId, stationId, place, count, at, restoredAt, note } = input
    const body = { kind, communeId, stationId, place: place.normalize('NFC'), count, at, restoredAt, note: note.normalize('NFC') }
    insert.run(id, revision, at, restoredAt, withdrawn ? 1 : 0, JSON.stringify(body), by.actor.name, by.at)
    return { ...body, id, revision, withdrawn, by: by.actor.name, recordedAt: by.at }
  }
  const revise = (id: number, revision: number, next: EntryInput | null, by: By) =>
    attempt<BulletinEntry>(db, () => {
      const [now] = revisions.all(id).flatMap(toEntry)
      if (!now) return notFound()
      if (now.revision !== revision) return conflict(plain(now))
      const written = write(id, now.revision + 1, next ?? now, next === null, by)
      const action = next ? 'bulletin.correctEntry' : 'bulletin.withdrawEntry'
      audit.add({ action, subject: `bulletinEntry:${id}`, ...difference(plain(now), written) }, by)
      return written
    })

  return {
    ...reads,
    revisions: (id) => revisions.all(id).flatMap(toEntry).map(plain),
    addEntry: (input, by) =>
      attempt<BulletinEntry>(db, () => {
        const entry = write(nextId.get() ?? 1, 1, input, false, by)
        audit.add({ action: 'bulletin.addEntry', subject: `bulletinEntry:${entry.id}`, after: input }, by)
        return entry
      }),
    correctEntry: (id, revision, input, by) => revise(id, revision, input, by),
    withdrawEntry: (id, revision, by) => revise(id, revision, null, by),
    allIssued: (limit) => all.all(limit),
    issue: (hour, revision, text, sha256, changes, by) =>
      attempt<IssuedBulletin>(db, () => {
        const now = latestRevision.get(hour) ?? 0
        if (now !== revision) return conflict(reads.issued(hour)[0])
        issue.run(hour, now + 1, text, sha256, by.at, by.actor.name, JSON.stringify(changes))
        audit.add({ action: 'bulletin.issue', subject: `bulletin:${hour}`, after: { revision: now + 1, sha256 } }, by)
        return { hour, revision: now + 1, issuedAt: by.at, issuedBy: by.actor.name, sha256, changes: [...changes] }
      }),
  }
}
