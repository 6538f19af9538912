/**
 * How a channel is doing, and when it is tried again. One that fails is asked with one message at a time, ever less often; the others wait and cost nothing.
 * Randomness comes in as an argument.
 */
import { MINUTE, SECOND } from '../../../shared/format/time.ts'
import type { TryKind } from './types.ts'

const FIRST_MS = 5 * SECOND
const LONGEST_MS = 5 * MINUTE
/** So many failures in a row, or failing for so long, is an alarm. */
const DOWN_FAILURES = 3
const DOWN_MS = 2 * MINUTE
/** A message is given up after so many tries of its own, or once it is so old when a try fails. */
export const MOST_ATTEMPTS = 100
export const MOST_AGE_MS = 8 * 60 * MINUTE

export type ChannelRecord = {
  /** In a row. */
  readonly failures: number
  /** Monotonic, of the first in the row. */
  readonly failingMono: number | null
  readonly down: boolean
  /** Monotonic; not before then. */
  readonly retryMono: number
}
export const FRESH: ChannelRecord = { failures: 0, failingMono: null, down: false, retryMono: 0 }

/** The pause after so many failures in a row, with a fifth of chance in it so that many consoles do not knock together. `chance` in [0, 1). */
export function backoff(failures: number, chance: number): number {
  const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, failures - 1)))
  return Math.round(pause * (0.9 + 0.2 * chance))
}

/** `askedMs`: how long the other side asked to be left alone. */
export function afterTry(record: ChannelRecord, kind: TryKind, mono: number, chance: number, askedMs: number | null = null): ChannelRecord {
  // What is refused was heard: the channel works.
  if (kind === 'sent' || kind === 'refused') return FRESH
  const failures = record.failures + 1
  const failingMono = record.failingMono ?? mono
  const pause = Math.max(backoff(failures, chance), Math.min(askedMs ?? 0, 60 * MINUTE))
  // Being asked to slow down is no fault of the channel.
  const isAsked = askedMs !== null
  const down = record.down || (!isAsked && (kind === 'wrong' || failures >= DOWN_FAILURES || mono - failingMono >= DOWN_MS))
  return { failures, failingMono, down, retryMono: mono + pause }
}

export function isGivenUp(attempts: number, ageMs: number): boolean {
  return attempts >= MOST_ATTEMPTS || ageMs >= MOST_AGE_MS
}
