/** The life of an alarm's row: raised, raised again, cleared, acknowledged, gone. Two independent states: the fault's and the operator's. */
import type { AlarmRow, AlarmRule } from '../../../shared/model/alarm.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'

/** Raised again within this time of its clear, it is the same alarm with a higher count. */
export const FLAP_WINDOW_MS = 30 * 60_000

export type NewAlarm = {
  readonly stationId: number
  readonly deviceId: number | null
  readonly rule: AlarmRule
  readonly metric: MetricKey | null
  readonly instance: string
  readonly value: number | null
  readonly at: number
  readonly suppressed: boolean
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
    suppressed: one.suppressed,
    suppressedBy: one.suppressed ? 'path' : null,
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

/** True where a new raise belongs to this row instead of a new one. */
export function continues(row: AlarmRow, at: number): boolean {
  return isActive(row) || (row.clearedAt !== null && at - row.clearedAt < FLAP_WINDOW_MS)
}

export function raiseAgain<T extends AlarmRow>(row: T, suppressed: boolean): T {
  return { ...row, clearedAt: null, count: row.count + 1, suppressed, suppressedBy: suppressed ? 'path' : null, version: row.version + 1 }
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
