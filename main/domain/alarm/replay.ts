/**
 * What one possible alarm would have done over the samples of a past time: the same `judge` and `step` that polls go through. A poll that never came (a
 * gap between two samples) stops the count of a hold where it was due, as an unanswered poll does.
 */
import type { CompiledRule, Sight } from './judge.ts'
import { FLAP_WINDOW_MS } from './lifecycle.ts'
import { freeze, QUIET, step, type Moment, type Track, type TrackEvent } from './track.ts'

/** Samples farther apart than so many intervals have a lost poll between them. */
const GAP_INTERVALS = 1.5
/** The engine looks at holds that run on time once a second. */
const TICK_MS = 1000

const moment = (at: number): Moment => ({ at, mono: at })

export class Replay {
  /** Raises that are alarms of their own; and how often one came back: within the flap window of its clear, or before its clear hold was met. */
  readonly alarms: number[] = []
  again = 0
  #track: Track = QUIET
  #lastAt = Number.NaN
  #clearedAt = Number.NEGATIVE_INFINITY
  readonly #holds: Parameters<typeof step>[2]
  readonly #from: number
  readonly #intervalMs: number
  readonly #timed: boolean

  /** Raises before `from` are remembered and not counted: an alarm that stood already is no news. */
  constructor(rule: CompiledRule, from: number, intervalMs: number) {
    this.#holds = { ...rule.rule, flaps: rule.scope.flaps }
    this.#from = from
    this.#intervalMs = intervalMs
    this.#timed = rule.rule.raiseHold.seconds > 0 || rule.rule.clearHold.seconds > 0
  }

  get raised(): boolean {
    return this.#track.raised
  }

  /** One poll of the device, by rising time; `nothing` where the reading was not in it or was not good. */
  take(at: number, sight: Sight): void {
    const track = this.#track
    const idle = track.hold === null && sight !== (track.raised ? 'clear' : 'raise')
    if (!idle) {
      if (track.hold !== null) this.#between(at)
      this.#apply({ kind: 'sight', sight, moment: moment(at) })
    }
    this.#lastAt = at
  }

  /** No more samples: a hold that runs on time may still come to its end. */
  end(at: number): void {
    if (this.#track.hold !== null) this.#between(at + TICK_MS)
  }

  /** What the seconds since the last poll did to a hold. */
  #between(at: number): void {
    const due = this.#lastAt + this.#intervalMs
    const lost = at - this.#lastAt > GAP_INTERVALS * this.#intervalMs
    const until = lost ? due : at
    const { hold } = this.#track
    if (this.#timed && hold !== null && hold.anchor !== null) {
      const { seconds } = hold.kind === 'raise' ? this.#holds.raiseHold : this.#holds.clearHold
      const met = Math.max(this.#lastAt, hold.anchor + seconds * 1000 - hold.elapsedMs)
      // A poll at the very moment is looked at first.
      if (met <= until - TICK_MS) this.#apply({ kind: 'tick', moment: moment(met) })
    }
    if (lost) this.#track = freeze(this.#track, due)
  }

  #apply(event: TrackEvent): void {
    const { track, effect, earlier = [] } = step(this.#track, event, this.#holds)
    this.#track = track
    const { at } = event.moment
    if (effect === 'clear') this.#clearedAt = at
    else if (effect === null || at < this.#from) return
    else if (effect === 'again') this.again++
    else {
      this.again += earlier.length
      if (at - this.#clearedAt < FLAP_WINDOW_MS) this.again++
      else this.alarms.push(Math.max(this.#from, earlier[0] ?? at))
    }
  }
}
