/** Gensets and batteries, where they were sent, what was told of them, times without mains, and the setting of storm mode. */
import { ResourceInput, StormChoice, type DispatchEntry, type Resource } from '../../../shared/model/storm.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, StormStore, StoredAssignment } from '../store.ts'
import { atomic, attempt } from './attempt.ts'
import { conflict, difference, flag, fromJson, invalid, nfc, notFound } from './text.ts'

const ASSIGNMENT = 'id, resourceId, stationId, travelMinutes, dispatchedAt, endedAt, version'
const LINE = 'id, assignmentId, kind, at, litres, note, by, recordedAt, replaces, undone'
const SUPPLY = 'stationId, supply, beganAt AS "from", endedAt AS "to"'
/** Under this name among the settings. */
const SETTING = 'storm'

const DEFAULT_SETTING: StormChoice = { setting: 'auto', since: null, by: null, stations: 30, minutes: 30 }

type ResourceLine = { id: number; name: string; body: string; retiredAt: number | null; version: number }
type LogLine = Omit<DispatchEntry, 'undone'> & { undone: number }
const toEntry = (row: LogLine): DispatchEntry => ({ ...row, undone: row.undone === 1 })

/** A record that this program no longer understands keeps its name and stays out of use. */
function toResource({ id, name, body, retiredAt, version }: ResourceLine): Resource {
  const parsed = ResourceInput.safeParse({ ...Object(fromJson(body)), name })
  const input = parsed.success ? parsed.data : ResourceInput.parse({ kind: 'genset', name, state: 'repair' })
  return { ...input, id, retiredAt, version }
}

/** What the bulletin needs of dispatch: times without mains at a moment, and the logs of gensets on duty around it. */
export function stormReads(db: Db): Pick<StormStore, 'suppliesAt' | 'gensetLogsAt'> {
  const supplies = db.prepare<[{ at: number }], ReturnType<StormStore['suppliesAt']>[number]>(
    `SELECT ${SUPPLY} FROM supplies WHERE endedAt > @at AND beganAt <= @at
     UNION ALL SELECT ${SUPPLY} FROM supplies WHERE endedAt IS NULL AND beganAt <= @at`,
  )
  const gensets = db.prepare<[{ at: number }], LogLine & { stationId: number }>(
    `SELECT l.*, a.stationId FROM assignments a JOIN resources r ON r.id = a.resourceId JOIN dispatchLog l ON l.assignmentId = a.id
      WHERE a.dispatchedAt <= @at AND (a.endedAt IS NULL OR a.endedAt > @at) AND json_extract(r.body, '$.kind') = 'genset'
      ORDER BY l.assignmentId, l.id`,
  )
  return {
    suppliesAt: (at) => supplies.all({ at }),
    gensetLogsAt: (at) =>
      [...Map.groupBy(gensets.all({ at }), (row) => row.assignmentId).values()].map((rows) => ({
        stationId: rows[0]?.stationId ?? 0,
        lines: rows.map(toEntry),
      })),
  }
}

