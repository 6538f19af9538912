/** Minutes of battery left, with their band, out of live readings, the bank's record and what its discharges taught. Never a number where an input is missing. */
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { BatteryEstimate, EstimateBasis } from '../../../shared/model/power.ts'
import { byCharge, bySlope, isWellKnown, lessonsNow, type BankRecord, type LearnedBank } from './bank.ts'
import { confidenceOf, nameplate, weighSeen, type Capacity, type Evidence } from './evidence.ts'
import { doubtOf } from './doubt.ts'
import { good, type PowerInputs } from './inputs.ts'
import { isKnown, minutesFor, MOST_MINUTES } from './load.ts'
import { depthOf, type Charge, type Session } from './session.ts'
import { dischargeAmps, hasNoAmmeter, isDischarging, loadAmps, type Tracker } from './tracker.ts'

/** The band holds the end of four discharges out of five. */
const BAND = 1.28
/** What the equipment reckons is about as good as that. */
const DEVICE_SPREAD = 0.25
/** Coulomb counting errs by this share of what it counted. */
const COUNT_SPREAD = 0.02
/** The load to come: known by the hour of the day, or taken as it is now. */
const LOAD_KNOWN = 0.04
const LOAD_UNKNOWN = 0.08
const LOAD_RECKONED = 0.15
/** The equipment's own minutes, so many times ours and this far away, contradict a bank that never showed what it has. */
const DISAGREES = 3
const DISAGREES_MINUTES = 15

export type EstimateOf = {
  readonly inputs: PowerInputs
  readonly tracker: Tracker
  readonly learned: LearnedBank
  readonly record: BankRecord
  readonly installedAt: number | null
  /** Epoch ms. */
  readonly now: number
}

const why = (name: string, params?: Phrase['params']): Phrase =>
  params ? { key: `power.why.${name}`, params } : { key: `power.why.${name}` }

export function cannotTell(reason: Phrase, at: number, readingAt: number | null): BatteryEstimate {
  return { minutes: null, low: null, high: null, confidence: null, basis: null, why: reason, at, readingAt }
}

function ofRecord({ nameplateAh }: BankRecord, installedAt: number | null, now: number): Evidence | null {
  return nameplateAh !== null && nameplateAh > 0 ? nameplate(nameplateAh, installedAt, now) : null
}

/** Usable Ah before this discharge says anything: the record and the lessons. Null where there is neither. */
export function capacityBefore(learned: LearnedBank, record: BankRecord, installedAt: number | null, now: number): Capacity | null {
  return weighSeen(ofRecord(record, installedAt, now), lessonsNow(learned, now))
}

/** With what this discharge shows; `device`: what the equipment's own minutes mean, where they are listened to. */
function capacityNow(of: EstimateOf, session: Session | null, before: Capacity, device: Evidence | null): Capacity {
  const { learned, record, installedAt, now } = of
  const known: Evidence[] = lessonsNow(learned, now)
  if (session) {
    const slope = bySlope(session, record.cells, before.ah)
    const charge = byCharge(session, record.nameplateAh)
    if (slope) known.push(slope)
    if (charge) known.push(charge)
  }
  if (device) known.push(device)
  return weighSeen(ofRecord(record, installedAt, now), known) ?? before
}

/** What the equipment's own minutes mean for the whole bank. */
function byDevice({ inputs, tracker }: EstimateOf, session: Session | null, guessAh: number): Evidence | null {
  const minutes = good(inputs.battery.minutes)
  const amps = isDischarging(inputs) ? dischargeAmps(inputs) : loadAmps(inputs)
  if (minutes === null || minutes <= 0 || amps === null || amps <= 0) return null
  const share = tracker.charge?.share ?? null
  const gone = session ? depthOf(session, guessAh) : share === null ? null : (1 - share) * guessAh
  if (gone === null) return null
  const left = (minutes * amps) / 60
  return { ah: gone + left, spread: Math.max(0.04, (DEVICE_SPREAD * left) / (gone + left)), basis: 'device' }
}

/** What is in it now, as Ah and their standard deviation. */
function left(session: Session | null, charge: Charge | null, capacity: Capacity): { ah: number; sd: number } | null {
  if (session) {
    const depth = depthOf(session, capacity.ah)
    if (depth === null || session.removedAh === null || session.start === null) return null
    const sd = Math.hypot(
      capacity.spread * capacity.ah * session.start.share,
      session.start.spread * capacity.ah,
      COUNT_SPREAD * session.removedAh + 0.3 * session.guessedAh,
    )
    return { ah: Math.max(0, capacity.ah - depth), sd }
  }
  if (!charge) return null
  return { ah: capacity.ah * charge.share, sd: capacity.ah * Math.hypot(capacity.spread * charge.share, charge.spread) }
}

