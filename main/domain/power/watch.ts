/** One station's power watched as a whole: each poll taken, each discharge learned of, and what is left told at any moment. */
import { z } from 'zod'
import { BatteryEstimate } from '../../../shared/model/power.ts'
import type { Moment } from '../alarm/track.ts'
import { learn, lessonOf, wasAtEnd, type BankRecord, type LearnedBank } from './bank.ts'
import { capacityBefore, carriedOn, estimate, isSurelyEmpty } from './estimate.ts'
import type { PowerInputs } from './inputs.ts'
import { step, Tracker, type Ended } from './tracker.ts'

/** What of it outlives a restart while a discharge lasts. `last`: what was told at the last poll on battery; null while it is not. */
export const WatchState = z.object({ tracker: Tracker, last: BatteryEstimate.nullable() })
export type WatchState = z.infer<typeof WatchState>
export type PowerWatch = WatchState & { readonly learned: LearnedBank }

/** A discharge that is over, with what it taught. */
export type EndedDischarge = Ended & { readonly taught: boolean }
export type Taken = { readonly watch: PowerWatch; readonly ended: EndedDischarge | null; readonly learnedAnew: boolean }

/** A bank of which nothing is known has some capacity all the same, for the first guess of a lesson. */
const SOME_AH = 200

export type Subject = { readonly record: BankRecord; readonly installedAt: number | null }

export function takePower(watch: PowerWatch, inputs: PowerInputs, { record, installedAt }: Subject, moment: Moment): Taken {
  const known = capacityBefore(watch.learned, record, installedAt, moment.at)
  const stepped = step(watch.tracker, watch.learned.load, inputs, moment, { capacityAh: known?.ah ?? null, cells: record.cells })
  let learned = stepped.profile === watch.learned.load ? watch.learned : { ...watch.learned, load: stepped.profile }
  let ended: EndedDischarge | null = null
  if (stepped.ended) {
    const { session, isEmpty } = stepped.ended
    const lesson = lessonOf(session, isEmpty, learned, known?.ah ?? SOME_AH, inputs.intervalMs)
    if (lesson) learned = learn(learned, lesson, session)
    ended = { ...stepped.ended, taught: lesson !== null }
  }
  const onBattery = stepped.tracker.session !== null
  const last = onBattery ? estimate({ inputs, tracker: stepped.tracker, learned, record, installedAt, now: moment.at }) : null
  return { watch: { tracker: stepped.tracker, learned, last }, ended, learnedAnew: learned !== watch.learned }
}

/** Silent for so long that the last reading is no longer the present. */
export function isSilent({ tracker }: PowerWatch, intervalMs: number, mono: number): boolean {
  return tracker.session !== null && mono - tracker.mono > 3 * intervalMs
}

/** What is left now: as last told, or carried on over a silence. Null where it is not on battery. */
export function leftNow(watch: PowerWatch, intervalMs: number, mono: number): BatteryEstimate | null {
  if (!watch.last || watch.tracker.session === null) return null
  return isSilent(watch, intervalMs, mono) ? carriedOn(watch.last, mono - watch.tracker.mono) : watch.last
}

/** Longer than this nobody waits for a station of which nothing could be told. */
const GIVE_UP_MS = 24 * 3_600_000

/** Has a silent station surely run out? Then its discharge is over for those who watch, until it comes back and says otherwise. */
export function runOut(watch: PowerWatch, intervalMs: number, cells: number | null, mono: number): 'empty' | 'silence' | null {
  const { session, isOver } = watch.tracker
  if (!session || isOver || !isSilent(watch, intervalMs, mono)) return null
  const silentMs = mono - watch.tracker.mono
  const sure = watch.last && watch.last.minutes !== null ? isSurelyEmpty(watch.last, silentMs) : silentMs > GIVE_UP_MS
  return sure ? (wasAtEnd(session, cells) ? 'empty' : 'silence') : null
}
