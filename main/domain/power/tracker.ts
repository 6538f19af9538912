/** A station's power over time, poll by poll: on mains, on battery, silent meanwhile, empty. The pure step that everything else is told from. */
import { z } from 'zod'
import type { DischargeEnd } from '../../../shared/model/power.ts'
import type { Moment } from '../alarm/track.ts'
import { wasAtEnd } from './bank.ts'
import { good, type PowerInputs } from './inputs.ts'
import { learnLoad, trend, type LoadProfile } from './load.ts'
import { addSample, beginSession, Charge, Session, type Sample } from './session.ts'

const HOUR = 3_600_000
/** Below it a battery's current is noise, ampere. */
const NOISE_AMPS = 1
/** Ah put in, of which so much stays. */
const CHARGE_EFFICIENCY = 0.9
/** Charged for so long, any bank is full. */
const FULL_AFTER_MS = 12 * HOUR
/** A float current below this share of the capacity is that of a full bank. */
const FULL_CURRENT = 0.02
/** The hour's mean takes a reading every so often. */
const LOAD_EVERY_MS = 10 * 60_000
/** A load seen before is reckoned with for a day. */
const LOAD_KEPT_MS = 24 * HOUR
/** No current although it feeds the station: its disconnect has opened. */
const ZERO_AMPS = 0.2

const Load = z.object({ amps: z.number(), at: z.number() })
/** What outlives a restart: written while a discharge lasts. */
export const Tracker = z.object({
  /** Last poll of the power equipment that was taken. */
  at: z.number().nullable(),
  mono: z.number(),
  charge: Charge.nullable(),
  /** On alternating current since, monotonic; null while it is not. */
  acMono: z.number().nullable(),
  mainsLostAt: z.number().nullable(),
  session: Session.nullable(),
  /** The battery is at its end, or nobody can believe otherwise: the session waits for the station to come back. */
  isOver: z.boolean(),
  load: Load.nullable(),
  loadMono: z.number().nullable(),
})
export type Tracker = z.infer<typeof Tracker>

export const FRESH: Tracker = {
  at: null,
  mono: 0,
  charge: null,
  acMono: null,
  mainsLostAt: null,
  session: null,
  isOver: false,
  load: null,
  loadMono: null,
}

export type Ended = { readonly session: Session; readonly by: DischargeEnd; readonly isEmpty: boolean }
export type Stepped = { readonly tracker: Tracker; readonly profile: LoadProfile; readonly ended: Ended | null }

/** Does the battery carry the station? Where the witnesses disagree it is taken to, and the estimate says that it cannot tell. */
export function isDischarging(inputs: PowerInputs): boolean {
  const amps = good(inputs.battery.current)
  if (inputs.battery.told === 'discharging' || inputs.battery.told === 'empty') return true
  if (inputs.ac === 'off') return true
  return amps !== null && amps < -NOISE_AMPS && (inputs.ac === 'unknown' || (good(inputs.rectifier.current) ?? 0) <= NOISE_AMPS)
}

/** Ampere that the battery gives; null where nobody measures it. */
export function dischargeAmps(inputs: PowerInputs): number | null {
  const own = good(inputs.battery.current)
  // What the bus draws comes out of the battery where nothing else feeds it.
  const isAlone = inputs.ac === 'off' || (isDischarging(inputs) && (good(inputs.rectifier.current) ?? 0) <= NOISE_AMPS)
  const drawn = isAlone && !inputs.isUps ? loadAmps(inputs) : null
  if (own === null) return drawn
  if (own > NOISE_AMPS) return null
  return own < 0 ? finer(-own, drawn) : 0
}

/** A current told in whole ampere is rounded by several per cent: another measure of the same that agrees within the rounding is better. */
function finer(amps: number, other: number | null): number {
  return other !== null && Number.isInteger(amps) && Math.abs(other - amps) <= 0.6 ? other : amps
}

/** Ampere of the bus's load. */
export function loadAmps(inputs: PowerInputs): number | null {
  const amps = good(inputs.load)
  const watts = good(inputs.watts)
  const volts = good(inputs.bus)
  const byPower = watts !== null && volts !== null && volts > 10 && !inputs.isUps ? watts / volts : null
  return amps === null ? byPower : finer(amps, byPower)
}

