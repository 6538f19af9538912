/** One row of a station file: its cells become fields over what is known of the station, or the reasons why not. */
import { StationInput, type Station } from '../../../shared/model/station.ts'
import type { PlaceIndex } from './places.ts'
import type { StationColumn } from './columns.ts'
import { booleanCell, dayCell, listCell, numberCell, type RowNotes, wordCell } from './cell.ts'

export type StationCells = Partial<Record<StationColumn, string>>
/** A station as the file wants it: places by name, parents by code. */
export type StationDraft = Omit<StationInput, 'communeId' | 'hamletId' | 'feederId' | 'parentIds'> & {
  province: string
  commune: string
  hamlet: string | null
  parentCodes: string[]
  /** Name of its power feeder; null where it hangs on none that is known. */
  feeder: string | null
}
/** A commune or hamlet that the row needs and that is not there yet. */
export type NewPlace = { province: string; commune: string; communeCode: string; hamlet: string | null; newCommune: boolean }
export type StationRowResult = { draft: StationDraft | null; place: NewPlace | null }

const SHELTER = {
  masonry: ['nha xay', 'xay'],
  container: ['cong ten no'],
  outdoor: ['ngoai troi', 'tu ngoai troi'],
  pole: ['cot', 'tren cot'],
} as const
const REMOTE = { near: ['gan', '1'], remote: ['xa', '2'], veryRemote: ['rat xa', 'very remote', '3'] } as const
const ACCESS = { road: ['duong bo', 'o to', 'xe'], boat: ['thuyen', 'duong thuy'], walk: ['di bo'] } as const
const GENSET = { none: ['khong', '0', 'no'], fixed: ['co dinh', '1', 'yes', 'co'], portable: ['luu dong', 'di dong'] } as const
const TECHNOLOGY = ['2G', '3G', '4G', '5G'] as const

/** Degrees that lie in and around Vietnam, to recognise a latitude and longitude that changed places. */
const looksLikeLat = (value: number) => value >= 7 && value <= 24
const looksLikeLon = (value: number) => value >= 101 && value <= 118

const LONGEST_FEEDER = 120

export type Codes = { codeOf: (id: number) => string | null; feederOf: (id: number) => string | null }

/** `present` is the station of the same code; cells left empty or absent keep what it has. */
export function readStation(
  cells: StationCells,
  present: Station | null,
  places: PlaceIndex,
  codes: Codes,
  createPlaces: boolean,
  notes: RowNotes,
): StationRowResult {
  const given = (column: StationColumn): string | null => (cells[column] === undefined || cells[column] === '' ? null : cells[column])
  const fields: Record<string, unknown> = present ? { ...present } : {}
  fields['code'] = given('code')
  const put = (column: StationColumn, read: (text: string) => unknown, field: string = column) => {
    const text = given(column)
    if (text === null) return
    const value = read(text)
    if (value !== null) fields[field] = value
  }
  put('name', (text) => text.normalize('NFC'))
  if (!present && given('name') === null) notes.refuse('name', 'required')
  put('lat', (text) => numberCell(notes, 'lat', text))
  put('lon', (text) => numberCell(notes, 'lon', text))
  checkPosition(fields, notes)
  put('technologies', (text) => technologies(text, notes))
  for (const column of ['cells', 'accessMinutes', 'criticality', 'batteryAh', 'batteryCells', 'tankLitres'] as const)
    put(column, (text) => numberCell(notes, column, text))
  for (const column of ['commissionedOn', 'batteryInstalledOn', 'batteryTestedOn'] as const)
    put(column, (text) => dayCell(notes, column, text))
  for (const column of ['mains', 'solar'] as const) put(column, (text) => booleanCell(notes, column, text))
  for (const column of ['owner', 'sharedWith', 'notes'] as const) put(column, (text) => text.normalize('NFC'))
  put('shelter', (text) => wordCell(notes, 'shelter', text, SHELTER))
  put('remoteClass', (text) => wordCell(notes, 'remoteClass', text, REMOTE))
  put('access', (text) => wordCell(notes, 'access', text, ACCESS))
  put('genset', (text) => wordCell(notes, 'genset', text, GENSET))

  const parentCodes =
    given('parents') === null
      ? (present?.parentIds ?? []).map((id) => codes.codeOf(id) ?? '')
      : listCell((given('parents') as string).toUpperCase())
  const feeder = given('feeder')?.normalize('NFC') ?? (present?.feederId ? codes.feederOf(present.feederId) : null)
  if (feeder !== null && feeder.length > LONGEST_FEEDER) notes.refuseLong('feeder', LONGEST_FEEDER)
  const place = readPlace(given, present, places, createPlaces, notes)
  // The schema of the door is the last word: what the console's own form refuses, a file cannot bring in either.
  const parsed = StationInput.safeParse({ ...fields, communeId: 1, hamletId: null, parentIds: [] })
  if (!parsed.success) notes.refuseBySchema(parsed.error, fields)
  if (parentCodes.length > 2) notes.refuse('parents', 'tooManyParents')
  if (!parsed.success || notes.issues.length > 0 || place === null) return { draft: null, place: null }
  const { communeId: _c, hamletId: _h, feederId: _f, parentIds: _p, ...rest } = parsed.data
  return {
    draft: { ...rest, province: place.province, commune: place.commune, hamlet: place.hamlet, parentCodes, feeder },
    place: place.isNew
      ? {
          province: place.province,
          commune: place.commune,
          communeCode: given('communeCode') ?? '',
          hamlet: place.hamlet,
          newCommune: place.newCommune,
        }
      : null,
  }
}

