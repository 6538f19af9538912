/** A finished poll of a device: the message that the poller hands to the engine. */
import type { Outcome } from './device.ts'
import type { Reading } from './metric.ts'

export type DevicePoll = {
  readonly deviceId: number
  readonly stationId: number
  /** When the poll ended, epoch ms: a label. */
  readonly at: number
  /** The same moment on the monotonic clock, ms: what durations are counted in. */
  readonly mono: number
  readonly outcome: Outcome
  readonly responseMs: number | null
  /** Empty unless the outcome is `ok`. */
  readonly readings: readonly Reading[]
}

/** The two clocks as one argument: tests pass their own. */
export type Clock = {
  /** Epoch ms: may step. */
  now(): number
  /** Monotonic ms: never steps; may stand still while the computer sleeps. */
  mono(): number
}
