/** What the discharges of a bank teach: its usable Ah, where it ends, its resistance, its voltage along the way. */
import { z } from 'zod'
import { chemistryOf, isNearEnd, restRange, usualOhms } from './cell.ts'
import type { Evidence } from './evidence.ts'
import { solve } from './fit.ts'
import { LoadProfile, NO_PROFILE } from './load.ts'
import type { Session } from './session.ts'

/** The bank as the station's record has it. */
export type BankRecord = {
  readonly nameplateAh: number | null
  readonly cells: number | null
  readonly installedOn: string | null
  readonly testedOn: string | null
}

/** One discharge's word on the usable Ah. complete: it went to the end. */
const Lesson = z.object({ at: z.number(), ah: z.number(), spread: z.number(), kind: z.enum(['complete', 'partial']) })
export type Lesson = z.infer<typeof Lesson>

const CURVE_POINTS = 48
const CurvePoint = z.object({ ah: z.number(), volts: z.number() })

export const LearnedBank = z.object({
  /** The record that it was learned of: another one is another bank. */
  nameplateAh: z.number().nullable(),
  cells: z.number().nullable(),
  installedOn: z.string().nullable(),
  lessons: z.array(Lesson).max(12),
  /** All discharges that taught, also those whose lessons were given up for newer ones. */
  taught: z.number().int(),
  ohms: z.number().nullable(),
  endVolts: z.number().nullable(),
  curve: z.array(CurvePoint).max(CURVE_POINTS + 1),
  load: LoadProfile,
  /** Litres an hour of the genset. */
  litresPerHour: z.number().nullable(),
})
export type LearnedBank = z.infer<typeof LearnedBank>

/** Lessons that are kept: the newest. */
const KEEP = 8
/** A battery ages: what was learned a year ago is worth that much less. */
const AGEING_A_YEAR = 0.06
const YEAR = 365.25 * 86_400_000
/** Of what is measured no better than this. */
const COMPLETE_SPREAD = 0.04
const LEAST_PARTIAL = 0.08
/** Smaller banks there are none. */
const LEAST_AH = 5
/** A smaller part of the bank says nothing. */
const LEAST_DEPTH = 0.12
/** A share that the equipment reckons from the nameplate is no measurement of the bank. */
const COUNTED_BY_NAMEPLATE = 0.03
/** What remains below zero of the equipment's own scale: a disconnect set a little above empty. */
const CUT_OFF = 0.05
const EMPTY_CHARGE = 8

export function newBank(record: BankRecord): LearnedBank {
  return {
    nameplateAh: record.nameplateAh,
    cells: record.cells,
    installedOn: record.installedOn,
    lessons: [],
    taught: 0,
    ohms: null,
    endVolts: null,
    curve: [],
    load: NO_PROFILE,
    litresPerHour: null,
  }
}

export function isSameBank(bank: LearnedBank, record: BankRecord): boolean {
  return bank.nameplateAh === record.nameplateAh && bank.cells === record.cells && bank.installedOn === record.installedOn
}

/** Another bank at the same place: the load and the genset stay what they were. */
export function replaceBank(bank: LearnedBank, record: BankRecord): LearnedBank {
  return { ...newBank(record), load: bank.load, litresPerHour: bank.litresPerHour }
}

/** What was learned, as evidence of today. */
export function lessonsNow(bank: LearnedBank, now: number): Evidence[] {
  return bank.lessons.map(({ at, ah, spread }) => ({
    ah,
    spread: Math.hypot(spread, (AGEING_A_YEAR * Math.max(0, now - at)) / YEAR),
    basis: 'learned',
  }))
}

export const isWellKnown = (bank: LearnedBank): boolean => bank.lessons.some((one) => one.kind === 'complete')

/** True where the session's last word was that of a battery at its end. */
export function wasAtEnd(session: Session, cells: number | null): boolean {
  return (session.volts !== null && isNearEnd(session.volts, cells)) || (session.chargeTo !== null && session.chargeTo <= EMPTY_CHARGE)
}

/** A full bank at rest is known to so many volts for each cell. */
const FULL_SPREAD = 0.02
/** A small bank has a large resistance, which makes it look smaller still: the two are found together. */
const ROUNDS = 4

/**
 * Ah by the slope of the voltage, of a lead bank: how much further down the line it is empty. The resistance is what makes the line begin at the
 * volts of a full bank, as far as that is likely for its size. Null where the line says nothing.
 */
export function bySlope(session: Session, cells: number | null, guessAh: number): Evidence | null {
  const range = restRange(cells)
  const { removedAh, volts, meanAmps, start, fit } = session
  if (!range || cells === null || removedAh === null || volts === null || meanAmps === null || meanAmps <= 0 || start === null) return null
  let found: Evidence | null = null
  let size = guessAh
  for (let round = 0; round < ROUNDS; round++) {
    const usual = usualOhms(size)
    const line = solve(fit, usual)
    if (!line || line.slope >= 0 || line.slopeSpread > -line.slope / 5) return found
    const depth = fit.q / fit.n + (1 - start.share) * size
    const byStart = (range.full + line.slope * depth - fit.v / fit.n) / (fit.i / fit.n)
    const weight = (usual / 2 / ((FULL_SPREAD * cells) / meanAmps)) ** 2
    const ohms = Math.max(usual / 4, (line.ohms + byStart * weight) / (1 + weight))
    const left = Math.max(0, (volts + meanAmps * ohms - range.empty) / -line.slope)
    const ah = (removedAh + left) / Math.max(0.05, start.share)
    const spread = (left / (removedAh + left)) * Math.hypot(0.25, line.slopeSpread / line.slope)
    found = { ah, spread: Math.hypot(Math.max(COMPLETE_SPREAD, spread), start.spread), basis: 'nameplate' }
    size = ah
  }
  return found
}

