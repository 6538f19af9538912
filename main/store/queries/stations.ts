/** Stations: their table, and the changes a person makes to them. */
import { Maintenance, type Station, type StationInput } from '../../../shared/model/station.ts'
import { findLoop } from '../../domain/topology/loop.ts'
import type { Refusal } from '../../../shared/model/refusal.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, By, InventoryStore } from '../store.ts'
import { attempt } from './attempt.ts'
import { parentTable } from './parents.ts'
import { placeTable } from './places.ts'
import { revise } from './revise.ts'
import { flag, fromJson, invalid, nfc } from './text.ts'

const FIELDS = [
  'code', 'name', 'communeId', 'hamletId', 'lat', 'lon', 'technologies', 'cells', 'shelter', 'owner', 'sharedWith', 'remoteClass',
  'access', 'accessMinutes', 'criticality', 'commissionedOn', 'feederId', 'mains', 'batteryAh', 'batteryCells', 'batteryInstalledOn',
  'batteryTestedOn', 'genset', 'tankLitres', 'solar', 'notes',
] as const // prettier-ignore
const STATE = ['retiredOn', 'maintenance', 'mergedInto', 'version'] as const
const ALL = [...FIELDS, ...STATE]

type Row = Omit<Station, 'technologies' | 'mains' | 'solar' | 'maintenance' | 'parentIds'> & {
  technologies: string
  mains: number
  solar: number
  maintenance: string | null
}

function toStation(row: Row, parentIds: number[]): Station {
  return {
    ...row,
    technologies: (fromJson(row.technologies) ?? []) as Station['technologies'],
    mains: row.mains === 1,
    solar: row.solar === 1,
    maintenance: row.maintenance === null ? null : work(row.maintenance),
    parentIds,
  }
}

/** Of work that was announced before its beginning was written down, all that is remembered is its end. */
function work(text: string): Station['maintenance'] {
  return Maintenance.safeParse({ since: 0, ...Object(fromJson(text)) }).data ?? null
}

/** The record as the store keeps it: text composed, technologies in order and once, known fields only. */
export function tidyStation(input: StationInput): StationInput {
  return {
    ...input,
    code: nfc(input.code).toUpperCase(),
    name: nfc(input.name),
    owner: nfc(input.owner),
    sharedWith: nfc(input.sharedWith),
    notes: input.notes.normalize('NFC'),
    technologies: [...new Set(input.technologies)].sort(),
  }
}

function toRow(station: Omit<Station, 'id'>): Record<string, string | number | null> {
  const row: Record<string, string | number | null> = {}
  for (const field of ALL) {
    const value = station[field]
    if (typeof value === 'boolean') row[field] = flag(value)
    else if (typeof value === 'object' && value !== null) row[field] = JSON.stringify(value)
    else row[field] = value
  }
  return row
}

export function stationTable(db: Db) {
  const columns = ['id', ...ALL].join(', ')
  const all = db.prepare<[], Row>(`SELECT ${columns} FROM stations ORDER BY id`)
  const byId = db.prepare<[number], Row>(`SELECT ${columns} FROM stations WHERE id = ?`)
  const byCode = db.prepare<[string], number>('SELECT id FROM stations WHERE code = ?').pluck()
  const codeOf = db.prepare<[number], string>('SELECT code FROM stations WHERE id = ?').pluck()
  const insert = db.prepare(`INSERT INTO stations (${ALL.join(', ')}) VALUES (${ALL.map((f) => `@${f}`).join(', ')})`)
  const update = db.prepare(`UPDATE stations SET ${ALL.map((f) => `${f} = @${f}`).join(', ')} WHERE id = @id`)
  const parents = parentTable(db)
  return {
    parents,
    all(): Station[] {
      const links = parents.all()
      return all.all().map((row) => toStation(row, links.get(row.id) ?? []))
    },
    get(id: number): Station | null {
      const row = byId.get(id)
      return row ? toStation(row, parents.of(id)) : null
    },
    idOf: (code: string): number | null => byCode.get(code) ?? null,
    codeOf: (id: number): string | null => codeOf.get(id) ?? null,
    /** Writes the record without its parents, which may not be there yet. */
    insert(station: Omit<Station, 'id'>): Station {
      return { ...station, id: Number(insert.run(toRow(station)).lastInsertRowid) }
    },
    update(station: Station): void {
      update.run({ ...toRow(station), id: station.id })
    },
  }
}
export type StationTable = ReturnType<typeof stationTable>

type StationWrites = Pick<InventoryStore, 'createStation' | 'updateStation' | 'setStationRetired' | 'setMaintenance'>

export function stationWrites(db: Db, table: StationTable, audit: AuditStore): StationWrites {
  const places = placeTable(db)
  const hamletAt = db.prepare<[number, number], number>('SELECT id FROM hamlets WHERE id = ? AND communeId = ?').pluck()

  function problem(id: number | null, input: StationInput): Refusal | null {
    const taken = table.idOf(input.code)
    if (taken !== null && taken !== id) return invalid('code', 'duplicateCode', { code: input.code })
    if (!places.hasCommune(input.communeId)) return invalid('communeId', 'unknownCommune', { name: input.communeId })
    if (input.hamletId !== null && hamletAt.get(input.hamletId, input.communeId) === undefined)
      return invalid('hamletId', 'unknownHamlet', { name: input.hamletId })
    if (new Set(input.parentIds).size < input.parentIds.length) return invalid('parentIds', 'parentRepeated')
    for (const parent of input.parentIds) {
      if (parent === id) return invalid('parentIds', 'parentSelf', { loop: `${input.code} → ${input.code}` })
      if (table.codeOf(parent) === null) return invalid('parentIds', 'parentUnknown', { code: parent })
    }
    const loop = id === null ? null : findLoop({ get: (at) => table.parents.of(at) }, id, input.parentIds)
    return loop ? invalid('parentIds', 'parentLoop', { loop: loop.map((at) => table.codeOf(at) ?? at).join(' → ') }) : null
  }

  function change(id: number, version: number, action: string, by: By, make: (now: Station) => Station | Refusal): Station | Refusal {
    const write = (next: Station, changed: ReadonlySet<string>) => {
      table.update(next)
      if (changed.has('parentIds')) table.parents.set(id, next.parentIds)
    }
    return revise(db, audit, { read: () => table.get(id), version, make, write, action, subject: `station:${id}`, by })
  }

  return {
    createStation: (raw, by) =>
      attempt(db, () => {
        const input = tidyStation(raw)
        const refused = problem(null, input)
        if (refused) return refused
        const made = table.insert({ ...input, retiredOn: null, maintenance: null, mergedInto: null, version: 1 })
        table.parents.set(made.id, made.parentIds)
        audit.add({ action: 'station.create', subject: `station:${made.id}`, after: made }, by)
        return made
      }),
    updateStation: (id, version, raw, by) =>
      change(id, version, 'station.update', by, (now) => {
        const input = tidyStation(raw)
        return problem(id, input) ?? { ...now, ...input }
      }),
    setStationRetired: (id, version, day, by) =>
      change(id, version, day === null ? 'station.restore' : 'station.retire', by, (now) =>
        day === null && now.mergedInto !== null
          ? invalid('id', 'mergedStation', { code: now.code, other: table.codeOf(now.mergedInto) })
          : { ...now, retiredOn: day },
      ),
    setMaintenance: (id, version, until, reason, by) =>
      change(id, version, until === null ? 'station.maintenanceEnd' : 'station.maintenance', by, (now) => ({
        ...now,
        maintenance: until === null ? null : { since: by.at, until, reason: nfc(reason), by: by.actor.name },
      })),
  }
}
