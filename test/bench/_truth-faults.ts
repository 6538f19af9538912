/** Everything that is wrong on an evening: what was played, and what the simulated world does by itself (ordinary outages, standing troubles). */
import { type DeviceEvent } from '../../main/simulator/faults/kinds.ts'
import type { Trouble } from '../../main/simulator/province/station.ts'
import type { PlayedFault, PlayedKind } from '../../main/simulator/scenarios/played.ts'
import type { StationEvent } from '../../main/simulator/world/events.ts'
import { ordinaryMains } from '../../main/simulator/world/mains.ts'
import type { World } from '../../main/simulator/world/world.ts'

/** ordinary: an outage of the world's own · standing: what was wrong already when the branch began to look. */
export type FaultKind = PlayedKind | 'ordinary' | 'standing'
export type Fault = Omit<PlayedFault, 'kind'> & { readonly kind: FaultKind }

/** Kinds in which commercial power of the struck stations is gone. */
const MAINS: ReadonlySet<FaultKind> = new Set(['mains', 'feeder', 'flapping', 'genset', 'ordinary'])
export const isMains = ({ kind, detail }: Pick<Fault, 'kind' | 'detail'>): boolean =>
  MAINS.has(kind) || (kind === 'standing' && detail === 'badFeeder')

const NO_EVENTS: { stations: readonly StationEvent[]; devices: readonly DeviceEvent[] } = { stations: [], devices: [] }
/** A battery at 35 % of its nameplate tells nothing until the mains fail, and the signal of a long hop is within its limit. */
const UNSEEN: readonly Trouble[] = ['weakBattery', 'lowSignal', 'badFeeder']

/** Played faults come first, with their own numbers. */
export function allFaults(world: World, played: readonly PlayedFault[], from: number, to: number): Fault[] {
  const found: Fault[] = [...played]
  const add = (kind: FaultKind, station: number, detail: string, begin: number, end: number, key?: string): void => {
    const root = key === undefined ? ({ kind: 'station', station } as const) : ({ kind: 'device', station, key } as const)
    found.push({ id: found.length + 1, kind, detail, root, from: begin, to: end, behind: [], harmless: false, events: NO_EVENTS })
  }
  for (const station of world.province.stations) {
    const last = station.devices.length > 1 ? station.devices.at(-1) : undefined
    for (const trouble of station.troubles)
      if (!UNSEEN.includes(trouble)) add('standing', station.index, trouble, from - 1, to, trouble === 'deadDevice' ? last?.key : undefined)
    for (const outage of outages(world, station.index, from, to)) add('ordinary', station.index, '', outage.from, outage.to)
  }
  return found
}

/** The outages that the world makes by itself, to ten seconds. */
function outages(world: World, index: number, from: number, to: number): { from: number; to: number }[] {
  const station = world.station(index)
  const found: { from: number; to: number }[] = []
  let off: number | null = null
  for (let at = from; at < to;) {
    const { on, until } = ordinaryMains(world.province.seed, station, world.startedAt, at)
    if (!on) off ??= at
    else if (off !== null) {
      found.push({ from: off, to: at })
      off = null
    }
    at = Math.max(at + 1, until)
  }
  if (off !== null) found.push({ from: off, to })
  return found
}
