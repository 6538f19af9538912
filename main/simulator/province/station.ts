/** What a simulated station and its devices are made of: facts that never change while the simulator runs. */
import type { StationInput } from '../../../shared/model/station.ts'

/** Equipment the simulator can play; each has one file under `equipment/`. */
export type Family = 'huawei-smu' | 'huawei-rtn' | 'minilink' | 'gateway' | 'hwg-ste2' | 'baicells' | 'himoinsa'
export type SimKind = 'power' | 'radio' | 'gateway' | 'environment' | 'bts' | 'genset'

export type SimDevice = {
  /** `<station code>.<kind>`: the SNMP context that reaches it. */
  readonly key: string
  readonly kind: SimKind
  readonly family: Family
  readonly station: number
}

/** Standing troubles: what is wrong at a station on the quietest day. */
export type Trouble = 'door' | 'rectifier' | 'weakBattery' | 'aircon' | 'lowSignal' | 'badFeeder' | 'deadDevice' | 'lowFuel'

export type SimStation = Omit<StationInput, 'communeId' | 'hamletId' | 'parentIds'> & {
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

export type Province = {
  readonly seed: number
  readonly name: string
  readonly communes: readonly SimCommune[]
  readonly hamlets: readonly SimHamlet[]
  readonly stations: readonly SimStation[]
}
