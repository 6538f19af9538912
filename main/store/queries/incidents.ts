/** Incidents: the open ones and the past, each a record in one cell. A cell that cannot be read is left as it is and passed over. */
import type { Incident } from '../../../shared/model/incident.ts'
import { IncidentRecord } from '../../domain/incident/record.ts'
import type { Db } from '../sqlite.ts'
import type { IncidentStore, Reader } from '../store.ts'
import { auditTrail } from './audit.ts'
import { alarmsOfIncident } from './alarms.ts'
import { fromJson } from './text.ts'

function record(body: string): IncidentRecord | null {
  return IncidentRecord.safeParse(fromJson(body)).data ?? null
}

/** Ended incidents, newest first. */
export function incidentPage(db: Db): Reader['incidents'] {
  const page = db.prepare<[Record<string, number | null>], { id: number; body: string }>(
    `SELECT id, body FROM incidents
      WHERE endedAt IS NOT NULL AND (@from IS NULL OR endedAt >= @from) AND (@to IS NULL OR beganAt < @to) AND (@before IS NULL OR id < @before)
        AND (@stationId IS NULL OR CASE WHEN json_valid(body)
          THEN EXISTS (SELECT 1 FROM json_each(body, '$.incident.stationIds') WHERE value = @stationId) ELSE 0 END)
      ORDER BY id DESC LIMIT @limit`,
  )
  return (filter) => {
    const rows = page.all({ ...filter, limit: filter.limit + 1 })
    const read: Incident[] = rows.slice(0, filter.limit).flatMap(({ body }) => record(body)?.incident ?? [])
    return { rows: read, more: rows.length > filter.limit }
  }
}

export function incidentStore(db: Db): IncidentStore {
  const load = db.prepare<[number], string>('SELECT body FROM incidents WHERE endedAt IS NULL OR endedAt >= ? ORDER BY id').pluck()
  const lastId = db.prepare<[], number | null>('SELECT max(id) FROM incidents').pluck()
  const byId = db.prepare<[number], string>('SELECT body FROM incidents WHERE id = ?').pluck()
  const save = db.prepare(
    `INSERT INTO incidents (id, state, beganAt, endedAt, body, version) VALUES (@id, @state, @beganAt, @endedAt, @body, @version)
     ON CONFLICT (id) DO UPDATE SET state = @state, beganAt = @beganAt, endedAt = @endedAt, body = @body, version = @version`,
  )
  const remove = db.prepare('DELETE FROM incidents WHERE id = ?')
  const all = db.prepare('UPDATE alarms SET incidentId = @to WHERE incidentId = @from')
  const some = db.prepare('UPDATE alarms SET incidentId = @to WHERE incidentId = @from AND id IN (SELECT value FROM json_each(@ids))')
  const ids = db.prepare<[number], number>('SELECT id FROM alarms WHERE incidentId = ? ORDER BY id').pluck()
  const trail = auditTrail(db)
  return {
    load: (endedSince) => load.all(Math.round(endedSince)).flatMap((body) => record(body) ?? []),
    lastId: () => lastId.get() ?? 0,
    get(id) {
      const body = byId.get(id)
      return body === undefined ? null : record(body)
    },
    save(made) {
      const { id, state, beganAt, endedAt, version } = made.incident
      const label = (at: number | null): number | null => (at === null ? null : Math.round(at))
      save.run({ id, state, beganAt: label(beganAt), endedAt: label(endedAt), body: JSON.stringify(made), version })
    },
    remove: (id) => void remove.run(id),
    alarmIds: (id) => ids.all(id),
    hand(from, to, alarmIds) {
      if (alarmIds === null) all.run({ from, to })
      else some.run({ from, to, ids: JSON.stringify(alarmIds) })
    },
    ...alarmsOfIncident(db),
    trail: (id) => trail(`incident:${id}`),
    alarmTrail: (alarmId) => trail(`alarm:${alarmId}`),
  }
}
