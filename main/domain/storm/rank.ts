/**
 * The order of stations without mains: who needs somebody first. Each station has a place of its own that others do not move.
 *
 * counting: minutes left divided by the weight of what hangs behind, least first. cannotTell: by voltage band (a number is never invented), the unknown
 * band right after the lowest, then by weight. held and dark: by weight. Equal ones by code, so that the order never wavers.
 */
import type { StormGroup } from '../../../shared/model/storm.ts'

/** What would be lost with a station. */
export type Load = {
  readonly behind: number
  readonly hamlets: number
  readonly households: number
  /** 1 most critical … 3 ordinary. */
  readonly criticality: number
}

export type Ranked = Load & {
  readonly code: string
  readonly group: StormGroup
  /** Minutes until it goes dark; null in every group but `counting`. */
  readonly minutes: number | null
  readonly volts: number | null
}

const GROUPS: Record<StormGroup, number> = { counting: 0, cannotTell: 1, held: 2, dark: 3 }
const HOUSEHOLDS_A_STATION = 100

/** 1 for an ordinary station with nothing behind it, 2 with three stations or hamlets, 3 with fifteen: much behind it weighs, but time weighs more. */
export function weightOf({ behind, hamlets, households, criticality }: Load): number {
  const points = behind + hamlets + households / HOUSEHOLDS_A_STATION + (3 - criticality) / 2
  return 1 + Math.log2(1 + points) / 2
}

/** Of a 48 V bank: 0 nearly at its end, 1 unknown, 2 sinking, 3 still high. A bank of another voltage is unknown. */
export function voltageBand(volts: number | null): number {
  if (volts === null || volts < 30 || volts > 70) return 1
  return volts < 46 ? 0 : volts < 49 ? 2 : 3
}

/** Below zero: `a` comes first. */
export function compareRanked(a: Ranked, b: Ranked): number {
  const group = GROUPS[a.group] - GROUPS[b.group]
  if (group !== 0) return group
  const heavier = weightOf(b) - weightOf(a)
  if (a.group === 'counting') {
    const sooner = urgency(a) - urgency(b)
    if (sooner !== 0) return sooner
  } else if (a.group === 'cannotTell') {
    const lower = voltageBand(a.volts) - voltageBand(b.volts)
    if (lower !== 0) return lower
  }
  if (heavier !== 0) return heavier
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0
}

function urgency(station: Ranked): number {
  return Math.max(0, station.minutes ?? Number.POSITIVE_INFINITY) / weightOf(station)
}

export function rank<T extends Ranked>(stations: readonly T[]): T[] {
  return [...stations].sort(compareRanked)
}
