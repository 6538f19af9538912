/** The load of a station over the day: learned hour by hour from its own readings, so that the evening's peak is foreseen. */
import { z } from 'zod'
import { OFFSET } from '../../../shared/format/time.ts'

const HOUR = 3_600_000
const HOURS = 24
/** Share of a new reading in the hour's mean: a few days' worth. */
const SHARE = 0.12
/** So many hours of the day must be known before their shape is believed. */
const ENOUGH = 12

/** Mean ampere in each hour of the day at +07; 0 where nothing was read. */
export const LoadProfile = z.array(z.number().min(0)).length(HOURS)
export type LoadProfile = z.infer<typeof LoadProfile>
export const NO_PROFILE: LoadProfile = Array.from({ length: HOURS }, () => 0)

const hourOf = (at: number): number => Math.floor((at + OFFSET) / HOUR) % HOURS

export function learnLoad(profile: LoadProfile, at: number, amps: number): LoadProfile {
  const hour = hourOf(at)
  const before = profile[hour] ?? 0
  return profile.with(hour, Math.round((before === 0 ? amps : before + (amps - before) * SHARE) * 100) / 100)
}

export function isKnown(profile: LoadProfile): boolean {
  let known = 0
  for (const one of profile) if (one > 0) known++
  return known >= ENOUGH
}

/** The hour's mean around a moment, between the middles of the hours; null where the hours are not known. */
function usual(profile: LoadProfile, at: number): number | null {
  const place = (at + OFFSET) / HOUR - 0.5
  const left = profile[((Math.floor(place) % HOURS) + HOURS) % HOURS] ?? 0
  const right = profile[(Math.floor(place) + 1) % HOURS] ?? 0
  if (left === 0 || right === 0) return left || right || null
  return left + (right - left) * (place - Math.floor(place))
}

/** How much the load will be at a moment, as a multiple of that at `now`. */
export function trendFrom(profile: LoadProfile, now: number): (then: number) => number {
  const here = isKnown(profile) ? usual(profile, now) : null
  if (here === null) return () => 1
  return (then) => {
    const there = usual(profile, then)
    return there === null ? 1 : Math.min(2, Math.max(0.5, there / here))
  }
}

export const trend = (profile: LoadProfile, now: number, then: number): number => trendFrom(profile, now)(then)

const STEP_MS = 10 * 60_000
/** Longer than that nobody plans. */
export const MOST_MINUTES = 7 * 24 * 60

/** Minutes until `ah` are gone at `amps` now and the day's trend, from `at` on. */
export function minutesFor(ah: number, amps: number, profile: LoadProfile, at: number): number {
  const ahead = trendFrom(profile, at)
  let left = ah
  for (let spent = 0; spent < MOST_MINUTES * 60_000; spent += STEP_MS) {
    const draw = amps * ahead(at + spent + STEP_MS / 2)
    const taken = (draw * STEP_MS) / HOUR
    if (taken >= left) return (spent + (left / draw) * HOUR) / 60_000
    left -= taken
  }
  return MOST_MINUTES
}