/** Nobody at the station measures a current of battery or load: what the rectifiers gave before is the best there is. */
export function hasNoAmmeter({ battery, load, watts }: PowerInputs): boolean {
  return battery.current.metric === null && load.metric === null && watts.metric === null
}

export function sampleOf(inputs: PowerInputs, tracker: Tracker, profile: LoadProfile, at: number): Sample {
  const amps = dischargeAmps(inputs)
  const { load } = tracker
  const isReckoned = amps === null && hasNoAmmeter(inputs) && load !== null && at - load.at <= LOAD_KEPT_MS
  return {
    amps: isReckoned && load ? load.amps * trend(profile, load.at, at) : amps,
    isReckoned,
    volts: good(inputs.bus) ?? good(inputs.battery.voltage),
    charge: good(inputs.battery.charge),
    intervalMs: inputs.intervalMs,
  }
}

/** How full it is while it is charged. `capacityAh` null: only what is told counts. */
function chargedTo(tracker: Tracker, inputs: PowerInputs, moment: Moment, capacityAh: number | null): Charge | null {
  const told = good(inputs.battery.charge)
  if (told !== null) return { share: told / 100, spread: told >= 99 ? 0.01 : 0.03 }
  const amps = good(inputs.battery.current)
  if (inputs.battery.told === 'float' && (amps === null || amps <= Math.max(NOISE_AMPS, FULL_CURRENT * (capacityAh ?? 0))))
    return { share: 1, spread: 0.03 }
  if (
    inputs.battery.told === null &&
    amps !== null &&
    amps >= -NOISE_AMPS &&
    amps <= Math.max(NOISE_AMPS, FULL_CURRENT * (capacityAh ?? 0))
  )
    return { share: 1, spread: 0.04 }
  if (tracker.acMono !== null && moment.mono - tracker.acMono >= FULL_AFTER_MS) return { share: 1, spread: 0.06 }
  const before = tracker.charge
  if (!before || capacityAh === null) return before
  if (amps === null) return before
  const put = (Math.max(0, amps) * Math.max(0, moment.mono - tracker.mono) * CHARGE_EFFICIENCY) / HOUR / capacityAh
  return { share: Math.min(1, before.share + put), spread: Math.min(0.3, before.spread + put * 0.1) }
}

/** What the load is on alternating current: told, or what the rectifiers give while nothing goes into the battery. */
function loadOnMains(inputs: PowerInputs): number | null {
  const told = loadAmps(inputs)
  if (told !== null) return told
  const whole = good(inputs.rectifier.current)
  if (whole === null) return null
  const amps = good(inputs.battery.current)
  if (amps !== null) return Math.max(0, whole - amps)
  return inputs.battery.told === 'float' ? whole : null
}

/** Was the equipment itself without power since that poll? Null where it does not tell. `silentMs`: since then. */
function restarted(inputs: PowerInputs, silentMs: number): boolean | null {
  return inputs.uptime === null ? null : inputs.uptime * 1000 < silentMs
}

