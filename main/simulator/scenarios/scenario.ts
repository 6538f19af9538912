/** What a scenario is: a name in both languages, a length, and a pure function from the province and the present to events. */
import type { Province, SimStation } from '../province/station.ts'
import type { StationEvent, StationEventKind, WorldEvents } from '../world/events.ts'

export type Scenario = {
  readonly id: string
  readonly vi: string
  readonly en: string
  readonly minutes: number
  readonly play: (province: Province, at: number) => WorldEvents
}

export const MINUTE = 60_000

/** An event from `after` minutes on, for `minutes`. */
export function happening(
  at: number,
  station: number,
  kind: StationEventKind,
  after: number,
  minutes: number,
  amount?: number,
): StationEvent {
  const from = at + after * MINUTE
  return { station, kind, from, to: from + minutes * MINUTE, ...(amount === undefined ? {} : { amount }) }
}

/** Stations in the order of who carries most behind it. */
export function byWeight(province: Province): SimStation[] {
  return province.stations.toSorted((a, b) => b.behind - a.behind || a.index - b.index)
}

/** Kilometres between two stations, near enough. */
export function kilometres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  return Math.hypot((a.lat - b.lat) * 110.6, (a.lon - b.lon) * 102.8)
}
