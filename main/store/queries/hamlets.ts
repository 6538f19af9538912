/** Hamlets and the stations that serve them: changed one by one with audit; the bulk change has its own way. */
import { refuse, isRefusal } from '../../../shared/model/refusal.ts'
import type { Hamlet, HamletRow } from '../../../shared/model/station.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, HamletStore } from '../store.ts'
import { attempt } from './attempt.ts'
import { memberTable, someMoved } from './members.ts'
import { placeTable } from './places.ts'
import { conflict, difference, invalid, nfc, notFound } from './text.ts'

type Row = Hamlet & { version: number }

export function hamletStore(db: Db, audit: AuditStore): HamletStore {
  const all = db.prepare<[], Row>('SELECT id, communeId, name, households, version FROM hamlets ORDER BY id')
  const byId = db.prepare<[number], Row>('SELECT id, communeId, name, households, version FROM hamlets WHERE id = ?')
  const update = db.prepare('UPDATE hamlets SET name = ?, households = ?, version = ? WHERE id = ?')
  const drop = db.prepare('DELETE FROM hamlets WHERE id = ?')
  const standing = db.prepare<[number], number>('SELECT count(*) FROM stations WHERE hamletId = ?').pluck()
  const places = placeTable(db)
  const members = memberTable(db, 'hamlet')

  return {
    all() {
      const of = members.all()
      return all.all().map((row) => ({ ...row, stationIds: of.get(row.id) ?? [] }))
    },
    serving: () => members.all(),
    add: (communeId, { name: raw, households, stationIds }, by) =>
      attempt<HamletRow>(db, () => {
        const name = nfc(raw)
        if (!places.hasCommune(communeId)) return invalid('communeId', 'unknownCommune', { name: communeId })
        if (places.hamlet(communeId, name)) return invalid('name', 'duplicateName', { name })
        const made = places.addHamlet(communeId, name, households)
        const moved = members.set(made.id, stationIds, 'stationIds')
        if (isRefusal(moved)) return moved
        audit.add({ action: 'hamlet.create', subject: `hamlet:${made.id}`, after: { communeId, name, households, added: moved.added } }, by)
        return { ...made, stationIds: members.of(made.id), version: 1 }
      }),
    update: (id, version, { name: raw, households, stationIds }, by) =>
      attempt<HamletRow>(db, () => {
        const now = byId.get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict({ ...now, stationIds: members.of(id) })
        const next = { ...now, name: nfc(raw), households }
        const other = places.hamlet(now.communeId, next.name)
        if (other && other.id !== id) return invalid('hamlet.name', 'duplicateName', { name: next.name })
        const moved = members.set(id, stationIds, 'hamlet.stationIds')
        if (isRefusal(moved)) return moved
        const { before, after } = difference(now, next)
        const changed = Object.keys(after).length > 0 || someMoved(moved)
        if (!changed) return { ...now, stationIds: members.of(id) }
        update.run(next.name, households, version + 1, id)
        audit.add({ action: 'hamlet.update', subject: `hamlet:${id}`, before, after: { ...after, ...(someMoved(moved) ? moved : {}) } }, by)
        return { ...next, stationIds: members.of(id), version: version + 1 }
      }),
    remove: (id, version, by) =>
      attempt<null>(db, () => {
        const now = byId.get(id)
        if (!now) return notFound()
        if (now.version !== version) return conflict({ ...now, stationIds: members.of(id) })
        const count = standing.get(id) ?? 0
        if (count > 0)
          return refuse('CONFLICT', 'hamletInUse', { name: now.name, count }, { current: { ...now, stationIds: members.of(id) } })
        members.clear(id)
        drop.run(id)
        audit.add({ action: 'hamlet.remove', subject: `hamlet:${id}`, before: { name: now.name, households: now.households } }, by)
        return null
      }),
  }
}
