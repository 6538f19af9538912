/** What a simulated station and its devices are made of: facts that never change while the simulator runs. */
import type { StationInput } from '../../../shared/model/station.ts'

/** Equipment the simulator can play, by what it is for; `equipment/equipment.ts` says in which file each is. */
export const FAMILIES_OF = {
  power: ['huawei-smu', 'eltek-sp2', 'eltek-webpower', 'vertiv-ees', 'eaton-sc200', 'delta-orion', 'enatel'],
  radio: ['huawei-rtn', 'minilink', 'minilink-tn', 'minilink-6352', 'wavence', 'siae', 'ceragon', 'aviat'],
  gateway: ['gateway', 'mikrotik', 'nokia-7705'],
  environment: ['hwg-ste2', 'hwg-poseidon', 'akcp', 'siteboss'],
  bts: ['baicells', 'tait'],
  genset: ['himoinsa', 'comap', 'deepsea'],
  ups: ['ups', 'apc'],
} as const
export type SimKind = keyof typeof FAMILIES_OF
export type Family = (typeof FAMILIES_OF)[SimKind][number]

export type SimDevice = {
  /** `<station code>.<kind>`: the SNMP context that reaches it. */
  readonly key: string
  readonly kind: SimKind
  readonly family: Family
  readonly station: number
}

/** Standing troubles: what is wrong at a station on the quietest day. */
export type Trouble = 'door' | 'rectifier' | 'weakBattery' | 'aircon' | 'lowSignal' | 'badFeeder' | 'deadDevice' | 'lowFuel'

export type SimStation = Omit<StationInput, 'communeId' | 'hamletId' | 'feederId' | 'parentIds'> & {
  readonly index: number
  readonly lat: number
  readonly lon: number
  readonly batteryAh: number
  readonly commune: string
  readonly hamlet: string
  readonly area: number
  /** 0: on the province's fibre ring … 3: the end of a chain. */
  readonly level: 0 | 1 | 2 | 3
  /** Indexes of the stations that its backhaul passes through, the main one first. */
  readonly parents: readonly number[]
  readonly backhaul: 'fibre' | 'microwave'
  /** Name of the power line it hangs on. */
  readonly feeder: string
  /** Stations behind it, all levels. */
  readonly behind: number
  /** Mean DC load in ampere at 53.5 V. */
  readonly loadAmps: number
  /** Share of the nameplate capacity that is left. */
  readonly batteryHealth: number
  readonly rectifiers: number
  readonly phases: 1 | 3
  readonly aircon: boolean
  readonly troubles: readonly Trouble[]
  readonly devices: readonly SimDevice[]
}

export type SimCommune = { readonly name: string; readonly code: string; readonly area: number; readonly lat: number; readonly lon: number }
export type SimHamlet = { readonly commune: string; readonly name: string; readonly households: number }

/** A medium-voltage line and the stations on it. */
export type SimFeeder = { readonly name: string; readonly area: number; readonly stations: readonly number[] }

export type Province = {
  readonly seed: number
  readonly name: string
  readonly communes: readonly SimCommune[]
  readonly hamlets: readonly SimHamlet[]
  readonly feeders: readonly SimFeeder[]
  readonly stations: readonly SimStation[]
}