/** Ah by the charge that the equipment tells: so much taken out, so many per cent gone. */
export function byCharge(session: Session, nameplateAh: number | null): Evidence | null {
  const { removedAh, chargeFrom, chargeTo } = session
  if (removedAh === null || chargeFrom === null || chargeTo === null) return null
  const gone = (chargeFrom - chargeTo) / 100
  if (gone < LEAST_DEPTH) return null
  const whole = removedAh / gone
  if (nameplateAh !== null && Math.abs(Math.log(whole / nameplateAh)) < COUNTED_BY_NAMEPLATE) return null
  // Whole per cents: a rounding at each end.
  return { ah: whole * (1 - CUT_OFF), spread: Math.hypot(0.08, 0.6 / (gone * 100)), basis: 'device' }
}

/** Ah that were never measured, as a share of all. */
const guessed = (session: Session): number =>
  session.removedAh === null || session.removedAh <= 0 ? 1 : Math.min(1, session.guessedAh / session.removedAh)

/** A bank of another size than any, or than its record lets expect: the current is measured wrongly, or the record is wrong. It teaches nothing. */
function isBelievable(ah: number, nameplateAh: number | null): boolean {
  return ah >= LEAST_AH && (nameplateAh === null || (ah >= nameplateAh * 0.05 && ah <= nameplateAh * 1.5))
}

/** The lesson of an ended discharge; null where it teaches nothing. `isEmpty`: the battery came to its end. */
export function lessonOf(session: Session, isEmpty: boolean, bank: LearnedBank, guessAh: number, intervalMs: number): Lesson | null {
  const lesson = anyLesson(session, isEmpty, bank, guessAh, intervalMs)
  return lesson && isBelievable(lesson.ah, bank.nameplateAh) ? lesson : null
}

function anyLesson(session: Session, isEmpty: boolean, bank: LearnedBank, guessAh: number, intervalMs: number): Lesson | null {
  const { removedAh, start, meanAmps } = session
  if (removedAh === null || start === null || meanAmps === null || removedAh <= 0) return null
  // A load reckoned from before errs alike at each discharge; a gap may hide anything.
  const doubt = guessed(session) * (session.gapMs > 0 ? 0.4 : 0.1)
  if (isEmpty) {
    if (start.share < 0.3) return null
    // It ended somewhere before the next poll would have come.
    const ah = (removedAh + (meanAmps * intervalMs) / 7_200_000) / start.share
    return { at: session.at, ah, spread: Math.hypot(COMPLETE_SPREAD, doubt, start.spread), kind: 'complete' }
  }
  if (removedAh / guessAh < LEAST_DEPTH || session.gapMs > 0) return null
  const words = [bySlope(session, bank.cells, guessAh), byCharge(session, bank.nameplateAh)].flatMap((one) => one ?? [])
  const best = words.toSorted((a, b) => a.spread - b.spread)[0]
  return best ? { at: session.at, ah: best.ah, spread: Math.hypot(Math.max(LEAST_PARTIAL, best.spread), doubt), kind: 'partial' } : null
}

/** The bank after a discharge with this lesson. */
export function learn(bank: LearnedBank, lesson: Lesson, session: Session): LearnedBank {
  const line = solve(session.fit, usualOhms(lesson.ah))
  const ohms = line && chemistryOf(bank.cells) !== 'unknown' ? Math.round(line.ohms * 1e5) / 1e5 : bank.ohms
  const deepest = bank.curve.at(-1)?.ah ?? 0
  const curve = (session.removedAh ?? 0) >= deepest * 0.8 ? curveOf(session, ohms ?? usualOhms(lesson.ah), lesson.ah) : bank.curve
  return {
    ...bank,
    lessons: [...bank.lessons, lesson].slice(-KEEP),
    taught: bank.taught + 1,
    ohms,
    endVolts: lesson.kind === 'complete' ? session.minVolts : bank.endVolts,
    curve,
  }
}

/** Volts at rest over the Ah taken out of a full bank. */
function curveOf(session: Session, ohms: number, capacityAh: number): LearnedBank['curve'] {
  const begun = session.start === null ? 0 : (1 - session.start.share) * capacityAh
  const points = session.curve.flatMap(({ ah, volts, amps }) =>
    ah === null || amps === null
      ? []
      : [{ ah: Math.round((ah + begun) * 100) / 100, volts: Math.round((volts + amps * ohms) * 100) / 100 }],
  )
  const step = Math.ceil(points.length / CURVE_POINTS)
  return points.filter((_, n) => n % step === 0 || n === points.length - 1)
}
