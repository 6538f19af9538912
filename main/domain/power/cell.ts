/** Voltages of battery strings as textbooks have them: what is plausible, what is full, and where the end is near. */

/** lead: 2 V cells; lithium: LiFePO4; unknown: the record does not say how many cells. */
export type Chemistry = 'lead' | 'lithium' | 'unknown'

/** Open-circuit volts of a sealed lead-acid cell: full, and with nothing usable left. */
const LEAD_FULL = 2.13
const LEAD_EMPTY = 1.94
/** A lead-acid cell under load this low, or a lithium cell, has next to nothing left. */
const LEAD_NEAR_END = 1.9
const LITHIUM_NEAR_END = 3.05
/** Plausible volts of one cell, at work or charging. */
const LEAD_RANGE = [1.6, 2.6] as const
const LITHIUM_RANGE = [2.4, 3.8] as const
/** Buses there are, volts: 24 V and 48 V systems; a UPS has more. */
const BUSES = [
  [18, 32],
  [36, 62],
] as const

/** 24 cells are lead at 48 V, 12 at 24 V; 15 or 16 are lithium iron phosphate at 48 V, 7 or 8 at 24 V. */
export function chemistryOf(cells: number | null): Chemistry {
  if (cells === null || cells === 0) return 'unknown'
  if (cells === 15 || cells === 16 || cells === 7 || cells === 8) return 'lithium'
  return cells % 6 === 0 ? 'lead' : 'unknown'
}

/** False where no such string of cells could show these volts: the scale is wrong, or the record. */
export function isPlausible(volts: number, cells: number | null, isUps: boolean): boolean {
  const kind = chemistryOf(cells)
  const range = kind === 'lead' ? LEAD_RANGE : kind === 'lithium' ? LITHIUM_RANGE : null
  // A UPS strings its blocks otherwise than the record of the station's bank tells.
  if (isUps) return volts >= 10
  if (range && cells !== null) return volts >= range[0] * cells && volts <= range[1] * cells
  return BUSES.some(([low, high]) => volts >= low && volts <= high)
}

/** Under load: what is left is minutes. */
export function isNearEnd(volts: number, cells: number | null): boolean {
  if (cells !== null && chemistryOf(cells) === 'lithium') return volts <= LITHIUM_NEAR_END * cells
  const count = cells !== null && chemistryOf(cells) === 'lead' ? cells : volts < 33 ? 12 : 24
  return volts <= LEAD_NEAR_END * count
}

/** Volts at rest of a lead-acid string, full and empty. Null for others: a lithium string is flat in between and tells nothing. */
export function restRange(cells: number | null): { full: number; empty: number } | null {
  if (cells === null || chemistryOf(cells) !== 'lead') return null
  return { full: LEAD_FULL * cells, empty: LEAD_EMPTY * cells }
}

/** Internal resistance that a string of this capacity usually has, ohm: inversely as its plates. */
export function usualOhms(capacityAh: number): number {
  return 4 / Math.max(20, capacityAh)
}
