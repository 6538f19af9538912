/**
 * Which incident is which fault. Pure, and stated here so that the figures can be checked:
 *   - An incident is of a fault if it was told while the fault or its darkness lasted (or LATE_MS after), and its root lies among the fault's stations: those it struck, those it cut
 *     off, its feeder, or the commune of one it struck. Of several faults the one it names best: object, then cause, then nearness in time.
 *   - A fault at a place whose earlier incident was still open is told by that incident, if it names the same object and cause and was
 *     open, not recovering, while the fault lasted.
 *   - Missed: a fault that was shown and has no incident. False: an incident of no fault at all. What is harmless explains nothing.
 *   - Incidents per root cause: different incidents of one fault. One that ended and came back is the same one.
 *   - The root is right where the object is the fault's (its device counts as its station) and the cause is one that could be known from what was shown.
 */
import type { IncidentCause } from '../../shared/model/incident.ts'
import { struckBy } from '../../main/simulator/scenarios/played.ts'
import { isMains } from './_truth-faults.ts'
import type { Shown } from './_truth-shown.ts'

export const LATE_MS = 5 * 60_000
/** A little before: clocks of polls and of faults differ by a tick. */
const EARLY_MS = 2000

export type ClaimRoot =
  | { readonly kind: 'station'; readonly station: number }
  | { readonly kind: 'device'; readonly station: number; readonly key: string }
  | { readonly kind: 'feeder'; readonly name: string }
  | { readonly kind: 'place'; readonly commune: string }
  | { readonly kind: 'self' }

/** What the console said: an incident from when it was told until it ended; one that came back after its end makes a claim of its own, under the same number. */
export type Claim = {
  readonly id: number
  readonly toldAt: number
  readonly endedAt: number | null
  /** As they stood last. */
  readonly cause: IncidentCause
  readonly root: ClaimRoot
  readonly stations: readonly number[]
  /** From when on it was open, or only recovering. */
  readonly states: readonly { readonly at: number; readonly isOpen: boolean }[]
}

export type Matched = { readonly shown: Shown; readonly claims: readonly Claim[]; readonly right: boolean; readonly delayMs: number | null }
export type Match = { readonly matched: readonly Matched[]; readonly missed: readonly Shown[]; readonly falses: readonly Claim[] }

export type Places = { readonly communeOf: (station: number) => string }

export function match(truths: readonly Shown[], claims: readonly Claim[], places: Places): Match {
  const of = new Map<Shown, Claim[]>()
  const falses: Claim[] = []
  for (const claim of claims.toSorted((a, b) => a.toldAt - b.toldAt)) {
    const best = truths
      .filter((shown) => canBe(claim, shown, places))
      .map((shown) => ({ shown, score: scoreOf(claim, shown, places) }))
      .sort((a, b) => b.score - a.score)[0]
    if (best) of.set(best.shown, [...(of.get(best.shown) ?? []), claim])
    else falses.push(claim)
  }
  const wanted = truths.filter(({ fault, hidden }) => !fault.harmless && hidden === null)
  for (const shown of wanted) {
    const still = of.has(shown) ? undefined : claims.find((claim) => isRight(claim, shown) && goesOn(claim, shown))
    if (still) of.set(shown, [still])
  }
  return {
    matched: [...of].map(([shown, mine]) => {
      const [first] = mine
      return {
        shown,
        claims: mine,
        right: first !== undefined && isRight(first, shown),
        delayMs: first ? Math.max(0, first.toldAt - shown.since) : null,
      }
    }),
    missed: wanted.filter((shown) => !of.has(shown)),
    falses,
  }
}

function goesOn({ toldAt, endedAt, states }: Claim, { since, until }: Shown): boolean {
  if (toldAt >= since || (endedAt !== null && endedAt <= since)) return false
  const before = states.findLast(({ at }) => at <= since)
  return before?.isOpen === true || states.some(({ at, isOpen }) => isOpen && at >= since && at <= until + LATE_MS)
}

/** Different incidents among the claims. */
export const incidentsOf = (claims: readonly Claim[]): number => new Set(claims.map((claim) => claim.id)).size

function canBe(claim: Claim, { fault, stations, until }: Shown, { communeOf }: Places): boolean {
  if (fault.harmless || claim.toldAt < fault.from - EARLY_MS || claim.toldAt > until + LATE_MS) return false
  const { root } = claim
  if (root.kind === 'self') return false
  if (root.kind === 'feeder')
    return (
      (fault.root.kind === 'feeder' && fault.root.name === root.name) ||
      claim.stations.some((index) => struckBy(fault.root).includes(index))
    )
  if (root.kind === 'place') return struckBy(fault.root).some((index) => communeOf(index) === root.commune)
  return stations.has(root.station)
}

function scoreOf(claim: Claim, shown: Shown, places: Places): number {
  const { fault } = shown
  const object = isObject(claim.root, shown) ? 8 : 0
  const cause = causesOf(shown).includes(claim.cause) ? 4 : 0
  const struck = touches(claim.root, fault.root, places) ? 2 : 0
  return object + cause + struck + (shown.hidden === null ? 0.5 : 0) - Math.min(1, Math.abs(claim.toldAt - shown.since) / (60 * 60_000))
}

function touches(root: ClaimRoot, of: Shown['fault']['root'], { communeOf }: Places): boolean {
  if (root.kind === 'station' || root.kind === 'device') return struckBy(of).includes(root.station)
  return root.kind === 'place' && struckBy(of).some((index) => communeOf(index) === root.commune)
}

export const isRight = (claim: Claim, shown: Shown): boolean => isObject(claim.root, shown) && causesOf(shown).includes(claim.cause)

function isObject(root: ClaimRoot, { fault, readings }: Shown): boolean {
  if (fault.root.kind === 'feeder') {
    if (root.kind === 'feeder') return root.name === fault.root.name
    // Only one station of the line could be seen: nobody can tell it from a fault of its own.
    return readings <= 1 && (root.kind === 'station' || root.kind === 'device') && struckBy(fault.root).includes(root.station)
  }
  if (root.kind !== 'station' && root.kind !== 'device') return false
  if (fault.kind === 'device' && fault.root.kind === 'device')
    return root.kind === 'device' ? root.key === fault.root.key : root.station === fault.root.station
  return struckBy(fault.root).includes(root.station)
}

/** The causes that could be known of it. */
export function causesOf({ fault, readings, silentFirst, gensetOnly }: Shown): readonly IncidentCause[] {
  const unseen: IncidentCause[] = silentFirst || readings === 0 ? ['backhaul'] : []
  if (isMains(fault)) {
    // Where the genset took over before two polls had seen the mains fail, only its controller tells: it runs.
    const usual: IncidentCause[] = gensetOnly ? ['mains', 'power'] : ['mains']
    return fault.kind === 'feeder' ? [...(readings <= 1 ? usual : []), 'feeder', ...(readings === 0 ? unseen : [])] : [...usual, ...unseen]
  }
  switch (fault.kind) {
    case 'hub':
    case 'link':
      return ['backhaul', 'link']
    case 'rainFade':
      return ['link', ...unseen]
    case 'room':
      return ['environment']
    case 'device':
      return ['equipment', 'link', 'power', 'other']
    default:
      return STANDING[fault.detail] ?? ['equipment']
  }
}

const STANDING: Readonly<Record<string, readonly IncidentCause[]>> = {
  door: ['environment'],
  aircon: ['environment'],
  rectifier: ['power', 'equipment'],
  lowFuel: ['power', 'equipment'],
  deadDevice: ['equipment', 'link', 'power', 'other'],
}