/** Takes one poll of a station's power equipment. */
export function step(
  tracker: Tracker,
  profile: LoadProfile,
  inputs: PowerInputs,
  moment: Moment,
  bank: { readonly capacityAh: number | null; readonly cells: number | null },
): Stepped {
  if (tracker.at !== null && moment.mono <= tracker.mono) return { tracker, profile, ended: null }
  const discharging = isDischarging(inputs)
  const { session } = tracker
  const silentMs = session ? moment.mono - session.mono : 0
  const away = session !== null && silentMs > 3.5 * inputs.intervalMs
  // It came back after a silence: what its clock says of it tells a dead battery from a dead link.
  const died = away && diedMeanwhile(session, inputs, silentMs, bank.cells)
  if (session && (died || !discharging)) {
    const by: DischargeEnd = died ? 'empty' : inputs.genset.state === 'running' ? 'genset' : 'mains'
    const share = died ? { share: 0.05, spread: 0.05 } : leftOver(session, bank.capacityAh)
    const next = onMains(
      { ...tracker, session: null, isOver: false, charge: share, acMono: null },
      profile,
      inputs,
      moment,
      bank.capacityAh,
    )
    return { ...next, ended: { session, by, isEmpty: died } }
  }
  if (!discharging) return { ...onMains(tracker, profile, inputs, moment, bank.capacityAh), ended: null }
  const sample = sampleOf(inputs, tracker, profile, moment.at)
  const lost = inputs.mains.state === 'on' ? null : (tracker.mainsLostAt ?? (inputs.mains.state === 'off' ? moment.at : null))
  const base = { ...tracker, at: moment.at, mono: moment.mono, acMono: null, mainsLostAt: lost }
  if (!session) {
    const told = sample.charge === null ? null : { share: sample.charge / 100, spread: 0.03 }
    const sinceMs = tracker.at === null ? 0 : moment.mono - tracker.mono
    const start = tracker.charge ?? told
    return { tracker: { ...base, session: beginSession(sample, moment, start, sinceMs), isOver: false }, profile, ended: null }
  }
  const more = addSample(session, sample, moment, bank.capacityAh)
  // Low-voltage disconnect with a controller that lives on: the current is gone, and it was at its end.
  const cutOff = sample.amps !== null && sample.amps <= ZERO_AMPS && (session.amps ?? 0) > ZERO_AMPS && wasAtEnd(session, bank.cells)
  return {
    tracker: { ...base, session: more, isOver: cutOff || (tracker.isOver && (sample.amps ?? 0) <= ZERO_AMPS) },
    profile,
    ended: null,
  }
}

function diedMeanwhile(session: Session, inputs: PowerInputs, silentMs: number, cells: number | null): boolean {
  const began = restarted(inputs, silentMs)
  return began ?? wasAtEnd(session, cells)
}

function leftOver(session: Session, capacityAh: number | null): Charge | null {
  if (session.chargeTo !== null) return { share: session.chargeTo / 100, spread: 0.03 }
  if (session.removedAh === null || session.start === null || capacityAh === null) return null
  return {
    share: Math.min(1, Math.max(0, session.start.share - session.removedAh / capacityAh)),
    spread: Math.min(0.3, session.start.spread + 0.1),
  }
}

function onMains(
  tracker: Tracker,
  profile: LoadProfile,
  inputs: PowerInputs,
  moment: Moment,
  capacityAh: number | null,
): { tracker: Tracker; profile: LoadProfile } {
  const lost =
    inputs.mains.state === 'on' || inputs.mains.state === 'none'
      ? null
      : (tracker.mainsLostAt ?? (inputs.mains.state === 'off' ? moment.at : null))
  const charge = inputs.ac === 'on' ? chargedTo(tracker, inputs, moment, capacityAh) : tracker.charge
  const next: Tracker = {
    ...tracker,
    at: moment.at,
    mono: moment.mono,
    charge,
    acMono: inputs.ac === 'on' ? (tracker.acMono ?? moment.mono) : null,
    mainsLostAt: lost,
    session: null,
    isOver: false,
  }
  const amps = loadOnMains(inputs)
  if (amps === null || amps <= 0) return { tracker: next, profile }
  const load = { amps, at: moment.at }
  if (tracker.loadMono !== null && moment.mono - tracker.loadMono < LOAD_EVERY_MS) return { tracker: { ...next, load }, profile }
  return { tracker: { ...next, load, loadMono: moment.mono }, profile: learnLoad(profile, moment.at, amps) }
}

/** The tracker of before a restart, its monotonic times moved to the clock of now. */
export function resume(tracker: Tracker, now: Moment): Tracker {
  const shift = now.mono - Math.max(0, now.at - (tracker.at ?? now.at)) - tracker.mono
  const moved = (mono: number | null): number | null => (mono === null ? null : mono + shift)
  const { session } = tracker
  return {
    ...tracker,
    mono: tracker.mono + shift,
    acMono: moved(tracker.acMono),
    loadMono: moved(tracker.loadMono),
    session: session && {
      ...session,
      mono: session.mono + shift,
      fromMono: session.fromMono + shift,
      recent: session.recent.map((one) => ({ ...one, mono: one.mono + shift })),
    },
  }
}
