/** A station's record as the form holds it (what was typed), and back as the contract's input. */
import type { Path } from 'react-hook-form'
import { typed } from '../../app/form.ts'
import type { Station } from '../../../shared/model/station.ts'

export type StationDraft = {
  code: string
  name: string
  communeId: string
  hamletId: string
  lat: string
  lon: string
  technologies: string[]
  cells: string
  shelter: string
  owner: string
  sharedWith: string
  remoteClass: string
  access: string
  accessMinutes: string
  criticality: string
  commissionedOn: string
  parentIds: number[]
  feederId: string
  mains: boolean
  batteryAh: string
  batteryCells: string
  batteryInstalledOn: string
  batteryTestedOn: string
  genset: string
  tankLitres: string
  solar: boolean
  notes: string
}

export const FIELDS: readonly Path<StationDraft>[] = [
  'code',
  'name',
  'communeId',
  'hamletId',
  'lat',
  'lon',
  'technologies',
  'cells',
  'shelter',
  'owner',
  'sharedWith',
  'remoteClass',
  'access',
  'accessMinutes',
  'criticality',
  'commissionedOn',
  'parentIds',
  'feederId',
  'mains',
  'batteryAh',
  'batteryCells',
  'batteryInstalledOn',
  'batteryTestedOn',
  'genset',
  'tankLitres',
  'solar',
  'notes',
]

/** What the form starts with. `say` writes a number as the reader types it. */
export function draftOf(station: Station | undefined, say: (n: number | null | undefined) => string): StationDraft {
  return {
    code: station?.code ?? '',
    name: station?.name ?? '',
    communeId: station ? String(station.communeId) : '',
    hamletId: station?.hamletId ? String(station.hamletId) : '',
    lat: say(station?.lat),
    lon: say(station?.lon),
    technologies: station ? [...station.technologies] : ['4G'],
    cells: say(station?.cells ?? 3),
    shelter: station?.shelter ?? 'outdoor',
    owner: station?.owner ?? '',
    sharedWith: station?.sharedWith ?? '',
    remoteClass: station?.remoteClass ?? 'near',
    access: station?.access ?? 'road',
    accessMinutes: say(station?.accessMinutes),
    criticality: String(station?.criticality ?? 3),
    commissionedOn: station?.commissionedOn ?? '',
    parentIds: station ? [...station.parentIds] : [],
    feederId: station?.feederId ? String(station.feederId) : '',
    mains: station?.mains ?? true,
    batteryAh: say(station?.batteryAh),
    batteryCells: say(station?.batteryCells),
    batteryInstalledOn: station?.batteryInstalledOn ?? '',
    batteryTestedOn: station?.batteryTestedOn ?? '',
    genset: station?.genset ?? 'none',
    tankLitres: say(station?.tankLitres),
    solar: station?.solar ?? false,
    notes: station?.notes ?? '',
  }
}

/** The draft as input for the schema: numbers read, empty fields null. An empty choice is left out, so that it is refused as missing. */
export function inputOf(draft: StationDraft): unknown {
  return {
    ...draft,
    communeId: draft.communeId === '' ? undefined : Number(draft.communeId),
    hamletId: draft.hamletId === '' ? null : Number(draft.hamletId),
    feederId: draft.feederId === '' ? null : Number(draft.feederId),
    lat: typed(draft.lat),
    lon: typed(draft.lon),
    cells: typed(draft.cells) ?? 0,
    accessMinutes: typed(draft.accessMinutes),
    criticality: Number(draft.criticality),
    commissionedOn: draft.commissionedOn || null,
    batteryAh: typed(draft.batteryAh),
    batteryCells: typed(draft.batteryCells),
    batteryInstalledOn: draft.batteryInstalledOn || null,
    batteryTestedOn: draft.batteryTestedOn || null,
    tankLitres: draft.genset === 'none' ? null : typed(draft.tankLitres),
  }
}
