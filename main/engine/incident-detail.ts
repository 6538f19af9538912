/** One incident with everything that belongs to it, for its page and its printed summary. */
import type { IncidentDetail, IncidentHamlet } from '../../shared/contract/incidents.ts'
import type { StoredAlarm } from '../store/store.ts'
import { storyOf } from '../domain/incident/story.ts'
import { publicRow } from './alarm-book.ts'
import type { IncidentBook } from './incident-book.ts'
import type { Case } from './incident-case.ts'
import type { PartView } from './part.ts'

const MOST_ALARMS = 2000
/** The acts of people are looked for on so many of its alarms. */
const MOST_TRAILS = 500

export function incidentDetail(view: PartView, book: IncidentBook, one: Case, now: number): IncidentDetail {
  const { operations, ledger } = view
  const { record } = one
  const incident = one.incident
  const label = ledger.time(now)
  const rows = operations.incidents.alarms(one.id, MOST_ALARMS).map((row): StoredAlarm => view.book.byId.get(row.id)?.row ?? row)
  const alarms = rows.map(publicRow)
  const standing = new Map<number, number>()
  for (const { row } of one.standing) if (row) standing.set(row.stationId, (standing.get(row.stationId) ?? 0) + 1)
  const out = new Set(one.out())
  const first = incident.stationIds[0]
  const ordered = [...record.members].sort((a, b) => Number(b.stationId === first) - Number(a.stationId === first))
  return {
    incident,
    stations: ordered.map((member) => ({
      stationId: member.stationId,
      joinedAt: member.joinedAt,
      root: isRoot(one, member.stationId),
      parentIds: view.fleet.stations.get(member.stationId)?.station.parentIds ?? [],
      down: out.has(member.stationId),
      standing: standing.get(member.stationId) ?? 0,
      minutesLost: Math.round(book.figures.lostBy(member, label) / 600) / 100,
    })),
    alarms,
    byRule: operations.incidents.byRule(one.id),
    hamlets: incidentHamlets(book, one),
    timeline: storyOf({
      incident,
      members: record.members,
      alarms,
      acts: operations.incidents.trail(one.id),
      alarmActs: alarms
        .slice(0, MOST_TRAILS)
        .flatMap((alarm) => operations.incidents.alarmTrail(alarm.id).map((entry) => ({ alarm, entry }))),
    }),
    merged: record.taken.flatMap(({ id }) => book.home(id)?.incident ?? []),
  }
}

function isRoot({ incident: { root } }: Case, stationId: number): boolean {
  return (root.kind === 'station' && root.id === stationId) || (root.kind === 'device' && root.stationId === stationId)
}

/** Those without signal now, and those that were. */
export function incidentHamlets({ figures }: IncidentBook, { record, incident }: Case): IncidentHamlet[] {
  return [...new Set([...incident.hamletIds, ...record.lost])].flatMap((id) => {
    const hamlet = figures.hamlet(id)
    if (!hamlet) return []
    const { communeId, name, households, servedBy } = hamlet
    return [{ hamletId: id, communeId, name, households, without: figures.isWithout(hamlet), servedBy: [...servedBy] }]
  })
}