/** The equipment's own minutes alone, where there is nothing to reckon with. */
function byItself(of: EstimateOf): BatteryEstimate | null {
  const minutes = good(of.inputs.battery.minutes)
  if (minutes === null) return null
  return told(minutes, 0.35, 'device', of)
}

function told(minutes: number, spread: number, basis: EstimateBasis, { now, inputs }: EstimateOf): BatteryEstimate {
  const most = Math.min(MOST_MINUTES, minutes)
  return {
    minutes: round(most),
    low: round(Math.max(0, most * (1 - BAND * spread))),
    high: round(Math.min(MOST_MINUTES, most * (1 + BAND * spread))),
    confidence: confidenceOf(spread),
    basis,
    why: null,
    at: inputs.at ?? now,
    readingAt: inputs.at,
  }
}

const round = (minutes: number): number => Math.round(minutes * 10) / 10

/** Ampere that the battery gives, or would give; null where they are not known now. */
function drawn({ inputs, tracker }: EstimateOf, session: Session | null, reckoned: boolean): number | null {
  if (!isDischarging(inputs)) return loadAmps(inputs) ?? (reckoned ? (tracker.load?.amps ?? null) : null)
  const amps = dischargeAmps(inputs)
  if (amps === null && !(reckoned && tracker.load)) return null
  return session ? session.meanAmps : (amps ?? tracker.load?.amps ?? null)
}

/** While on battery: what is left. Otherwise: what there would be if alternating current failed now. */
export function estimate(of: EstimateOf): BatteryEstimate {
  const { inputs, tracker, learned, record, installedAt, now } = of
  const session = isDischarging(inputs) ? tracker.session : null
  const before = capacityBefore(learned, record, installedAt, now)
  const doubt = doubtOf(inputs, session, { cells: record.cells, capacityAh: before?.ah ?? null }, now)
  if (doubt) return cannotTell(doubt, now, inputs.at)
  // The record's Ah are those of the power system's bank, not of a UPS.
  if (inputs.isUps && !isWellKnown(learned)) return byItself(of) ?? cannotTell(why('noUpsMinutes'), now, inputs.at)
  if (!before) return byItself(of) ?? cannotTell(why('noCapacity'), now, inputs.at)
  const reckoned = hasNoAmmeter(inputs)
  const amps = drawn(of, session, reckoned)
  if (amps === null || amps <= 0) return cannotTell(why(reckoned ? 'noAmmeter' : 'noCurrent'), now, inputs.at)
  const minutesOf = (ah: number): number => minutesFor(ah, amps, learned.load, inputs.at ?? now)
  const theirs = good(inputs.battery.minutes)
  if (theirs !== null && !isWellKnown(learned)) {
    const own = left(session, tracker.charge, capacityNow(of, session, before, null))
    const ours = own && minutesOf(own.ah)
    if (ours !== null && disagrees(ours, theirs))
      return cannotTell(why('deviceDisagrees', { ours: Math.round(ours), theirs: Math.round(theirs) }), now, inputs.at)
  }
  const capacity = capacityNow(of, session, before, byDevice(of, session, before.ah))
  const rest = left(session, tracker.charge, capacity)
  if (!rest) return byItself(of) ?? cannotTell(why('unknownCharge'), now, inputs.at)
  const minutes = minutesOf(rest.ah)
  const load = reckoned ? LOAD_RECKONED : isKnown(learned.load) ? LOAD_KNOWN : LOAD_UNKNOWN
  const spread = rest.ah <= 0 ? 0.5 : Math.hypot(rest.sd / rest.ah, load)
  const result = told(minutes, Math.min(1, spread), capacity.basis, of)
  // At the end a relative band would shrink to nothing: a few minutes are never foretold.
  return result.high !== null && result.minutes !== null && result.high < result.minutes + 3
    ? { ...result, high: result.minutes + 3 }
    : result
}

function disagrees(ours: number, theirs: number): boolean {
  const [less, more] = ours < theirs ? [ours, theirs] : [theirs, ours]
  return more - less > DISAGREES_MINUTES && more > DISAGREES * less
}

/** A station that fell silent on battery goes on counting down from what was last known, labelled with its age and believed less. */
export function carriedOn(last: BatteryEstimate, silentMs: number): BatteryEstimate {
  const { minutes, low, high, confidence } = last
  if (minutes === null || low === null || high === null) return last
  const gone = silentMs / 60_000
  return {
    ...last,
    minutes: round(Math.max(0, minutes - gone)),
    low: round(Math.max(0, low - gone)),
    high: round(Math.max(0, high - gone * 0.8)),
    confidence: confidence === 'high' ? 'medium' : 'low',
    at: last.at + silentMs,
  }
}

/** Nobody can believe any more that it still runs. */
export function isSurelyEmpty(last: BatteryEstimate, silentMs: number): boolean {
  return last.high !== null && silentMs / 60_000 > last.high * 1.25 + 10
}
