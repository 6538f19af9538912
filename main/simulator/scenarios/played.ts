/** A fault as it was played: the truth that what the console says can be compared with. */
import type { DeviceEvent } from '../faults/kinds.ts'
import type { Province } from '../province/station.ts'
import type { StationEvent, WorldEvents } from '../world/events.ts'

/**
 * mains: commercial power of one station · feeder: of all stations on one line · hub: a station with others behind it is cut off altogether · link: the main path
 * of a station · rainFade: rain on one radio, which degrades it or cuts it · flapping: mains that come and go · genset: mains, and a genset that will not run ·
 * device: one that is dead for a while · room: door, smoke, flood · misbehaviour: an agent that answers wrongly · loss: replies lost on the way.
 */
export const PLAYED_KINDS = [
  'mains',
  'feeder',
  'hub',
  'link',
  'rainFade',
  'flapping',
  'genset',
  'device',
  'room',
  'misbehaviour',
  'loss',
] as const
export type PlayedKind = (typeof PLAYED_KINDS)[number]

export type PlayedRoot =
  | { readonly kind: 'station'; readonly station: number }
  | { readonly kind: 'feeder'; readonly name: string; readonly stations: readonly number[] }
  | { readonly kind: 'device'; readonly station: number; readonly key: string }
  | { readonly kind: 'nothing' }

export type PlayedFault = {
  readonly id: number
  readonly kind: PlayedKind
  /** What exactly, for people: `tired bank`, `cuts`, `door`, `tooBig` … */
  readonly detail: string
  readonly root: PlayedRoot
  /** Epoch ms of simulated time, half-open. */
  readonly from: number
  readonly to: number
  /** Stations that are cut off with it, by the topology alone, itself not counted; whatever else fails is not considered. */
  readonly behind: readonly number[]
  /** Nobody is to be told of it. */
  readonly harmless: boolean
  readonly events: WorldEvents
}

/** Stations at which a fault has its place. */
export function struckBy(root: PlayedRoot): readonly number[] {
  return root.kind === 'nothing' ? [] : root.kind === 'feeder' ? root.stations : [root.station]
}

/** The stations whose every path leads through one of these, themselves not counted. Parents come before their children. */
export function cutOffBy(province: Province, dead: ReadonlySet<number>): number[] {
  const gone = new Set(dead)
  for (const { index, parents } of province.stations) if (parents.length > 0 && parents.every((parent) => gone.has(parent))) gone.add(index)
  return [...gone].filter((index) => !dead.has(index))
}

export function eventsOf(faults: readonly PlayedFault[]): { stations: StationEvent[]; devices: DeviceEvent[] } {
  return { stations: faults.flatMap((fault) => fault.events.stations), devices: faults.flatMap((fault) => fault.events.devices) }
}
