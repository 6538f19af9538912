/** An alarm for tests: a standing mains failure at station 1; each test names what it cares about. */
import type { AlarmRow } from '../../shared/model/alarm.ts'

export function alarmRow(id: number, by: Partial<AlarmRow> = {}): AlarmRow {
  return {
    id,
    stationId: 1,
    deviceId: null,
    ruleId: 'mains-failure',
    metric: null,
    instance: '',
    severity: 'major',
    type: 'equipment',
    probableCause: 106,
    value: null,
    raisedAt: 1000 + id,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    comments: 0,
    count: 1,
    suppressed: false,
    suppressedBy: null,
    assignedTo: null,
    shelvedUntil: null,
    shelvedBy: null,
    closedAt: null,
    closedBy: null,
    toggles: [],
    incidentId: null,
    version: 1,
    ...by,
  }
}
