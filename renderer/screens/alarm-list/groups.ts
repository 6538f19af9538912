/** Alarms gathered by station, commune or cause: the group with the worst alarm first. */
import type { TFunction } from 'i18next'
import { compareText } from '../../../shared/format/text.ts'
import type { Severity } from '../../../shared/model/alarm.ts'
import type { Grouping } from './filter.ts'
import { byNeed, causeOf, severityRank, type AlarmView } from '../alarms/view.ts'

export type AlarmGroup = {
  readonly key: string
  readonly label: string
  readonly rows: readonly AlarmView[]
  readonly worst: Severity
  readonly unacknowledged: number
}

function keyOf(row: AlarmView, by: Exclude<Grouping, 'none'>, t: TFunction): [key: string, label: string] {
  if (by === 'station') return [String(row.alarm.stationId), row.station === '' ? row.code : `${row.code} ${row.station}`]
  if (by === 'commune') return [String(row.communeId ?? ''), row.commune === '' ? '—' : row.commune]
  return [String(row.alarm.probableCause), causeOf(row.alarm.probableCause, t)]
}

export function groupAlarms(rows: readonly AlarmView[], by: Exclude<Grouping, 'none'>, t: TFunction): AlarmGroup[] {
  const groups = new Map<string, { label: string; rows: AlarmView[] }>()
  for (const row of rows) {
    const [key, label] = keyOf(row, by, t)
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { label, rows: [row] })
  }
  return [...groups]
    .map(([key, group]) => {
      const sorted = group.rows.toSorted(byNeed)
      const worst = sorted.reduce<Severity>(
        (found, row) => (severityRank(row.alarm.severity) < severityRank(found) ? row.alarm.severity : found),
        sorted[0]?.alarm.severity ?? 'indeterminate',
      )
      const unacknowledged = sorted.filter((row) => row.alarm.acknowledgedAt === null).length
      return { key, label: group.label, rows: sorted, worst, unacknowledged }
    })
    .sort(
      (a, b) =>
        Number(b.unacknowledged > 0) - Number(a.unacknowledged > 0) ||
        severityRank(a.worst) - severityRank(b.worst) ||
        b.rows.length - a.rows.length ||
        compareText(a.label, b.label),
    )
}
