/** What has become of polls: the last exchanges of each device, and the last hour by the minute. */
import { Outcome } from '../../shared/model/device.ts'
import type { ExchangeMark, PollMinute } from '../../shared/model/exchange.ts'

const MOST_MARKS = 120
const OUTCOMES = Outcome.options
const MOST_MINUTES = 60
const MINUTE_MS = 60_000
/** More answers in one minute than this are left out of its median. */
const MOST_TIMES = 20_000

/** The exchanges of one device. Numbers side by side: thousands of devices keep theirs, and as objects they would grow for hours. */
export class DeviceHistory {
  polls = 0
  timeouts = 0
  readonly #at = new Float64Array(MOST_MARKS)
  /** NaN where nothing was answered. */
  readonly #responseMs = new Float32Array(MOST_MARKS)
  readonly #outcome = new Uint8Array(MOST_MARKS)

  add({ at, outcome, responseMs }: ExchangeMark): void {
    const place = this.polls % MOST_MARKS
    this.#at[place] = at
    this.#responseMs[place] = responseMs ?? Number.NaN
    this.#outcome[place] = OUTCOMES.indexOf(outcome)
    this.polls += 1
    if (outcome === 'timeout') this.timeouts += 1
  }

  /** Oldest first. */
  recent(): ExchangeMark[] {
    const count = Math.min(this.polls, MOST_MARKS)
    return Array.from({ length: count }, (_, n) => this.#mark((this.polls - count + n) % MOST_MARKS))
  }

  #mark(place: number): ExchangeMark {
    const responseMs = this.#responseMs[place] ?? Number.NaN
    return {
      at: this.#at[place] ?? 0,
      outcome: OUTCOMES[this.#outcome[place] ?? 0] ?? 'internal',
      responseMs: Number.isNaN(responseMs) ? null : responseMs,
    }
  }
}

/** Counters that only grow. */
export type Totals = { readonly missed: number; readonly dropped: number }

/** The last hour by the minute. */
export class MinuteHistory {
  readonly #minutes: PollMinute[] = []
  #at: number
  #before: Totals = { missed: 0, dropped: 0 }
  #times: number[] = []
  #polls = 0
  #timeouts = 0
  #inFlight = 0

  constructor(now: number) {
    this.#at = minuteOf(now)
  }

  add(outcome: Outcome, responseMs: number | null): void {
    this.#polls += 1
    if (outcome === 'timeout') this.#timeouts += 1
    if (responseMs !== null && this.#times.length < MOST_TIMES) this.#times.push(responseMs)
  }

  /** To be called now and then, and before it is read: closes the minutes that have passed. */
  beat(now: number, inFlight: number, totals: Totals): void {
    this.#inFlight = Math.max(this.#inFlight, inFlight)
    const at = minuteOf(now)
    if (at === this.#at) return
    const times = Float64Array.from(this.#times).sort()
    this.#minutes.push({
      at: this.#at,
      polls: this.#polls,
      timeouts: this.#timeouts,
      missed: totals.missed - this.#before.missed,
      dropped: totals.dropped - this.#before.dropped,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      inFlight: this.#inFlight,
    })
    if (this.#minutes.length > MOST_MINUTES) this.#minutes.shift()
    this.#at = at
    this.#before = totals
    this.#times = []
    this.#polls = this.#timeouts = 0
    this.#inFlight = inFlight
  }

  /** Oldest first. */
  minutes(): PollMinute[] {
    return [...this.#minutes]
  }
}

const minuteOf = (now: number): number => Math.floor(now / MINUTE_MS) * MINUTE_MS

function quantile(sorted: Float64Array, share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}
