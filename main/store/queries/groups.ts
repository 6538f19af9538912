/** Groups of stations: what rules, windows and notifications can name together. */
import { refuse, isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import type { StationGroup } from '../../../shared/model/station.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, GroupStore } from '../store.ts'
import { attempt } from './attempt.ts'
import { groupNaming } from './group-naming.ts'
import { memberTable, someMoved } from './members.ts'
import { conflict, invalid, nfc, notFound } from './text.ts'

type Row = Omit<StationGroup, 'stationIds'>

export function groupReads(db: Db): () => StationGroup[] {
  const all = db.prepare<[], Row>('SELECT id, name, version FROM stationGroups ORDER BY name')
  const members = memberTable(db, 'group')
  return () => {
    const of = members.all()
    return all.all().map((row) => ({ ...row, stationIds: of.get(row.id) ?? [] }))
  }
}

export function groupStore(db: Db, audit: AuditStore): GroupStore {
  const byId = db.prepare<[number], Row>('SELECT id, name, version FROM stationGroups WHERE id = ?')
  const idOf = db.prepare<[string], number>('SELECT id FROM stationGroups WHERE name = ?').pluck()
  const insert = db.prepare('INSERT INTO stationGroups (name, version) VALUES (?, 1)')
  const update = db.prepare('UPDATE stationGroups SET name = ?, version = ? WHERE id = ?')
  const drop = db.prepare('DELETE FROM stationGroups WHERE id = ?')
  const namedBy = groupNaming(db)
  const members = memberTable(db, 'group')

  const get = (id: number): StationGroup | null => {
    const row = byId.get(id)
    return row ? { ...row, stationIds: members.of(id) } : null
  }
  const taken = (name: string, id: number | null): Refusal | null => {
    const other = idOf.get(name)
    return other === undefined || other === id ? null : invalid('name', 'duplicateName', { name })
  }

  return {
    all: groupReads(db),
    add: ({ name: raw, stationIds }, by) =>
      attempt<StationGroup>(db, () => {
        const name = nfc(raw)
        const refused = taken(name, null)
        if (refused) return refused
        const id = Number(insert.run(name).lastInsertRowid)
        const moved = members.set(id, stationIds, 'stationIds')
        if (isRefusal(moved)) return moved
        audit.add({ action: 'group.create', subject: `group:${id}`, after: { name, added: moved.added } }, by)
        return { id, name, stationIds: members.of(id), version: 1 }
      }),
    update: (id, version, { name: raw, stationIds }, by) =>
      attempt<StationGroup>(db, () => {
        const now = get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const name = nfc(raw)
        const refused = taken(name, id)
        if (refused) return refused
        const moved = members.set(id, stationIds, 'group.stationIds')
        if (isRefusal(moved)) return moved
        if (name === now.name && !someMoved(moved)) return now
        update.run(name, version + 1, id)
        const after = { ...(name === now.name ? {} : { name }), ...(someMoved(moved) ? moved : {}) }
        audit.add({ action: 'group.update', subject: `group:${id}`, before: { name: now.name }, after }, by)
        return { id, name, stationIds: members.of(id), version: version + 1 }
      }),
    remove: (id, version, by) =>
      attempt<null>(db, () => {
        const now = get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict(now)
        const naming = namedBy(now, by.at)
        if (naming) return refuse('CONFLICT', naming.key, naming.params, { current: now })
        members.clear(id)
        drop.run(id)
        audit.add({ action: 'group.remove', subject: `group:${id}`, before: { name: now.name, stations: now.stationIds.length } }, by)
        return null
      }),
  }
}
