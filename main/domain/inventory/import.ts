/** Plans an import: what each row of a file would create, change or leave, and why a row is refused. Nothing is written here. */
import type { BulkChange } from '../../../shared/model/bulk.ts'
import type { Credential, Device } from '../../../shared/model/device.ts'
import type { ImportPlan, ImportRow } from '../../../shared/contract/imports.ts'
import type { Commune, Feeder, HamletRow, Province, Station } from '../../../shared/model/station.ts'
import { findLoop } from '../topology/loop.ts'
import { type DeviceColumn, type Header, readHeader, type StationColumn } from './columns.ts'
import { RowNotes, shown } from './cell.ts'
import { type DeviceDraft, readDevice } from './device-row.ts'
import { planHamlets } from './hamlet-row.ts'
import { type PlaceIndex, placeIndex } from './places.ts'
import { type Codes, type NewPlace, readStation, type StationDraft } from './station-row.ts'

export type ImportInventory = {
  provinces: readonly Province[]
  communes: readonly Commune[]
  hamlets: readonly HamletRow[]
  feeders: readonly Feeder[]
  stations: readonly Station[]
  devices: readonly Device[]
  credentials: readonly Credential[]
}
/** A file after the CSV reader: rows of cells with the line each began on. The first is the header. */
export type ImportTable = readonly { line: number; cells: readonly string[] }[]
export type Planned = { plan: Omit<ImportPlan, 'planId'>; change: BulkChange }

export const emptyChange = (): BulkChange => ({ communes: [], hamlets: [], stations: [], devices: [] })

/** Plans a whole file. Rows that are refused stay out of `change`; a row whose parent is refused with it is refused too. */
export function planImport(table: ImportTable, inventory: ImportInventory, createPlaces: boolean): Planned {
  const [head, ...body] = table
  if (!head || body.length === 0) return problem('emptyFile')
  const header = readHeader(head.cells)
  if (!header) return problem('unknownHeader')
  const rows = planRows(header, body, inventory, createPlaces)
  const count = (action: ImportRow['action']) => rows.rows.filter((row) => row.action === action).length
  return {
    plan: {
      rows: rows.rows,
      created: count('create'),
      changed: count('change'),
      same: count('same'),
      refused: count('refuse'),
      problem: null,
    },
    change: rows.change,
  }
}

function planRows(header: Header, body: ImportTable, inventory: ImportInventory, createPlaces: boolean): Rows {
  switch (header.kind) {
    case 'station':
      return planStations(body, header.columns, inventory, createPlaces)
    case 'device':
      return planDevices(body, header.columns, inventory)
    case 'hamlet':
      return planHamlets(body, header.columns, inventory, createPlaces)
  }
}

function problem(key: string): Planned {
  return { plan: { rows: [], created: 0, changed: 0, same: 0, refused: 0, problem: { key: `error.import.${key}` } }, change: emptyChange() }
}

export function cellsOf<T extends string>(columns: readonly (T | null)[], cells: readonly string[]): Partial<Record<T, string>> {
  const found: Partial<Record<T, string>> = {}
  for (const [index, column] of columns.entries())
    if (column !== null && found[column] === undefined) found[column] = (cells[index] ?? '').trim()
  return found
}

type Change = { field: string; before: string; after: string }

export function differences(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change[] {
  return Object.keys(after)
    .map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }))
    .filter((change) => change.before !== change.after)
}

export type Rows = { rows: ImportRow[]; change: BulkChange }
type StationEntry = {
  line: number
  code: string
  notes: RowNotes
  draft: StationDraft | null
  place: NewPlace | null
  present: Station | null
  changes: Change[]
}

function planStations(
  body: ImportTable,
  columns: readonly (StationColumn | null)[],
  inventory: ImportInventory,
  createPlaces: boolean,
): Rows {
  const places = placeIndex(inventory)
  const byCode = new Map(inventory.stations.map((station) => [station.code, station]))
  const codeById = new Map(inventory.stations.map((station) => [station.id, station.code]))
  const feeders = new Map(inventory.feeders.map((feeder) => [feeder.id, feeder.name]))
  const codes = { codeOf: (id: number) => codeById.get(id) ?? null, feederOf: (id: number) => feeders.get(id) ?? null }
  const firstLine = new Map<string, number>()
  const entries = body.map(({ line, cells }): StationEntry => {
    const notes = new RowNotes()
    const row = cellsOf(columns, cells)
    const code = (row.code ?? '').toUpperCase()
    const present = byCode.get(code) ?? null
    const { draft, place } = readStation({ ...row, code }, present, places, codes, createPlaces, notes)
    const earlier = firstLine.get(code)
    if (code !== '' && earlier !== undefined) notes.refuse('code', 'duplicateInFile', { code, line: earlier })
    else firstLine.set(code, line)
    const changes = draft && present ? differences(presentDraft(present, places, codes), draft) : []
    return { line, code, notes, draft, place, present, changes }
  })
  refuseBadParents(entries, byCode, codeById)
  return { rows: entries.map(stationResult), change: stationChange(entries) }
}

