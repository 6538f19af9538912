/** Rows of a hamlet file: the hamlet by commune and name, its households, and the codes of the stations that serve it. */
import type { ImportRow } from '../../../shared/contract/imports.ts'
import type { BulkChange } from '../../../shared/model/bulk.ts'
import { listCell, numberCell, RowNotes } from './cell.ts'
import type { HamletColumn } from './columns.ts'
import { cellsOf, differences, emptyChange, type ImportInventory, type ImportTable, type Rows } from './import.ts'
import { placeIndex } from './places.ts'
import { readPlace } from './station-row.ts'

const MOST_HOUSEHOLDS = 1_000_000
const LONGEST_NAME = 120

type Draft = BulkChange['hamlets'][number] & { stationCodes: string[] }

export function planHamlets(
  body: ImportTable,
  columns: readonly (HamletColumn | null)[],
  inventory: ImportInventory,
  createPlaces: boolean,
): Rows {
  const places = placeIndex(inventory)
  const rowOf = new Map(inventory.hamlets.map((hamlet) => [hamlet.id, hamlet]))
  const codeById = new Map(inventory.stations.map((station) => [station.id, station.code]))
  const codes = new Set(codeById.values())
  const firstLine = new Map<string, number>()
  const newCommunes = new Set<string>()
  const change = emptyChange()

  const rows = body.map(({ line, cells }): ImportRow => {
    const notes = new RowNotes()
    const row = cellsOf(columns, cells)
    const given = (column: HamletColumn): string | null => (row[column] === undefined || row[column] === '' ? null : row[column])
    const name = given('hamlet')
    if (name === null) notes.refuse('hamlet', 'required')
    else if (name.length > LONGEST_NAME) notes.refuseLong('hamlet', LONGEST_NAME)
    const place = readPlace(given, null, places, createPlaces, notes)
    const commune = place && !place.newCommune ? places.commune(place.commune, place.province)[0]?.commune : undefined
    const found = commune && place?.hamlet ? places.hamlet(commune.id, place.hamlet) : null
    const present = found ? (rowOf.get(found.id) ?? null) : null
    const now = {
      households: present?.households ?? null,
      stationCodes: (present?.stationIds ?? []).map((id) => codeById.get(id) ?? '').sort(),
    }

    const households = householdsOf(given('households'), notes) ?? now.households
    const stationCodes = given('stations') === null ? now.stationCodes : codesOf(given('stations') ?? '', codes, notes)
    const key = place ? `${place.province}/${place.commune}/${place.hamlet}` : ''
    const earlier = firstLine.get(key)
    if (place && earlier !== undefined) notes.refuse('hamlet', 'duplicateInFile', { code: name ?? '', line: earlier })
    else if (place) firstLine.set(key, line)

    const subject = [place?.hamlet ?? name ?? '', place?.commune ?? given('commune') ?? ''].filter((part) => part !== '').join(', ')
    const told = { line, kind: 'hamlet' as const, subject, issues: notes.issues, notes: notes.notes }
    if (notes.issues.length > 0 || !place?.hamlet) return { ...told, action: 'refuse', changes: [] }
    const draft: Draft = { province: place.province, commune: place.commune, name: place.hamlet, households, stationCodes }
    const changes = present ? differences(now, { households, stationCodes }) : []
    const action = present === null ? 'create' : changes.length > 0 ? 'change' : 'same'
    if (action !== 'same') {
      const communeKey = `${place.province}/${place.commune}`
      if (place.newCommune && !newCommunes.has(communeKey))
        change.communes.push({ province: place.province, name: place.commune, code: given('communeCode') ?? '' })
      newCommunes.add(communeKey)
      change.hamlets.push(draft)
    }
    return { ...told, action, changes }
  })
  return { rows, change }
}

function householdsOf(text: string | null, notes: RowNotes): number | null {
  if (text === null) return null
  const value = numberCell(notes, 'households', text)
  if (value === null) return null
  if (Number.isInteger(value) && value >= 0 && value <= MOST_HOUSEHOLDS) return value
  notes.refuse('households', 'notHouseholds', { text })
  return null
}

function codesOf(text: string, known: ReadonlySet<string>, notes: RowNotes): string[] {
  const codes = [...new Set(listCell(text.toUpperCase()))].sort()
  const unknown = codes.find((code) => !known.has(code))
  if (unknown !== undefined) notes.refuse('stations', 'unknownStation', { code: unknown })
  return codes
}
