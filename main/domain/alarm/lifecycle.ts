/** The life of an alarm's row: raised, raised again, cleared, acknowledged, gone. Two independent states: the fault's and the operator's. */
import type { AlarmRow, AlarmRule, SuppressedBy } from '../../../shared/model/alarm.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'

/** Raised again within this time of its clear, it is the same alarm with a higher count. */
export const FLAP_WINDOW_MS = 30 * 60_000
/** Of the times at which it was raised again, the latest are kept. */
const MOST_TOGGLES = 60
const TOGGLES_MS = 24 * 3_600_000
/** Who acknowledges what no person was ever shown, and who ends shelves. */
export const PROGRAM = 'Branchwatch'

export type NewAlarm = {
  readonly stationId: number
  readonly deviceId: number | null
  readonly rule: AlarmRule
  readonly metric: MetricKey | null
  readonly instance: string
  readonly value: number | null
  readonly at: number
  readonly suppressedBy: SuppressedBy | null
}

/** A row that the store has not numbered yet has id 0. */
export function newAlarm(one: NewAlarm): AlarmRow {
  return {
    id: 0,
    stationId: one.stationId,
    deviceId: one.deviceId,
    ruleId: one.rule.id,
    metric: one.metric,
    instance: one.instance,
    severity: one.rule.severity,
    type: one.rule.type,
    probableCause: one.rule.probableCause,
    value: one.value,
    raisedAt: one.at,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    comments: 0,
    count: 1,
    suppressed: one.suppressedBy !== null,
    suppressedBy: one.suppressedBy,
    assignedTo: null,
    shelvedUntil: null,
    shelvedBy: null,
    closedAt: null,
    closedBy: null,
    toggles: [],
    incidentId: null,
    version: 1,
  }
}

/** Open: it still stands in the active list. */
export function isActive(row: AlarmRow): boolean {
  return row.clearedAt === null || row.acknowledgedAt === null
}

/** True where a new raise belongs to this row instead of a new one: it stands, it cleared a moment ago, or it is set aside. A closed one is over. */
export function continues(row: AlarmRow, at: number): boolean {
  if (row.closedAt !== null) return false
  return isActive(row) || row.shelvedUntil !== null || (row.clearedAt !== null && at - row.clearedAt < FLAP_WINDOW_MS)
}

/** The fault came back while its row stands: counted with its time. To those who are about to acknowledge it that is no change. */
export function toggled<T extends AlarmRow>(row: T, at: number): T {
  const last = row.toggles.at(-1) ?? row.raisedAt
  // The wall clock may have stepped back.
  const time = Math.max(at, last)
  return { ...row, count: row.count + 1, toggles: [...row.toggles.filter((one) => one > time - TOGGLES_MS), time].slice(-MOST_TOGGLES) }
}

/** What the program itself acknowledged has been shown to nobody, so it is new to everybody now. */
export function raiseAgain<T extends AlarmRow>(row: T, at: number, suppressedBy: SuppressedBy | null): T {
  const again = { ...toggled(row, at), clearedAt: null, suppressed: suppressedBy !== null, suppressedBy, version: row.version + 1 }
  return row.acknowledgedBy === PROGRAM ? { ...again, acknowledgedAt: null, acknowledgedBy: null } : again
}

/**
 * True where a clear needs no person: set aside or suppressed by somebody, who knew of it; or raised so that nobody was told: since the window opened
 * that is open over it, or as one more silence behind a dead hub. `windowSince`: since when that window is open.
 */
export function goesQuietly(row: AlarmRow, windowSince: number | null, isSilence: boolean): boolean {
  if (row.acknowledgedAt !== null) return false
  if (row.shelvedUntil !== null || row.suppressedBy === 'person') return true
  if (row.suppressedBy === 'window') return windowSince !== null && row.raisedAt >= windowSince
  return row.suppressedBy === 'path' && isSilence
}

/** The shelf is over. */
export function unshelve<T extends AlarmRow>(row: T): T {
  return { ...row, shelvedUntil: null, shelvedBy: null, version: row.version + 1 }
}

/** A clear is never before its raise, whatever the wall clock did. */
export function clear<T extends AlarmRow>(row: T, at: number): T {
  return { ...row, clearedAt: Math.max(at, row.raisedAt), version: row.version + 1 }
}

export function acknowledge<T extends AlarmRow>(row: T, at: number, by: string): T {
  return { ...row, acknowledgedAt: at, acknowledgedBy: by, version: row.version + 1 }
}

export function unacknowledge<T extends AlarmRow>(row: T): T {
  return { ...row, acknowledgedAt: null, acknowledgedBy: null, version: row.version + 1 }
}
