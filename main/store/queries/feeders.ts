/** Power feeders: lines of the power company, and the stations that hang on each. */
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { Feeder } from '../../../shared/model/station.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, By, FeederStore } from '../store.ts'
import { attempt } from './attempt.ts'
import type { StationTable } from './stations.ts'
import { conflict, difference, invalid, nfc, notFound } from './text.ts'

export function feederStore(db: Db, stations: StationTable, audit: AuditStore): FeederStore {
  const all = db.prepare<[], Feeder>('SELECT id, name, notes, version FROM feeders ORDER BY name')
  const byId = db.prepare<[number], Feeder>('SELECT id, name, notes, version FROM feeders WHERE id = ?')
  const idOf = db.prepare<[string], number>('SELECT id FROM feeders WHERE name = ?').pluck()
  const insert = db.prepare('INSERT INTO feeders (name, notes, version) VALUES (?, ?, 1)')
  const update = db.prepare('UPDATE feeders SET name = ?, notes = ?, version = ? WHERE id = ?')
  const drop = db.prepare('DELETE FROM feeders WHERE id = ?')
  const hanging = db.prepare<[number], number>('SELECT id FROM stations WHERE feederId = ? ORDER BY id').pluck()

  const taken = (name: string, id: number | null): Refusal | null => {
    const other = idOf.get(name)
    return other === undefined || other === id ? null : invalid('name', 'duplicateName', { name })
  }

  /** Each station whose feeder changes is a change of that station, with a version and an audit row of its own. */
  function hang(id: number, stationIds: readonly number[], path: string, by: By): Refusal | null {
    const wanted = new Set(stationIds)
    const put = (stationId: number, feederId: number | null): Refusal | null => {
      const now = stations.get(stationId)
      if (!now) return invalid(path, 'unknownStation', { code: stationId })
      if (now.feederId === feederId) return null
      stations.update({ ...now, feederId, version: now.version + 1 })
      audit.add({ action: 'station.update', subject: `station:${stationId}`, ...difference({ feederId: now.feederId }, { feederId }) }, by)
      return null
    }
    for (const stationId of hanging.all(id)) if (!wanted.has(stationId)) put(stationId, null)
    for (const stationId of wanted) {
      const refused = put(stationId, id)
      if (refused) return refused
    }
    return null
  }

  return {
    all: () => all.all(),
    add: ({ name: raw, notes, stationIds }, by) =>
      attempt<Feeder>(db, () => {
        const name = nfc(raw)
        const refused = taken(name, null)
        if (refused) return refused
        const made = {
          id: Number(insert.run(name, notes.normalize('NFC')).lastInsertRowid),
          name,
          notes: notes.normalize('NFC'),
          version: 1,
        }
        audit.add({ action: 'feeder.create', subject: `feeder:${made.id}`, after: { name, notes: made.notes } }, by)
        return hang(made.id, stationIds, 'stationIds', by) ?? made
      }),
    update: (id, version, { name: raw, notes, stationIds }, by) =>
      attempt<Feeder>(db, () => {
        const now = byId.get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const next = { ...now, name: nfc(raw), notes: notes.normalize('NFC'), version: version + 1 }
        const refused = taken(next.name, id) ?? hang(id, stationIds, 'feeder.stationIds', by)
        if (refused) return refused
        update.run(next.name, next.notes, next.version, id)
        const { before, after } = difference(now, next)
        if (Object.keys(after).length > 0) audit.add({ action: 'feeder.update', subject: `feeder:${id}`, before, after }, by)
        return next
      }),
    remove: (id, version, by) =>
      attempt<null>(db, () => {
        const now = byId.get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const count = hanging.all(id).length
        if (count > 0) return refuse('CONFLICT', 'feederInUse', { name: now.name, count }, { current: now })
        drop.run(id)
        audit.add({ action: 'feeder.remove', subject: `feeder:${id}`, before: { name: now.name, notes: now.notes } }, by)
        return null
      }),
  }
}
