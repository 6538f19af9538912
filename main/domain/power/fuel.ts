/** Fuel of a genset: how much it burns, measured while it runs, and how long what is left will last. */
import type { Moment } from '../alarm/track.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Fuel } from '../../../shared/model/power.ts'
import type { Station } from '../../../shared/model/station.ts'
import { good, type PowerInputs } from './inputs.ts'

const HOUR = 3_600_000
/** A slope is measured over at least so much time and so many per cent: floats in tanks slosh. */
const LEAST_MS = 20 * 60_000
const LEAST_DROP = 2
/** A level that rises by more was filled up. */
const FILLED = 1
/** Polls further apart leave it open whether it ran all the time. */
const GAP_MS = 10 * 60_000
/** Share of a new measurement in what is known. */
const SHARE = 0.4

/** From where the slope is measured; null while it does not run. */
export type FuelTrack = { readonly level: number; readonly mono: number; readonly lastMono: number; readonly lastLevel: number } | null

/** Takes a poll; `litresPerHour` as known by then. */
export function takeFuel(
  track: FuelTrack,
  inputs: Pick<PowerInputs, 'genset' | 'fuel'>,
  tankLitres: number | null,
  litresPerHour: number | null,
  { mono }: Moment,
): { track: FuelTrack; litresPerHour: number | null } {
  const level = good(inputs.fuel)
  if (level === null || inputs.genset.state !== 'running') return { track: null, litresPerHour }
  const begin = { level, mono, lastMono: mono, lastLevel: level }
  if (!track || mono - track.lastMono > GAP_MS || level > track.lastLevel + FILLED) return { track: begin, litresPerHour }
  const drop = track.level - level
  const ms = mono - track.mono
  if (drop < LEAST_DROP || ms < LEAST_MS || tankLitres === null)
    return { track: { ...track, lastMono: mono, lastLevel: level }, litresPerHour }
  const measured = ((drop / 100) * tankLitres) / (ms / HOUR)
  return { track: begin, litresPerHour: litresPerHour === null ? measured : litresPerHour + (measured - litresPerHour) * SHARE }
}

const why = (name: string): Phrase => ({ key: `power.why.${name}` })

export function fuelOf(inputs: PowerInputs, kind: Station['genset'], tankLitres: number | null, litresPerHour: number | null): Fuel {
  const level = inputs.fuel
  const percent = good(level)
  const litres = percent !== null && tankLitres !== null && tankLitres > 0 ? (percent / 100) * tankLitres : null
  const hours = litres !== null && litresPerHour !== null && litresPerHour > 0 ? litres / litresPerHour : null
  return {
    level,
    litres: litres === null ? null : Math.round(litres * 10) / 10,
    litresPerHour: litresPerHour === null ? null : Math.round(litresPerHour * 100) / 100,
    hours: hours === null ? null : Math.round(hours * 10) / 10,
    why: kind === 'none' || hours !== null ? null : reason(inputs, tankLitres),
  }
}

function reason({ fuel }: PowerInputs, tankLitres: number | null): Phrase {
  if (fuel.metric === null) return why('noFuelLevel')
  if (fuel.quality === 'stale') return why('fuelStale')
  if (good(fuel) === null) return why('fuelSuspect')
  return tankLitres === null || tankLitres <= 0 ? why('noTank') : why('noConsumption')
}