function presentDraft(present: Station, places: PlaceIndex, codes: Codes): Record<string, unknown> {
  return {
    ...present,
    ...places.namesOf(present),
    parentCodes: present.parentIds.map((id) => codes.codeOf(id) ?? ''),
    feeder: present.feederId === null ? null : codes.feederOf(present.feederId),
  }
}

/** Parents must be known or come with the same file, and must not lead back to the station. Refusals spread to rows that lean on refused ones. */
function refuseBadParents(
  entries: readonly StationEntry[],
  byCode: ReadonlyMap<string, Station>,
  codeById: ReadonlyMap<number, string>,
): void {
  const good = () => new Map(entries.filter((entry) => entry.draft && entry.notes.issues.length === 0).map((entry) => [entry.code, entry]))
  for (let again = true; again;) {
    again = false
    const accepted = good()
    const parentsOf = (code: string): string[] =>
      accepted.get(code)?.draft?.parentCodes ?? (byCode.get(code)?.parentIds ?? []).map((id) => codeById.get(id) ?? '')
    for (const [code, entry] of accepted) {
      const unknown = entry.draft?.parentCodes.find((parent) => !accepted.has(parent) && !byCode.has(parent))
      if (unknown !== undefined) entry.notes.refuse('parents', 'unknownParent', { code: unknown })
      else {
        const loop = findLoop({ get: parentsOf }, code, entry.draft?.parentCodes ?? [])
        if (loop) entry.notes.refuse('parents', 'parentLoop', { loop: loop.join(' → ') })
      }
      if (entry.notes.issues.length > 0) again = true
    }
  }
}

function stationResult(entry: StationEntry): ImportRow {
  const refused = entry.notes.issues.length > 0 || entry.draft === null
  const action = refused ? 'refuse' : entry.present === null ? 'create' : entry.changes.length > 0 ? 'change' : 'same'
  return {
    line: entry.line,
    action,
    kind: 'station',
    subject: entry.code,
    changes: refused ? [] : entry.changes,
    issues: entry.notes.issues,
    notes: entry.notes.notes,
  }
}

function stationChange(entries: readonly StationEntry[]): BulkChange {
  const change = emptyChange()
  const communes = new Set<string>()
  const hamlets = new Set<string>()
  for (const entry of entries) {
    if (entry.notes.issues.length > 0 || !entry.draft || (entry.present && entry.changes.length === 0)) continue
    change.stations.push(entry.draft)
    if (!entry.place) continue
    const { province, commune, communeCode, hamlet, newCommune } = entry.place
    const key = `${province}/${commune}`
    if (newCommune && !communes.has(key)) change.communes.push({ province, name: commune, code: communeCode })
    communes.add(key)
    if (hamlet !== null && !hamlets.has(`${key}/${hamlet}`)) change.hamlets.push({ province, commune, name: hamlet, households: null })
    if (hamlet !== null) hamlets.add(`${key}/${hamlet}`)
  }
  return change
}

function planDevices(body: ImportTable, columns: readonly (DeviceColumn | null)[], inventory: ImportInventory): Rows {
  const stations = new Map(inventory.stations.map((station) => [station.code, station]))
  const credentialName = new Map(inventory.credentials.map((credential) => [credential.id, credential.name]))
  const credentials = new Set(credentialName.values())
  const devices = new Map(inventory.devices.map((device) => [`${device.stationId}/${device.name}`, device]))
  const firstLine = new Map<string, number>()
  const change = emptyChange()
  const rows = body.map(({ line, cells }): ImportRow => {
    const notes = new RowNotes()
    const row = cellsOf(columns, cells)
    const code = (row.station ?? '').toUpperCase()
    const name = (row.name ?? '').normalize('NFC')
    const station = stations.get(code)
    if (!station) notes.refuse('station', 'unknownStation', { code })
    const found = station ? devices.get(`${station.id}/${name}`) : undefined
    const present = found ? { ...found, credential: credentialName.get(found.credentialId) ?? '' } : null
    const draft = readDevice(row, code, present, credentials, notes)
    const key = `${code}/${name}`
    const earlier = firstLine.get(key)
    if (earlier !== undefined) notes.refuse('name', 'duplicateInFile', { code: `${code} ${name}`, line: earlier })
    else firstLine.set(key, line)
    const accepted: DeviceDraft | null = notes.issues.length === 0 ? draft : null
    const changes = accepted && present ? differences({ ...present, stationCode: code }, accepted) : []
    const action = accepted === null ? 'refuse' : present === null ? 'create' : changes.length > 0 ? 'change' : 'same'
    if (accepted && action !== 'same') change.devices.push(accepted)
    return { line, action, kind: 'device', subject: `${code} ${name}`.trim(), changes, issues: notes.issues, notes: notes.notes }
  })
  return { rows, change }
}
