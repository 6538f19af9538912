/** Commercial power on an ordinary day: short seeded outages, long frequent ones where the feeder is bad. */
import { chance } from '../random.ts'
import type { SimStation } from '../province/station.ts'

const HOUR = 3_600_000

export type Outage = { readonly from: number; readonly to: number }

/**
 * The seeded outage of the slot of time around `at`, if it has one, and where the slot ends. Outages stay inside their slot, and each
 * station's slots begin at another time.
 */
function slotOutage(seed: number, station: number, badFeeder: boolean, at: number): { outage: Outage | null; slotEnd: number } {
  const length = badFeeder ? 6 * HOUR : 12 * HOUR
  const shift = chance(seed, 103, station) * length
  const slot = Math.floor((at - shift) / length)
  const start = slot * length + shift
  const slotEnd = start + length
  if (!badFeeder && chance(seed, 100, station, slot) >= 0.06) return { outage: null, slotEnd }
  const share = chance(seed, 101, station, slot)
  const duration = badFeeder ? (2 + share * 1.8) * HOUR : (0.15 + share * share * 1.6) * HOUR
  const from = start + chance(seed, 102, station, slot) * (length - duration)
  return { outage: { from, to: from + duration }, slotEnd }
}

/** Is commercial power there, and until when at least is that so? Bad feeders are out when the world begins, so that a new demo shows one. */
export function ordinaryMains(seed: number, station: SimStation, startedAt: number, at: number): { on: boolean; until: number } {
  const badFeeder = station.troubles.includes('badFeeder')
  const { outage, slotEnd } = slotOutage(seed, station.index, badFeeder, at)
  let on = true
  let until = slotEnd
  if (outage && at < outage.from) until = outage.from
  else if (outage && at < outage.to) {
    on = false
    until = outage.to
  }
  if (badFeeder) {
    const from = startedAt - 0.3 * HOUR
    const to = startedAt + (0.6 + (station.index % 7) * 0.15) * HOUR
    if (at < from) until = Math.min(until, from)
    else if (at < to) {
      on = false
      until = Math.min(until, to)
    }
  }
  return { on, until }
}
