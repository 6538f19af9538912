/** One value of history in numbers: its state (quality, and whether there is a value at all) and its scaled form. */
import { Quality } from '../../../shared/model/metric.ts'

const QUALITIES = Quality.options
/** Set where the value is null. */
export const NULL_BIT = 8
/** The reading was not part of the poll. */
export const ABSENT = 15
export const GOOD = 0
/** Scaled numbers stay below this, so that differences of two, in zigzag form, are still exact. */
export const LARGEST_SCALED = 2 ** 50

export function stateOf(quality: Quality, isNull: boolean): number {
  return QUALITIES.indexOf(quality) | (isNull ? NULL_BIT : 0)
}

export function hasValue(state: number): boolean {
  return state < NULL_BIT
}

/** True for the states that `stateOf` makes, and ABSENT. */
export function isState(state: number): boolean {
  return state === ABSENT || (state < 16 && (state & 7) < QUALITIES.length)
}

const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
export const MOST_DECIMALS = POWERS.length - 1

export function powerOf(decimals: number): number {
  const power = POWERS[decimals]
  if (power === undefined) throw new RangeError('too many decimals')
  return power
}

/** The value as a whole number of its smallest step, or null where it is too large for that. */
export function scaled(value: number, decimals: number): number | null {
  const whole = Math.round(value * powerOf(decimals))
  return Math.abs(whole) <= LARGEST_SCALED ? whole + 0 : null
}
