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
export type Track = { readonly raised: boolean; readonly hold: RunningHold | null }
export const QUIET: Track = { raised: false, hold: null }

export type TrackEvent =
  | { readonly kind: 'sight'; readonly sight: Sight; readonly moment: Moment }
  | { readonly kind: 'tick'; readonly moment: Moment }
export type Effect = 'raise' | 'clear' | null
export type Stepped = { readonly track: Track; readonly effect: Effect }

type Holds = Pick<AlarmRule, 'raiseHold' | 'clearHold'>

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
  if (event.sight !== towards) return { track: track.hold === null ? track : { ...track, hold: null }, effect: null }
  const before = track.hold
  // Polls beyond those that the hold asks for say nothing new.
  const most = towards === 'raise' ? rule.raiseHold.polls : rule.clearHold.polls
  const hold: RunningHold =
    before === null
      ? { kind: towards, polls: 1, since: moment.at, elapsedMs: 0, anchor: moment.mono }
      : before.polls >= most && before.anchor !== null
        ? before
        : { ...before, polls: Math.min(most, before.polls + 1), anchor: before.anchor ?? moment.mono }
  return fire({ ...track, hold }, rule, moment, inhibited)
}
