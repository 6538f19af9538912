/** Provinces, communes and hamlets: names composed, unique where they stand, found by former names too. */
import type { Commune, Hamlet, Province } from '../../../shared/model/station.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, InventoryStore } from '../store.ts'
import { atomic, attempt } from './attempt.ts'
import { fromJson, invalid, nfc } from './text.ts'

type Named<T> = Omit<T, 'formerNames'> & { formerNames: string }
const withFormer = <T extends { formerNames: string[] }>(row: Named<T>): T =>
  ({ ...row, formerNames: (fromJson(row.formerNames) ?? []) as string[] }) as unknown as T

export function placeReads(db: Db) {
  const provinces = db.prepare<[], Named<Province>>('SELECT id, name, formerNames FROM provinces ORDER BY id')
  const communes = db.prepare<[], Named<Commune>>('SELECT id, provinceId, code, name, formerNames FROM communes ORDER BY id')
  const hamlets = db.prepare<[], Hamlet>('SELECT id, communeId, name, households FROM hamlets ORDER BY id')
  return {
    provinces: () => provinces.all().map((row) => withFormer<Province>(row)),
    communes: () => communes.all().map((row) => withFormer<Commune>(row)),
    hamlets: () => hamlets.all(),
  }
}

/** Finds and adds places without audit rows: what single calls and the bulk change share. Names are given composed. */
export function placeTable(db: Db) {
  const province = db.prepare<[{ name: string }], Named<Province>>(
    'SELECT id, name, formerNames FROM provinces WHERE name = @name OR EXISTS (SELECT 1 FROM json_each(formerNames) WHERE value = @name) ORDER BY name <> @name',
  )
  const commune = db.prepare<[{ provinceId: number; name: string }], Named<Commune>>(
    `SELECT id, provinceId, code, name, formerNames FROM communes WHERE provinceId = @provinceId
       AND (name = @name OR EXISTS (SELECT 1 FROM json_each(formerNames) WHERE value = @name)) ORDER BY name <> @name`,
  )
  const communeCode = db.prepare<[string], { id: number }>("SELECT id FROM communes WHERE code = ? AND code <> ''")
  const communeById = db.prepare<[number], { id: number }>('SELECT id FROM communes WHERE id = ?')
  const hamlet = db.prepare<[number, string], Hamlet>(
    'SELECT id, communeId, name, households FROM hamlets WHERE communeId = ? AND name = ?',
  )
  const addProvince = db.prepare('INSERT INTO provinces (name) VALUES (?)')
  const addCommune = db.prepare('INSERT INTO communes (provinceId, code, name) VALUES (?, ?, ?)')
  const addHamlet = db.prepare('INSERT INTO hamlets (communeId, name, households) VALUES (?, ?, ?)')
  return {
    province(name: string): Province | null {
      const row = province.get({ name })
      return row ? withFormer<Province>(row) : null
    },
    commune(provinceId: number, name: string): Commune | null {
      const row = commune.get({ provinceId, name })
      return row ? withFormer<Commune>(row) : null
    },
    hasCommune: (id: number) => communeById.get(id) !== undefined,
    codeTaken: (code: string) => communeCode.get(code) !== undefined,
    hamlet: (communeId: number, name: string): Hamlet | null => hamlet.get(communeId, name) ?? null,
    addProvince: (name: string): Province => ({ id: Number(addProvince.run(name).lastInsertRowid), name, formerNames: [] }),
    addCommune: (provinceId: number, code: string, name: string): Commune => ({
      id: Number(addCommune.run(provinceId, code, name).lastInsertRowid),
      provinceId,
      code,
      name,
      formerNames: [],
    }),
    addHamlet: (communeId: number, name: string, households: number | null): Hamlet => ({
      id: Number(addHamlet.run(communeId, name, households).lastInsertRowid),
      communeId,
      name,
      households,
    }),
  }
}

export function placeWrites(db: Db, audit: AuditStore): Pick<InventoryStore, 'addProvince' | 'addCommune' | 'addHamlet'> {
  const table = placeTable(db)
  const addProvince: InventoryStore['addProvince'] = (name, by) =>
    atomic(db, () => {
      const present = table.province(nfc(name))
      if (present) return present
      const made = table.addProvince(nfc(name))
      audit.add({ action: 'province.create', subject: `province:${made.id}`, after: made }, by)
      return made
    })
  return {
    addProvince,
    addCommune: (provinceName, name, code, by) =>
      attempt(db, () => {
        const province = addProvince(provinceName, by)
        if (table.commune(province.id, nfc(name))) return invalid('name', 'duplicateName', { name: nfc(name) })
        if (table.codeTaken(nfc(code))) return invalid('code', 'duplicateCode', { code: nfc(code) })
        const made = table.addCommune(province.id, nfc(code), nfc(name))
        audit.add({ action: 'commune.create', subject: `commune:${made.id}`, after: made }, by)
        return made
      }),
    addHamlet: (communeId, name, households, by) =>
      attempt(db, () => {
        if (!table.hasCommune(communeId)) return invalid('communeId', 'unknownCommune', { name: communeId })
        if (table.hamlet(communeId, nfc(name))) return invalid('name', 'duplicateName', { name: nfc(name) })
        const made = table.addHamlet(communeId, nfc(name), households)
        audit.add({ action: 'hamlet.create', subject: `hamlet:${made.id}`, after: made }, by)
        return made
      }),
  }
}
