/** When an incident is said to have begun, to be worse or to have ended: late enough to be right, soon enough to help. */
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import type { IncidentCause } from '../../../shared/model/incident.ts'

/** A loss of mains waits this long, so that a wave over a feeder is one message. Anything else is settled once its alarm is given. */
const WAVE_SETTLE_MS = 20_000
/** What has cleared is over after this time of quiet; what came back before, or flaps, after the longer one. */
const QUIET_MS = 90_000
const FLAPPING_QUIET_MS = 10 * 60_000
/** A new raise this long after the end is a new incident. */
export const RETURN_MS = 30 * 60_000
/** Power that was back for this long is lost anew. */
export const ANEW_MS = 10 * 60_000

export function settleMs(cause: IncidentCause): number {
  return cause === 'mains' || cause === 'feeder' || cause === 'power' ? WAVE_SETTLE_MS : 0
}

export function quietMs(flaps: boolean): number {
  return flaps ? FLAPPING_QUIET_MS : QUIET_MS
}

export function isWorse(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than)
}

export function worseOf(a: Severity, b: Severity): Severity {
  return isWorse(a, b) ? a : b
}
