/** The story of an incident in steps, oldest first: its alarms, its stations, and what people did. */
import type { AlarmRow, AuditEntry } from '../../../shared/model/alarm.ts'
import type { IncidentStep } from '../../../shared/contract/incidents.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import type { Member } from './record.ts'

/** The first and the latest of a longer story. */
const MOST_STEPS = 2000
const MOST_FIRST = 500

const EMPTY: Omit<IncidentStep, 'at' | 'kind'> = {
  by: null,
  alarmId: null,
  stationId: null,
  ruleId: null,
  other: null,
  action: null,
  text: null,
}

export type Told = {
  readonly incident: Incident
  readonly members: readonly Member[]
  readonly alarms: readonly AlarmRow[]
  /** What was done to the incident. */
  readonly acts: readonly AuditEntry[]
  /** What was done to its alarms. */
  readonly alarmActs: readonly { readonly alarm: AlarmRow; readonly entry: AuditEntry }[]
}

export function storyOf({ incident, members, alarms, acts, alarmActs }: Told): IncidentStep[] {
  const steps: IncidentStep[] = [{ ...EMPTY, at: incident.beganAt, kind: 'began' }]
  for (const { stationId, joinedAt } of members) steps.push({ ...EMPTY, at: joinedAt, kind: 'joined', stationId })
  for (const { id: alarmId, stationId, ruleId, raisedAt, clearedAt } of alarms) {
    const of = { ...EMPTY, alarmId, stationId: stationId || null, ruleId }
    steps.push({ ...of, at: raisedAt, kind: 'raised' })
    if (clearedAt !== null) steps.push({ ...of, at: clearedAt, kind: 'cleared' })
  }
  for (const entry of acts) steps.push(actOf(entry))
  for (const { alarm, entry } of alarmActs) {
    const { at, actor, action, comment } = entry
    steps.push({
      ...EMPTY,
      at,
      kind:
        action === 'alarm.acknowledge'
          ? 'acknowledged'
          : action === 'alarm.unacknowledge'
            ? 'unacknowledged'
            : action === 'alarm.comment'
              ? 'comment'
              : 'acted',
      by: actor,
      alarmId: alarm.id,
      stationId: alarm.stationId || null,
      ruleId: alarm.ruleId,
      action,
      text: comment,
    })
  }
  if (incident.endedAt !== null) steps.push({ ...EMPTY, at: incident.endedAt, kind: 'ended' })
  const sorted = steps.map((step, i) => ({ step, i })).sort((a, b) => a.step.at - b.step.at || a.i - b.i)
  const all = sorted.map(({ step }) => step)
  return all.length <= MOST_STEPS ? all : [...all.slice(0, MOST_FIRST), ...all.slice(MOST_FIRST - MOST_STEPS)]
}

const KINDS: Readonly<Record<string, IncidentStep['kind']>> = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  comment: 'comment',
  merge: 'merged',
  unmerge: 'unmerged',
  split: 'split',
}

function actOf({ at, actor, action, before, after, comment }: AuditEntry): IncidentStep {
  const kind = KINDS[action.slice(action.indexOf('.') + 1)] ?? 'acted'
  const others = [
    field(after, 'taken'),
    field(after, 'mergedInto'),
    field(after, 'made'),
    field(after, 'from'),
    field(before, 'taken'),
    field(before, 'mergedInto'),
  ]
  const other = others.find((one) => typeof one === 'number') ?? null
  const owner = field(after, 'owner')
  return {
    ...EMPTY,
    at,
    kind,
    by: actor,
    other: typeof other === 'number' ? other : null,
    action,
    text: kind === 'assigned' ? (typeof owner === 'string' ? owner : null) : comment,
  }
}

function field(record: unknown, name: string): unknown {
  return typeof record === 'object' && record !== null ? new Map<string, unknown>(Object.entries(record)).get(name) : undefined
}
