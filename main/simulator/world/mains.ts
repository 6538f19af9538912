/** Commercial power on an ordinary day: short seeded outages, long frequent ones where the feeder is bad. */
import { chance } from '../random.ts'

const HOUR = 3_600_000

export type Outage = { readonly from: number; readonly to: number }

/** The seeded outage of the slot of time around `at`, if it has one, and where the slot ends. Outages stay inside their slot. */
export function ordinaryOutage(seed: number, station: number, badFeeder: boolean, at: number): { outage: Outage | null; slotEnd: number } {
  const length = badFeeder ? 6 * HOUR : 12 * HOUR
  const slot = Math.floor(at / length)
  const slotEnd = (slot + 1) * length
  if (!badFeeder && chance(seed, 100, station, slot) >= 0.06) return { outage: null, slotEnd }
  const share = chance(seed, 101, station, slot)
  const duration = badFeeder ? (2 + share * 1.8) * HOUR : (0.15 + share * share * 1.6) * HOUR
  const from = slot * length + chance(seed, 102, station, slot) * (length - duration)
  return { outage: { from, to: from + duration }, slotEnd }
}
