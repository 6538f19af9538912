/** How large a bank is, in usable Ah: what speaks for it, each with its spread, weighed together. */
import type { Confidence, EstimateBasis } from '../../../shared/model/power.ts'

/** `spread`: one standard deviation of the logarithm, so 0.1 is about ten per cent. */
export type Evidence = { readonly ah: number; readonly spread: number; readonly basis: EstimateBasis }
export type Capacity = { readonly ah: number; readonly spread: number; readonly basis: EstimateBasis }

/** Nothing is known better than that. */
const LEAST_SPREAD = 0.03
/** A bank of unknown age holds so much of its nameplate; it loses so much a year where it is warm. */
const USUAL_HEALTH = 0.85
const LOSS_A_YEAR = 0.03
const LEAST_HEALTH = 0.6
const NAMEPLATE_SPREAD = 0.25
const YEAR = 365.25 * 86_400_000

/** What the record alone lets expect. `installedAt` epoch ms. */
export function nameplate(ah: number, installedAt: number | null, now: number): Evidence {
  const years = installedAt === null ? null : Math.max(0, (now - installedAt) / YEAR)
  const health = years === null ? USUAL_HEALTH : Math.max(LEAST_HEALTH, 1 - LOSS_A_YEAR * years)
  return { ah: ah * health, spread: NAMEPLATE_SPREAD, basis: 'nameplate' }
}

/** All together; null where nothing speaks. The basis is that which weighs most. */
export function weigh(all: readonly Evidence[]): Capacity | null {
  const weights = { learned: 0, device: 0, nameplate: 0 }
  let sum = 0
  let total = 0
  for (const { ah, spread, basis } of all) {
    if (!(ah > 0) || !Number.isFinite(ah)) continue
    const weight = 1 / Math.max(LEAST_SPREAD, spread) ** 2
    weights[basis] += weight
    sum += weight * Math.log(ah)
    total += weight
  }
  if (total === 0) return null
  const basis =
    weights.learned >= weights.device && weights.learned >= weights.nameplate
      ? 'learned'
      : weights.device >= weights.nameplate
        ? 'device'
        : 'nameplate'
  return { ah: Math.exp(sum / total), spread: Math.max(LEAST_SPREAD, Math.sqrt(1 / total)), basis }
}

/** Two words further apart than so many of their spreads contradict each other. */
const CONTRADICTS = 1.5

/** A record says what a bank should have: where what was seen of it speaks clearly against that, the record is believed so much less. */
export function weighSeen(record: Evidence | null, seen: readonly Evidence[]): Capacity | null {
  const shown = weigh(seen)
  if (!record || !shown) return record ? weigh([record]) : shown
  const apart = Math.abs(Math.log(record.ah / shown.ah)) / Math.hypot(record.spread, shown.spread)
  const spread = apart > CONTRADICTS ? record.spread * (apart / CONTRADICTS) ** 2 : record.spread
  return weigh([{ ...record, spread }, ...seen])
}

/** In words, of the spread of a result. */
export function confidenceOf(spread: number): Confidence {
  return spread <= 0.12 ? 'high' : spread <= 0.28 ? 'medium' : 'low'
}