export function stormStore(db: Db, audit: AuditStore): StormStore {
  const resources = db.prepare<[], ResourceLine>('SELECT id, name, body, retiredAt, version FROM resources ORDER BY id')
  const resourceById = db.prepare<[number], ResourceLine>('SELECT id, name, body, retiredAt, version FROM resources WHERE id = ?')
  const named = db.prepare<[string], { id: number }>('SELECT id FROM resources WHERE name = ?')
  const addResource = db.prepare('INSERT INTO resources (name, body, version) VALUES (?, ?, 1)')
  const setResource = db.prepare('UPDATE resources SET name = ?, body = ?, retiredAt = ?, version = ? WHERE id = ?')
  const assignmentById = db.prepare<[number], StoredAssignment>(`SELECT ${ASSIGNMENT} FROM assignments WHERE id = ?`)
  const openAssignments = db.prepare<[], StoredAssignment>(`SELECT ${ASSIGNMENT} FROM assignments WHERE endedAt IS NULL ORDER BY id`)
  const assignments = db.prepare<[{ stationId: number | null; resourceId: number | null; limit: number }], StoredAssignment>(
    `SELECT ${ASSIGNMENT} FROM assignments WHERE (@stationId IS NULL OR stationId = @stationId)
       AND (@resourceId IS NULL OR resourceId = @resourceId) ORDER BY id DESC LIMIT @limit`,
  )
  const addAssignment = db.prepare(
    'INSERT INTO assignments (resourceId, stationId, travelMinutes, dispatchedAt, version) VALUES (?, ?, ?, ?, 1)',
  )
  const setAssignment = db.prepare('UPDATE assignments SET dispatchedAt = ?, endedAt = ?, version = ? WHERE id = ?')
  const log = db.prepare<[number], LogLine>(`SELECT ${LINE} FROM dispatchLog WHERE assignmentId = ? ORDER BY id`)
  const addLine = db.prepare(
    `INSERT INTO dispatchLog (assignmentId, kind, at, litres, note, by, recordedAt, replaces, undone)
     VALUES (@assignmentId, @kind, @at, @litres, @note, @by, @recordedAt, @replaces, @undone)`,
  )
  const openSupplies = db.prepare<[], ReturnType<StormStore['openSupplies']>[number]>(
    `SELECT ${SUPPLY} FROM supplies WHERE endedAt IS NULL`,
  )
  const endSupply = db.prepare('UPDATE supplies SET endedAt = max(beganAt, ?) WHERE stationId = ? AND endedAt IS NULL')
  const beginSupply = db.prepare('INSERT INTO supplies (stationId, supply, beganAt) VALUES (?, ?, ?)')
  const setting = db.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const saveSetting = db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)')

  const resource = (id: number): Resource | null => {
    const row = resourceById.get(id)
    return row ? toResource(row) : null
  }
  const put = (next: Resource): void => {
    const { id, retiredAt, version, ...input } = next
    setResource.run(next.name, JSON.stringify(input).normalize('NFC'), retiredAt, version, id)
  }
  const readSetting = (): StormChoice => StormChoice.safeParse(fromJson(setting.get(SETTING) ?? '')).data ?? DEFAULT_SETTING
  const add = (assignmentId: number, line: Parameters<StormStore['tell']>[2]): DispatchEntry => {
    const row = { ...line, assignmentId, note: line.note.normalize('NFC'), undone: flag(line.undone) }
    return toEntry({ ...row, id: Number(addLine.run(row).lastInsertRowid) })
  }

  return {
    resources: () => resources.all().map(toResource),
    saveResource: (id, version, input, by) =>
      attempt<Resource>(db, () => {
        const other = named.get(nfc(input.name))
        if (other && other.id !== id) return invalid('resource.name', 'dispatch.nameTaken')
        const next = { ...input, name: nfc(input.name) }
        if (id === null) {
          const made = Number(addResource.run(next.name, JSON.stringify(next).normalize('NFC')).lastInsertRowid)
          audit.add({ action: 'resource.add', subject: `resource:${made}`, after: next }, by)
          return { ...next, id: made, retiredAt: null, version: 1 }
        }
        const now = resource(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const saved = { ...now, ...next, version: now.version + 1 }
        put(saved)
        audit.add({ action: 'resource.update', subject: `resource:${id}`, ...difference(now, saved) }, by)
        return saved
      }),
    retireResource: (id, version, by) =>
      attempt<Resource>(db, () => {
        const now = resource(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const saved = { ...now, retiredAt: by.at, version: now.version + 1 }
        put(saved)
        audit.add({ action: 'resource.retire', subject: `resource:${id}` }, by)
        return saved
      }),
    openAssignments: () => openAssignments.all(),
    assignment: (id) => assignmentById.get(id) ?? null,
    assignments: (filter) => assignments.all(filter),
    log: (assignmentId) => log.all(assignmentId).map(toEntry),
    assign: ({ resourceId, version, stationId, travelMinutes }, line, by) =>
      attempt(db, () => {
        const now = resource(resourceId)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        put({ ...now, version: now.version + 1 })
        const id = Number(addAssignment.run(resourceId, stationId, travelMinutes, line.at).lastInsertRowid)
        const entry = add(id, line)
        const after = { resource: now.name, stationId, travelMinutes, at: line.at }
        audit.add({ action: 'dispatch.dispatched', subject: `assignment:${id}`, after, comment: line.note || null }, by)
        const made = { id, resourceId, stationId, travelMinutes, dispatchedAt: line.at, endedAt: null, version: 1 }
        return { assignment: made, entry }
      }),
    tell: (id, version, line, { dispatchedAt, endedAt }, by) =>
      attempt(db, () => {
        const now = assignmentById.get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const entry = add(id, line)
        setAssignment.run(dispatchedAt, endedAt, now.version + 1, id)
        const { kind, at, litres, replaces, undone } = line
        const action = undone ? 'dispatch.undo' : replaces === null ? `dispatch.${kind}` : 'dispatch.correct'
        audit.add({ action, subject: `assignment:${id}`, after: { kind, at, litres, replaces }, comment: line.note || null }, by)
        return { assignment: { ...now, dispatchedAt, endedAt, version: now.version + 1 }, entry }
      }),
    openSupplies: () => openSupplies.all(),
    changeSupply(stationId, supply, at) {
      endSupply.run(at, stationId)
      if (supply !== null) beginSupply.run(stationId, supply, at)
    },
    ...stormReads(db),
    setting: readSetting,
    saveSetting: (next, by) =>
      atomic(db, () => {
        const saved = { ...next, since: by.at, by: by.actor.name }
        audit.add({ action: 'storm.mode', subject: 'settings', ...difference(readSetting(), next) }, by)
        saveSetting.run(SETTING, JSON.stringify(saved))
        return saved
      }),
  }
}
