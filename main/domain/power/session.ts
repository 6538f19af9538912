/** One discharge as it is watched: Ah counted on the monotonic clock, gaps honoured, voltage and current along the way. */
import { z } from 'zod'
import type { Moment } from '../alarm/track.ts'
import { addPoint, NO_FIT, type Fit } from './fit.ts'
import { usualOhms } from './cell.ts'

const HOUR = 3_600_000
/** At its beginning a lead battery sags and recovers, and the charge of its surface goes: no line is drawn through that. */
const SETTLE_MS = 8 * 60_000
/** Polls further apart than so many intervals leave a gap. */
const GAP_INTERVALS = 3.5
/** Wall and monotonic time apart by more than this: the computer slept, or somebody set the clock. */
const CLOCKS_APART_MS = 120_000
/** Points kept of a curve; when there are twice as many, every second goes. */
const POINTS = 48
/** Recent voltages, by which a rise is seen. */
const RECENT_MS = 15 * 60_000
/** Share of a new current in the mean that is reckoned with. */
const SMOOTH = 0.3

/** How full: 1 is full; one standard deviation. */
export const Charge = z.object({ share: z.number(), spread: z.number() })
export type Charge = z.infer<typeof Charge>

const Point = z.object({ at: z.number(), ah: z.number().nullable(), volts: z.number(), amps: z.number().nullable() })
export type Point = z.infer<typeof Point>
const FitSums = z.object({
  n: z.number(),
  q: z.number(),
  i: z.number(),
  v: z.number(),
  qq: z.number(),
  qi: z.number(),
  ii: z.number(),
  qv: z.number(),
  iv: z.number(),
  vv: z.number(),
}) satisfies z.ZodType<Fit>

export const Session = z.object({
  /** First poll on battery, epoch ms. */
  from: z.number(),
  /** Last poll that was taken in. */
  at: z.number(),
  mono: z.number(),
  fromMono: z.number(),
  /** How full it was; null where nobody knows. */
  start: Charge.nullable(),
  /** Null where no current was told all along. */
  removedAh: z.number().nullable(),
  gapMs: z.number(),
  /** Ah of that which were never measured but lie in gaps or are reckoned from a load seen before. */
  guessedAh: z.number(),
  amps: z.number().nullable(),
  /** Smoothed. */
  meanAmps: z.number().nullable(),
  volts: z.number().nullable(),
  minVolts: z.number().nullable(),
  chargeFrom: z.number().nullable(),
  chargeTo: z.number().nullable(),
  curve: z.array(Point).max(POINTS * 2),
  /** Every how many polls a point is kept. */
  every: z.number().int().min(1),
  polls: z.number().int(),
  fit: FitSums,
  recent: z.array(z.object({ mono: z.number(), rest: z.number() })).max(100),
})
export type Session = z.infer<typeof Session>

/** What one poll says. `isReckoned`: the current is not measured but the load of before. */
export type Sample = {
  readonly amps: number | null
  readonly isReckoned: boolean
  readonly volts: number | null
  readonly charge: number | null
  readonly intervalMs: number
}

/** `sinceMs`: time since the last poll on mains; the discharge began somewhere between. */
export function beginSession(sample: Sample, moment: Moment, start: Charge | null, sinceMs: number): Session {
  const before = Math.min(sinceMs, sample.intervalMs) / 2
  const ah = sample.amps === null ? null : (sample.amps * before) / HOUR
  return {
    from: moment.at,
    at: moment.at,
    mono: moment.mono,
    fromMono: moment.mono,
    start,
    removedAh: ah,
    gapMs: 0,
    guessedAh: sample.isReckoned ? (ah ?? 0) : 0,
    amps: sample.amps,
    meanAmps: sample.amps,
    volts: sample.volts,
    minVolts: sample.volts,
    chargeFrom: sample.charge,
    chargeTo: sample.charge,
    curve: sample.volts === null ? [] : [{ at: moment.at, ah, volts: sample.volts, amps: sample.amps }],
    every: 1,
    polls: 1,
    fit: NO_FIT,
    recent: [],
  }
}

/** Takes one more poll. A poll that is not newer changes nothing. */
export function addSample(session: Session, sample: Sample, moment: Moment, capacityAh: number | null): Session {
  const dt = moment.mono - session.mono
  if (dt <= 0) return session
  const stepped = Math.abs(moment.at - session.at - dt) > CLOCKS_APART_MS
  const isGap = stepped || dt > GAP_INTERVALS * sample.intervalMs
  const mean = session.amps === null ? sample.amps : sample.amps === null ? session.amps : (session.amps + sample.amps) / 2
  const added = mean === null ? 0 : (mean * dt) / HOUR
  const removedAh = session.removedAh === null || mean === null ? null : session.removedAh + added
  const { amps, volts } = sample
  const settled = moment.mono - session.fromMono >= SETTLE_MS && !isGap
  const isMeasured = amps !== null && !sample.isReckoned && removedAh !== null && volts !== null
  const polls = session.polls + 1
  const rest = volts !== null && amps !== null ? volts + amps * usualOhms(capacityAh ?? 200) : null
  const kept = session.recent.filter((one) => moment.mono - one.mono <= RECENT_MS).slice(-60)
  const thin = keepPoint(session, polls, volts === null ? null : { at: moment.at, ah: removedAh, volts, amps })
  return {
    ...session,
    at: moment.at,
    mono: moment.mono,
    removedAh,
    gapMs: session.gapMs + (isGap ? Math.max(dt, moment.at - session.at) : 0),
    guessedAh: session.guessedAh + (isGap || sample.isReckoned || sample.amps === null ? added : 0),
    amps,
    meanAmps: amps === null ? session.meanAmps : session.meanAmps === null ? amps : session.meanAmps + (amps - session.meanAmps) * SMOOTH,
    volts: volts ?? session.volts,
    minVolts: volts === null ? session.minVolts : Math.min(session.minVolts ?? volts, volts),
    chargeFrom: session.chargeFrom ?? sample.charge,
    chargeTo: sample.charge ?? session.chargeTo,
    ...thin,
    polls,
    fit: settled && isMeasured ? addPoint(session.fit, removedAh, amps, volts) : session.fit,
    recent: rest === null ? kept : [...kept, { mono: moment.mono, rest }],
  }
}

function keepPoint(session: Session, polls: number, point: Point | null): Pick<Session, 'curve' | 'every'> {
  const { curve, every } = session
  if (!point || polls % every !== 0) return { curve, every }
  const longer = [...curve, point]
  if (longer.length < POINTS * 2) return { curve: longer, every }
  return { curve: longer.filter((_, n) => n % 2 === 0 || n === longer.length - 1), every: every * 2 }
}

/** Ah taken out of a full bank by now; null where the start or the current is unknown. */
export function depthOf(session: Session, capacityAh: number): number | null {
  if (session.removedAh === null || session.start === null) return null
  return session.removedAh + (1 - session.start.share) * capacityAh
}
