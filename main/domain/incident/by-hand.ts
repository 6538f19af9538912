/** Merging and splitting of incidents by a person: the records before and after. */
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import { causeOf } from './family.ts'
import type { IncidentRecord, Member } from './record.ts'
import { worseOf } from './telling.ts'

const next = (record: IncidentRecord, change: Partial<IncidentRecord['incident']>): IncidentRecord['incident'] => ({
  ...record.incident,
  ...change,
  byHand: true,
  version: record.incident.version + 1,
})

const idsOf = (members: readonly Member[]): number[] => members.map((one) => one.stationId)

/** Everything of `from` goes over to `into`, which remembers what it took. */
export function mergeRecords(
  from: IncidentRecord,
  into: IncidentRecord,
  alarmIds: number[],
  at: number,
): { from: IncidentRecord; into: IncidentRecord } {
  const known = new Map(into.members.map((one) => [one.stationId, one]))
  const members = [
    ...into.members.map((one) =>
      joinedSpans(
        one,
        from.members.find((other) => other.stationId === one.stationId),
      ),
    ),
    ...from.members.filter((one) => !known.has(one.stationId)),
  ]
  return {
    from: {
      ...from,
      members: from.members.map((one) => closed(one, at)),
      incident: next(from, { state: 'ended', endedAt: from.incident.endedAt ?? at, mergedInto: into.incident.id, down: 0, atRisk: 0 }),
    },
    into: {
      ...into,
      members,
      worst: worseOf(into.worst, from.worst),
      lost: [...new Set([...into.lost, ...from.lost])],
      taken: [...into.taken, { id: from.incident.id, alarmIds, stationIds: idsOf(from.members) }],
      incident: next(into, {
        beganAt: Math.min(into.incident.beganAt, from.incident.beganAt),
        endedAt: from.incident.endedAt === null ? null : into.incident.endedAt,
        stationIds: idsOf(members),
        alarms: into.incident.alarms + from.incident.alarms,
        suppressed: into.incident.suppressed + from.incident.suppressed,
      }),
    },
  }
}

/** Takes a merge back. `kept`: stations that have alarms of their own in the other; `stands`: something of it stands. */
export function unmergeRecords(
  from: IncidentRecord,
  into: IncidentRecord,
  kept: ReadonlySet<number>,
  stands: boolean,
): { from: IncidentRecord; into: IncidentRecord } {
  const taken = into.taken.find((one) => one.id === from.incident.id)
  const goes = new Set(taken?.stationIds.filter((id) => !kept.has(id)))
  const members = into.members.filter((one) => !goes.has(one.stationId))
  const held = new Map(into.members.map((one) => [one.stationId, one]))
  return {
    from: {
      ...from,
      members: from.members.map((one) => (goes.has(one.stationId) ? (held.get(one.stationId) ?? one) : one)),
      incident: next(from, {
        mergedInto: null,
        endedAt: stands ? null : from.incident.endedAt,
        state: stands ? 'open' : 'ended',
      }),
    },
    into: {
      ...into,
      members,
      taken: into.taken.filter((one) => one !== taken),
      incident: next(into, {
        stationIds: idsOf(members),
        alarms: into.incident.alarms - from.incident.alarms,
        suppressed: into.incident.suppressed - from.incident.suppressed,
      }),
    },
  }
}

/** `first`: the alarm that names the new one; `out` goes, `kept` stays. */
export function splitRecord(
  from: IncidentRecord,
  newId: number,
  { first, out, kept, at }: { first: AlarmRow; out: readonly AlarmRow[]; kept: readonly AlarmRow[]; at: number },
): { from: IncidentRecord; made: IncidentRecord } {
  const stay = new Set(kept.map((row) => row.stationId))
  const go = new Set(out.map((row) => row.stationId))
  const members = from.members.filter((one) => stay.has(one.stationId) || !go.has(one.stationId))
  const moved = from.members.filter((one) => go.has(one.stationId)).map((one) => (stay.has(one.stationId) ? { ...one, out: [] } : one))
  const suppressed = out.filter((row) => row.suppressed).length
  const cleared = out.map((row) => row.clearedAt)
  const isOver = !cleared.includes(null)
  const worst = out.reduce((sum, row) => worseOf(sum, row.severity), first.severity)
  return {
    from: {
      ...from,
      members,
      incident: next(from, {
        stationIds: idsOf(members),
        alarms: from.incident.alarms - out.length,
        suppressed: from.incident.suppressed - suppressed,
      }),
    },
    made: {
      ...from,
      members: moved,
      hop: null,
      about: first.probableCause,
      ruleId: first.ruleId,
      returns: 0,
      lost: [],
      worst,
      taken: [],
      incident: {
        ...from.incident,
        id: newId,
        state: isOver ? 'ended' : 'open',
        cause: causeOf(first),
        root:
          first.deviceId === null
            ? { kind: 'station', id: first.stationId }
            : { kind: 'device', id: first.deviceId, stationId: first.stationId },
        severity: worst,
        beganAt: Math.min(...out.map((row) => row.raisedAt)),
        endedAt: isOver ? Math.max(at, ...cleared.map((one) => one ?? 0)) : null,
        stationIds: idsOf(moved),
        alarms: out.length,
        suppressed,
        owner: null,
        byHand: true,
        mergedInto: null,
        version: 1,
      },
    },
  }
}

function joinedSpans(one: Member, other: Member | undefined): Member {
  if (!other || other.out.length === 0) return one
  return { ...one, out: [...one.out, ...other.out].sort((a, b) => a[0] - b[0]) }
}

function closed(one: Member, at: number): Member {
  return { ...one, out: one.out.map(([from, to]) => [from, to ?? Math.max(at, from)]) }
}
