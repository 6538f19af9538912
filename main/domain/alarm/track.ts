/** One possible alarm over time: is it raised, and which hold is running. The pure step of the alarm machine. */
import type { AlarmRule, Hold } from '../../../shared/model/alarm.ts'
import type { Sight } from './judge.ts'

/** The same moment as a wall label and on the monotonic clock. */
export type Moment = { readonly at: number; readonly mono: number }

/** A condition that has begun to be true (raise) or false again (clear), and how long it has lasted so far. */
export type RunningHold = {
  readonly kind: 'raise' | 'clear'
  readonly polls: number
  /** Wall label of its beginning. */
  readonly since: number
  /** Counted on the monotonic clock, up to `anchor`. */
  readonly elapsedMs: number
  /** From here time counts; null while there is no evidence, which stops the count without ending it. */
  readonly anchor: number | null
}
/** `broken`: beginnings of the fault that went away before their hold was met, the latest only; kept where a rule counts them. */
export type Track = { readonly raised: boolean; readonly hold: RunningHold | null; readonly broken?: readonly Moment[] }
export const QUIET: Track = { raised: false, hold: null }

export type TrackEvent =
  | { readonly kind: 'sight'; readonly sight: Sight; readonly moment: Moment }
  | { readonly kind: 'tick'; readonly moment: Moment }
/** `again`: a raised fault went away for less than its clear hold and is back. */
export type Effect = 'raise' | 'again' | 'clear' | null
/** `earlier`: wall labels of the times at which a fault that is raised now has come and gone before. */
export type Stepped = { readonly track: Track; readonly effect: Effect; readonly earlier?: readonly number[] }

/** `flaps`: what comes and goes faster than its hold is a fault all the same, e.g. mains that toggles once a poll. */
type Holds = Pick<AlarmRule, 'raiseHold' | 'clearHold'> & { readonly flaps?: boolean | undefined }

/** A fault that began for the third time within this is raised without waiting for its hold. */
export const FLAPPING = { times: 3, withinMs: 15 * 60_000 } as const

export function elapsed(hold: RunningHold, mono: number): number {
  return hold.elapsedMs + (hold.anchor === null ? 0 : Math.max(0, mono - hold.anchor))
}

/** Stops the count of a hold at this moment. */
export function freeze(track: Track, mono: number): Track {
  const hold = track.hold
  return hold === null || hold.anchor === null ? track : { ...track, hold: { ...hold, elapsedMs: elapsed(hold, mono), anchor: null } }
}

function met(hold: RunningHold, need: Hold, mono: number): boolean {
  return hold.polls >= need.polls && elapsed(hold, mono) >= need.seconds * 1000
}

function fire(track: Track, rule: Holds, moment: Moment, inhibited: boolean): Stepped {
  const hold = track.hold
  if (hold === null || hold.anchor === null) return { track, effect: null }
  if (!met(hold, hold.kind === 'raise' ? rule.raiseHold : rule.clearHold, moment.mono)) return { track, effect: null }
  if (hold.kind === 'clear') return { track: QUIET, effect: 'clear' }
  return inhibited ? { track, effect: null } : { track: { raised: true, hold: null }, effect: 'raise' }
}

/**
 * What comes of an event. `inhibited` holds a raise back although its hold is met (its cause is already told by another alarm);
 * it comes at the first event after the inhibition ends.
 */
export function step(track: Track, event: TrackEvent, rule: Holds, inhibited = false): Stepped {
  const { moment } = event
  if (event.kind === 'tick') return fire(track, rule, moment, inhibited)
  if (event.sight === 'nothing') return { track: freeze(track, moment.mono), effect: null }
  const towards = track.raised ? 'clear' : 'raise'
  if (event.sight !== towards) return turnBack(track, event.sight, rule, moment)
  const before = track.hold
  // Polls beyond those that the hold asks for say nothing new.
  const most = towards === 'raise' ? rule.raiseHold.polls : rule.clearHold.polls
  const hold: RunningHold =
    before === null
      ? { kind: towards, polls: 1, since: moment.at, elapsedMs: 0, anchor: moment.mono }
      : before.polls >= most && before.anchor !== null
        ? before
        : { ...before, polls: Math.min(most, before.polls + 1), anchor: before.anchor ?? moment.mono }
  const stepped = fire({ ...track, hold }, rule, moment, inhibited)
  return stepped.effect === null && before === null && towards === 'raise' ? flap(stepped.track, moment, inhibited) : stepped
}

/** The fault begins once more: often enough within a while, it is raised now. */
function flap(track: Track, moment: Moment, inhibited: boolean): Stepped {
  const recent = track.broken?.filter(({ mono }) => moment.mono - mono < FLAPPING.withinMs) ?? []
  if (inhibited || recent.length < FLAPPING.times - 1) return { track, effect: null }
  return { track: { raised: true, hold: null }, effect: 'raise', earlier: recent.map(({ at }) => at) }
}

/** A hold is broken by the contrary; what lies inside the hysteresis band breaks it too, but is no change of state. */
function turnBack(track: Track, sight: Sight, rule: Holds, { at, mono }: Moment): Stepped {
  const { hold } = track
  if (hold === null) return { track, effect: null }
  if (track.raised) return { track: { ...track, hold: null }, effect: sight === 'raise' ? 'again' : null }
  if (!rule.flaps || sight !== 'clear') return { track: { ...track, hold: null }, effect: null }
  // It began at `hold.since`; where the clock was moved since, its label may lie anywhere, the monotonic distance does not.
  const began = { at: Math.min(hold.since, at), mono: mono - elapsed(hold, mono) }
  const broken = [...(track.broken ?? []), began].filter((one) => mono - one.mono < FLAPPING.withinMs).slice(1 - FLAPPING.times)
  return { track: { raised: false, hold: null, broken }, effect: null }
}
