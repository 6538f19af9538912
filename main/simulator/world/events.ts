/** What scenarios do to the world: things that hold for a while at a station, or in how one agent answers. */
import type { DeviceEvent } from '../faults/kinds.ts'

/**
 * mains: commercial power is off · backhaul: the main path is cut · isolation: every path is cut · rain: `amount` dB of fade on its radio ·
 * gensetFault: the genset will not run · aircon: air-conditioning has failed · door, smoke, flood: the contact is in alarm · noFuel: the tank is empty ·
 * tiredBank: only the share `amount` of its battery's capacity is left, which nobody sees until the mains fail.
 */
export type StationEventKind =
  | 'mains'
  | 'backhaul'
  | 'isolation'
  | 'rain'
  | 'gensetFault'
  | 'aircon'
  | 'door'
  | 'smoke'
  | 'flood'
  | 'noFuel'
  | 'tiredBank'

/** Times in epoch ms of simulated time; half-open [from, to). */
export type StationEvent = {
  readonly station: number
  readonly kind: StationEventKind
  readonly from: number
  readonly to: number
  readonly amount?: number
}
export type WorldEvents = { readonly stations: readonly StationEvent[]; readonly devices: readonly DeviceEvent[] }
