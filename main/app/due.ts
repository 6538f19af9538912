/** Stations by how much they need an inspection: the domain's ranking over what store and inventory know. */
import { rankDue, type DueRow } from '../domain/inspection/inspection.ts'
import type { Core } from './core.ts'

export function dueRows(core: Core, at: number): DueRow[] {
  const { inspections, settings } = core.operations
  const last = inspections.lastFinished()
  const drafts = new Map(inspections.drafts().map(({ stationId, id }) => [stationId, id]))
  const open = Map.groupBy(inspections.findings({ stationId: null, state: 'open' }), (finding) => finding.stationId)
  const stations = core.inventory
    .all()
    .stations.filter((station) => station.retiredOn === null)
    .map((station) => ({
      stationId: station.id,
      lastAt: last.get(station.id) ?? null,
      commissionedOn: station.commissionedOn,
      remote: station.remoteClass !== 'near',
      openFindings: open.get(station.id)?.length ?? 0,
      draftId: drafts.get(station.id) ?? null,
    }))
  return rankDue(stations, settings.get().inspectionDays, at)
}