function checkPosition(fields: Record<string, unknown>, notes: RowNotes): void {
  const { lat, lon } = fields
  if (typeof lat === 'number' && typeof lon === 'number' && looksLikeLon(lat) && looksLikeLat(lon))
    notes.refuse('lat', 'swapped', { lat, lon })
}

function technologies(text: string, notes: RowNotes): string[] | null {
  const words = listCell(text.toUpperCase().replaceAll('/', ' ')).map(
    (word) => ({ GSM: '2G', UMTS: '3G', WCDMA: '3G', LTE: '4G', NR: '5G' })[word] ?? word,
  )
  const bad = words.find((word) => !TECHNOLOGY.some((known) => known === word))
  if (bad === undefined) return TECHNOLOGY.filter((known) => words.includes(known))
  notes.refuse('technologies', 'notWord', { text: bad, words: TECHNOLOGY.join(', ') })
  return null
}

type Place = { province: string; commune: string; hamlet: string | null; isNew: boolean; newCommune: boolean }

/** The place that a row names; `present` is the station whose place stands where it names none. */
export function readPlace(
  given: (column: 'province' | 'commune' | 'communeCode' | 'hamlet') => string | null,
  present: Station | null,
  places: PlaceIndex,
  createPlaces: boolean,
  notes: RowNotes,
): Place | null {
  const name = given('commune') ?? given('communeCode')
  const province = given('province') ?? ''
  const hamletName = given('hamlet')?.normalize('NFC') ?? null
  if (name === null) {
    if (present === null) {
      notes.refuse('commune', 'required')
      return null
    }
    const names = places.namesOf(present)
    const known = hamletName === null ? null : places.hamlet(present.communeId, hamletName)
    return { ...names, hamlet: known?.name ?? hamletName ?? names.hamlet, isNew: hamletName !== null && known === null, newCommune: false }
  }
  const found = places.commune(name, province)
  if (found.length > 1) {
    notes.refuse('commune', 'ambiguousCommune', { name })
    return null
  }
  const one = found[0]
  if (!one) {
    if (createPlaces && province !== '')
      return { province: province.normalize('NFC'), commune: name.normalize('NFC'), hamlet: hamletName, isNew: true, newCommune: true }
    const near = places.nearest(name)
    if (near) notes.refuse('commune', 'unknownCommuneNear', { name, near })
    else notes.refuse('commune', createPlaces ? 'provinceNeeded' : 'unknownCommune', { name })
    return null
  }
  if (one.formerName) notes.repaired('formerName', { former: one.formerName, name: one.commune.name })
  const known = hamletName === null ? null : places.hamlet(one.commune.id, hamletName)
  const owner = places.province(one.commune.provinceId)
  return {
    province: owner?.name ?? '',
    commune: one.commune.name,
    hamlet: known?.name ?? hamletName,
    isNew: hamletName !== null && known === null,
    newCommune: false,
  }
}
