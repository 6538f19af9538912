/** Alarms, the holds that are running, and the rules a branch has changed. */
import { AlarmRule, type AlarmRow } from '../../../shared/model/alarm.ts'
import type { Db } from '../sqlite.ts'
import type { AlarmStore, AuditStore, IncidentStore, PendingHold, Reader, StoredAlarm } from '../store.ts'
import { atomic } from './attempt.ts'
import { auditTrail } from './audit.ts'
import { difference, flag, fromJson } from './text.ts'

const FIELDS = [
  'key', 'stationId', 'deviceId', 'ruleId', 'metric', 'instance', 'severity', 'type', 'probableCause', 'value', 'raisedAt', 'clearedAt',
  'acknowledgedAt', 'acknowledgedBy', 'comments', 'count', 'suppressed', 'suppressedBy', 'assignedTo', 'shelvedUntil',
  'shelvedBy', 'closedAt', 'closedBy', 'toggles', 'incidentId', 'version',
] as const // prettier-ignore
const COLUMNS = ['id', ...FIELDS].join(', ')

type Row = Omit<StoredAlarm, 'suppressed' | 'toggles'> & { suppressed: number; toggles: string }
const toAlarm = (row: Row): StoredAlarm => ({
  ...row,
  suppressed: row.suppressed === 1,
  toggles: row.toggles === '[]' ? [] : times(row.toggles),
})
const toRow = <T extends Omit<StoredAlarm, 'id'>>(alarm: T) => ({
  ...alarm,
  suppressed: flag(alarm.suppressed),
  toggles: alarm.toggles.length === 0 ? '[]' : JSON.stringify(alarm.toggles),
})

function times(text: string): number[] {
  const list = fromJson(text)
  return Array.isArray(list) ? list.filter((one) => typeof one === 'number') : []
}

/** Past and present alarms, newest first. */
export function alarmHistory(db: Db): Reader['alarmHistory'] {
  const page = db.prepare<[Record<string, string | number | null>], Row>(
    `SELECT ${COLUMNS} FROM alarms
      WHERE (@stationId IS NULL OR stationId = @stationId) AND (@severity IS NULL OR severity = @severity)
        AND (@from IS NULL OR clearedAt IS NULL OR clearedAt >= @from) AND (@to IS NULL OR raisedAt < @to)
        AND (@before IS NULL OR id < @before)
      ORDER BY id DESC LIMIT @limit`,
  )
  return (filter) => {
    const rows = page.all({ ...filter, limit: filter.limit + 1 })
    return { rows: rows.slice(0, filter.limit).map(withoutKey), more: rows.length > filter.limit }
  }
}

/** Alarms of one incident: standing ones first, then the newest. */
export function alarmsOfIncident(db: Db): Pick<IncidentStore, 'alarms' | 'byRule'> {
  const all = db.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} FROM alarms WHERE incidentId = ? ORDER BY clearedAt IS NOT NULL, id DESC LIMIT ?`,
  )
  const byRule = db.prepare<[number], { ruleId: string; alarms: number }>(
    'SELECT ruleId, count(*) AS alarms FROM alarms WHERE incidentId = ? GROUP BY ruleId ORDER BY alarms DESC, ruleId',
  )
  return { alarms: (id, limit) => all.all(id, limit).map(toAlarm), byRule: (id) => byRule.all(id) }
}

/** Rules that differ from the shipped ones. One that this program no longer understands is passed over: the shipped one then stands. */
export function branchRuleReads(db: Db): () => AlarmRule[] {
  const rules = db.prepare<[], string>('SELECT rule FROM rules ORDER BY id').pluck()
  return () => rules.all().flatMap((text) => AlarmRule.safeParse(fromJson(text)).data ?? [])
}

/** Alarms of some rules that were raised in a period. */
export function raisedAlarms(db: Db): Reader['raised'] {
  const raised = db.prepare<[number, number], { ruleId: string; stationId: number; raisedAt: number; count: number }>(
    'SELECT ruleId, stationId, raisedAt, count FROM alarms WHERE raisedAt >= ? AND raisedAt < ?',
  )
  return (ruleIds, from, to) => raised.all(from, to).filter(({ ruleId }) => ruleIds.has(ruleId))
}

function withoutKey(row: Row): AlarmRow {
  const { key: _key, ...alarm } = toAlarm(row)
  return alarm
}

export function alarmStore(db: Db, audit: AuditStore): AlarmStore {
  const active = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM alarms WHERE clearedAt IS NULL OR acknowledgedAt IS NULL ORDER BY id`)
  const remembered = db.prepare<[number], Row>(
    `SELECT ${COLUMNS} FROM alarms WHERE acknowledgedAt IS NOT NULL AND closedAt IS NULL AND clearedAt >= ?
      UNION SELECT ${COLUMNS} FROM alarms WHERE shelvedUntil IS NOT NULL AND clearedAt IS NOT NULL AND acknowledgedAt IS NOT NULL`,
  )
  const byId = db.prepare<[number], Row>(`SELECT ${COLUMNS} FROM alarms WHERE id = ?`)
  const insert = db.prepare(`INSERT INTO alarms (${FIELDS.join(', ')}) VALUES (${FIELDS.map((f) => `@${f}`).join(', ')})`)
  const update = db.prepare(`UPDATE alarms SET ${FIELDS.map((f) => `${f} = @${f}`).join(', ')} WHERE id = @id`)
  const holds = db.prepare<[], PendingHold>('SELECT key, kind, polls, since, elapsedMs FROM holds ORDER BY key')
  const saveHold = db.prepare(
    'INSERT OR REPLACE INTO holds (key, kind, polls, since, elapsedMs) VALUES (@key, @kind, @polls, @since, @elapsedMs)',
  )
  const dropHold = db.prepare('DELETE FROM holds WHERE key = ?')
  const ruleById = db.prepare<[string], string>('SELECT rule FROM rules WHERE id = ?').pluck()
  const saveRule = db.prepare('INSERT OR REPLACE INTO rules (id, rule) VALUES (?, ?)')
  const dropRule = db.prepare('DELETE FROM rules WHERE id = ?')
  const trail = auditTrail(db)

  return {
    active: () => active.all().map(toAlarm),
    remembered: (since) => remembered.all(since).map(toAlarm),
    pending: () => holds.all(),
    insert: (alarm) => Number(insert.run(toRow(alarm)).lastInsertRowid),
    update(alarm) {
      update.run(toRow(alarm))
    },
    savePending(upserts, deletedKeys) {
      atomic(db, () => {
        for (const key of deletedKeys) dropHold.run(key)
        for (const hold of upserts) saveHold.run({ ...hold, since: Math.round(hold.since), elapsedMs: Math.round(hold.elapsedMs) })
      })
    },
    get(id) {
      const row = byId.get(id)
      return row ? toAlarm(row) : null
    },
    ruleOverrides: branchRuleReads(db),
    saveRule(rule, before, by) {
      atomic(db, () => {
        saveRule.run(rule.id, JSON.stringify(rule))
        audit.add({ action: 'rule.update', subject: `rule:${rule.id}`, ...difference(before, rule) }, by)
      })
    },
    resetRule(id, by) {
      atomic(db, () => {
        const before = ruleById.get(id)
        if (before === undefined) return
        dropRule.run(id)
        audit.add({ action: 'rule.reset', subject: `rule:${id}`, before: fromJson(before) }, by)
      })
    },
    trail: (alarmId) => trail(`alarm:${alarmId}`),
  }
}
