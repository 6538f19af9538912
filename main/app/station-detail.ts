/** Everything the page of one station shows at once. */
import type { StationDetail } from '../../shared/contract/stations.ts'
import type { Station, StationRow } from '../../shared/model/station.ts'
import type { Core } from './core.ts'

const DEAD = new Set<StationRow['health']>(['down', 'unreachable'])
/** Backhaul has a handful of levels; more is a loop that the store should not have let in. */
const HOPS_AT_MOST = 32

export function stationDetail(core: Core, id: number): StationDetail | null {
  const { engine, operations, profiles } = core
  const inventory = core.inventory.all()
  const station = inventory.stationById.get(id)
  const row = engine.row(id)
  if (!station || !row) return null
  const rowsOf = (ids: readonly number[]): StationRow[] => ids.flatMap((one) => engine.row(one) ?? [])
  return {
    station,
    row,
    devices: (inventory.devicesOf.get(id) ?? []).map((device) => {
      const profile = profiles.get(device.profileInUse ?? device.profile)
      return {
        device,
        status: engine.deviceStatus(device.id),
        verified: profile?.verified ?? null,
        profileName: profile?.name ?? null,
      }
    }),
    parents: rowsOf(station.parentIds),
    children: rowsOf(inventory.childrenOf.get(id) ?? []),
    path: pathOf(core, station),
    behind: engine.behind(id),
    availabilityToday: engine.availabilityToday(id),
    lastInspectionAt: operations.inspections.lastFinished().get(id) ?? null,
    openFindings: operations.inspections.findings({ stationId: id, state: 'open' }).length,
  }
}

/** The way towards the core: through a parent that is alive where there is one. */
function pathOf(core: Core, station: Station): StationDetail['path'] {
  const { stationById } = core.inventory.all()
  const path: StationDetail['path'] = []
  const seen = new Set([station.id])
  let at: Station | undefined = station
  while (at && path.length < HOPS_AT_MOST) {
    const parents: StationRow[] = at.parentIds.flatMap((id) => core.engine.row(id) ?? []).filter((row) => !seen.has(row.id))
    const next: StationRow | undefined = parents.find((row) => !DEAD.has(row.health)) ?? parents[0]
    if (!next) break
    path.push({ id: next.id, code: next.code, name: next.name, health: next.health })
    seen.add(next.id)
    at = stationById.get(next.id)
  }
  return path
}
