/** Findings: what failed in a round, until a re-check closes it. */
import type { Finding } from '../../../shared/model/inspection.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, InspectionStore } from '../store.ts'
import { atomic, attempt } from './attempt.ts'
import { conflict, difference, notFound } from './text.ts'

const FIELDS = [
  'stationId', 'inspectionId', 'itemId', 'checklistId', 'checklistVersion', 'severity', 'note', 'openedAt', 'dueOn', 'state', 'closedAt',
  'closedBy', 'recheckNote', 'version',
] as const // prettier-ignore

type FindingStore = Pick<InspectionStore, 'insertFinding' | 'updateFinding' | 'getFinding' | 'findings'>

export function findingStore(db: Db, audit: AuditStore): FindingStore {
  const select = `SELECT id, ${FIELDS.join(', ')} FROM findings`
  const byId = db.prepare<[number], Finding>(`${select} WHERE id = ?`)
  const list = db.prepare<[Record<string, string | number | null>], Finding>(
    `${select} WHERE (@stationId IS NULL OR stationId = @stationId) AND (@inspectionId IS NULL OR inspectionId = @inspectionId)
       AND (@state = 'all' OR state = @state) ORDER BY openedAt DESC, id DESC`,
  )
  const insert = db.prepare(`INSERT INTO findings (${FIELDS.join(', ')}) VALUES (${FIELDS.map((f) => `@${f}`).join(', ')})`)
  const update = db.prepare(`UPDATE findings SET ${FIELDS.map((f) => `${f} = @${f}`).join(', ')} WHERE id = @id`)

  return {
    insertFinding: (finding, by) =>
      atomic(db, () => {
        const id = Number(insert.run({ ...finding, note: finding.note.normalize('NFC') }).lastInsertRowid)
        audit.add({ action: 'finding.open', subject: `finding:${id}`, after: finding }, by)
        return { ...finding, id }
      }),
    updateFinding: (finding, version, by) =>
      attempt<Finding>(db, () => {
        const now = byId.get(finding.id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const next = { ...finding, version: now.version + 1 }
        update.run(next)
        const action = now.state === 'open' && next.state === 'closed' ? 'finding.close' : 'finding.update'
        audit.add({ action, subject: `finding:${now.id}`, ...difference(now, next) }, by)
        return next
      }),
    getFinding: (id) => byId.get(id) ?? null,
    findings: (filter) => list.all({ stationId: filter.stationId, inspectionId: filter.inspectionId ?? null, state: filter.state }),
  }
}
