/** Inspections and their findings. */
import type { Inspection, InspectionRow } from '../../../shared/model/inspection.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, InspectionStore } from '../store.ts'
import { atomic, attempt } from './attempt.ts'
import { findingStore } from './findings.ts'
import { conflict, fromJson, notFound } from './text.ts'

const FIELDS = ['stationId', 'checklistId', 'checklistVersion', 'state', 'startedAt', 'finishedAt', 'by', 'reason', 'version'] as const
const COUNTS = ['passed', 'failed', 'total'] as const
const WRITTEN = [...FIELDS, 'answers', ...COUNTS]

type Row = Omit<Inspection, 'answers'> & { answers: string }
const toInspection = (row: Row): Inspection => ({ ...row, answers: (fromJson(row.answers) ?? []) as Inspection['answers'] })

function toRow(inspection: Omit<Inspection, 'id'>) {
  return {
    ...inspection,
    answers: JSON.stringify(inspection.answers).normalize('NFC'),
    passed: inspection.answers.filter((answer) => answer.result === 'pass').length,
    failed: inspection.answers.filter((answer) => answer.result === 'fail').length,
    total: inspection.answers.length,
  }
}

/** What the trail keeps of a round: the answers themselves stay in the round. */
function summary(inspection: Omit<Inspection, 'id'>) {
  const { passed, failed, total } = toRow(inspection)
  return { stationId: inspection.stationId, state: inspection.state, reason: inspection.reason, passed, failed, total }
}

export function inspectionStore(db: Db, audit: AuditStore): InspectionStore {
  const full = `SELECT id, ${FIELDS.join(', ')}, answers FROM inspections`
  const byId = db.prepare<[number], Row>(`${full} WHERE id = ?`)
  const draft = db.prepare<[number], Row>(`${full} WHERE stationId = ? AND state = 'draft'`)
  const drafts = db.prepare<[], { stationId: number; id: number }>(
    "SELECT stationId, id FROM inspections WHERE state = 'draft' ORDER BY stationId",
  )
  const list = db.prepare<[{ stationId: number | null; limit: number }], InspectionRow>(
    `SELECT id, ${FIELDS.join(', ')}, ${COUNTS.join(', ')} FROM inspections
      WHERE @stationId IS NULL OR stationId = @stationId ORDER BY startedAt DESC, id DESC LIMIT @limit`,
  )
  const last = db.prepare<[], { stationId: number; at: number }>(
    "SELECT stationId, max(finishedAt) AS at FROM inspections WHERE state = 'finished' GROUP BY stationId",
  )
  const insert = db.prepare(`INSERT INTO inspections (${WRITTEN.join(', ')}) VALUES (${WRITTEN.map((f) => `@${f}`).join(', ')})`)
  const update = db.prepare(`UPDATE inspections SET ${WRITTEN.map((f) => `${f} = @${f}`).join(', ')} WHERE id = @id`)
  const one = (row: Row | undefined) => (row ? toInspection(row) : null)

  return {
    insert: (inspection, by) =>
      atomic(db, () => {
        const id = Number(insert.run(toRow(inspection)).lastInsertRowid)
        audit.add({ action: 'inspection.start', subject: `inspection:${id}`, after: summary(inspection) }, by)
        return { ...inspection, id }
      }),
    update: (inspection, version, action, by) =>
      attempt<Inspection>(db, () => {
        const now = one(byId.get(inspection.id))
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const next = { ...inspection, version: now.version + 1 }
        update.run({ ...toRow(next), id: now.id })
        audit.add({ action, subject: `inspection:${now.id}`, before: summary(now), after: summary(next) }, by)
        return next
      }),
    get: (id) => one(byId.get(id)),
    list: (stationId, limit) => list.all({ stationId, limit }),
    draftOf: (stationId) => one(draft.get(stationId)),
    drafts: () => drafts.all(),
    lastFinished: () => new Map(last.all().map((row) => [row.stationId, row.at])),
    ...findingStore(db, audit),
  }
}
