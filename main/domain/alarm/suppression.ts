/** Why nobody need be told of an alarm. Several reasons may hold at once; when one ends, another may still hold. */
import type { AlarmRow, SuppressedBy } from '../../../shared/model/alarm.ts'

export type Reasons = {
  /** Somebody said so, until the fault clears. */
  readonly person: boolean
  /** A maintenance window is open over it. */
  readonly window: boolean
  /** Every path to its station is dead. */
  readonly path: boolean
}

/**
 * The reason that is written down: a person's before a window's before a path's. A person's decision is known from the row alone, so it must not be
 * hidden behind one of the others, which are found anew at any time from windows and topology.
 */
export function suppressionOf({ person, window, path }: Reasons): SuppressedBy | null {
  return person ? 'person' : window ? 'window' : path ? 'path' : null
}

/** The row with its reason; the same one where nothing changes. No new version: it is no change to those who are about to act on it. */
export function withReason<T extends AlarmRow>(row: T, by: SuppressedBy | null): T {
  return row.suppressedBy === by ? row : { ...row, suppressed: by !== null, suppressedBy: by }
}
