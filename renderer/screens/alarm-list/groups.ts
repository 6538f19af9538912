/** Alarms gathered by incident, commune, station or cause: the group that needs a person most first. */
import type { TFunction } from 'i18next'
import { compareText } from '../../../shared/format/text.ts'
import type { Severity } from '../../../shared/model/alarm.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import type { IncidentBook } from '../incidents/data.ts'
import type { Grouping } from './filter.ts'
import { byNeed, causeOf, needsPerson, severityRank, type AlarmView } from '../alarms/view.ts'

export type AlarmGroup = {
  readonly key: string
  readonly label: string
  /** Those that need a person first. */
  readonly rows: readonly AlarmView[]
  readonly worst: Severity
  readonly unacknowledged: number
  /** How many stations they are of. */
  readonly stations: number
  /** When the first of them was raised. */
  readonly since: number
  /** What gathers them; null in other groupings, and where the alarms belong to none. */
  readonly incident: Incident | null
}

/** Alarms that belong to no incident stand alone: each is a group of its own. */
function keyOf(row: AlarmView, by: Exclude<Grouping, 'none'>): string {
  if (by === 'station') return `s${row.alarm.stationId}`
  if (by === 'commune') return `c${row.communeId ?? ''}`
  if (by === 'cause') return `p${row.alarm.probableCause}`
  return row.alarm.incidentId === null ? `a${row.id}` : `i${row.alarm.incidentId}`
}

function labelOf(row: AlarmView, by: Exclude<Grouping, 'none'>, incidents: IncidentBook, t: TFunction): string {
  const place = row.station === '' ? row.code : `${row.code} ${row.station}`
  if (by === 'station') return place
  if (by === 'commune') return row.commune === '' ? '—' : row.commune
  if (by === 'cause') return causeOf(row.alarm.probableCause, t)
  const incident = row.alarm.incidentId === null ? undefined : incidents.get(row.alarm.incidentId)
  return incident ? incidents.title(incident) : `${row.title} · ${place}`
}

const NO_INCIDENTS: IncidentBook = { get: () => undefined, title: () => '' }

export function groupAlarms(
  rows: readonly AlarmView[],
  by: Exclude<Grouping, 'none'>,
  t: TFunction,
  incidents: IncidentBook = NO_INCIDENTS,
): AlarmGroup[] {
  const gathered = new Map<string, AlarmView[]>()
  for (const row of rows) {
    const key = keyOf(row, by)
    const group = gathered.get(key)
    if (group) group.push(row)
    else gathered.set(key, [row])
  }
  return [...gathered].map(([key, some]) => groupOf(key, some, by, t, incidents)).sort(byUrgency)
}

function groupOf(key: string, some: AlarmView[], by: Exclude<Grouping, 'none'>, t: TFunction, incidents: IncidentBook): AlarmGroup {
  const rows = some.length > 1 ? some.sort(byNeed) : some
  const [first] = rows
  let worst: Severity = first?.alarm.severity ?? 'indeterminate'
  let unacknowledged = 0
  let since = Number.POSITIVE_INFINITY
  const stations = new Set<number>()
  for (const { alarm } of rows) {
    if (severityRank(alarm.severity) < severityRank(worst)) worst = alarm.severity
    if (needsPerson(alarm)) unacknowledged++
    since = Math.min(since, alarm.raisedAt)
    stations.add(alarm.stationId)
  }
  const id = by === 'incident' ? (first?.alarm.incidentId ?? null) : null
  return {
    key,
    label: first ? labelOf(first, by, incidents, t) : '',
    rows,
    worst,
    unacknowledged,
    stations: stations.size,
    since,
    incident: id === null ? null : (incidents.get(id) ?? null),
  }
}

/** Somebody is needed, then the worst, then the most, then by name. */
function byUrgency(a: AlarmGroup, b: AlarmGroup): number {
  return (
    Number(b.unacknowledged > 0) - Number(a.unacknowledged > 0) ||
    severityRank(a.worst) - severityRank(b.worst) ||
    b.rows.length - a.rows.length ||
    a.since - b.since ||
    compareText(a.label, b.label)
  )
}
