/** Whom a window concerns: stations named, those of communes and groups as they are now, and single devices. */
import type { WindowTargets } from '../../../shared/model/window.ts'

type Places = {
  readonly stations: Iterable<{ readonly id: number; readonly communeId: number; readonly retiredOn: string | null }>
  readonly groups: Iterable<{ readonly id: number; readonly stationIds: readonly number[] }>
}

/** Stations in use; devices are not looked into. */
export function stationsOf(targets: WindowTargets, { stations, groups }: Places): Set<number> {
  const named = new Set(targets.stationIds)
  const communes = new Set(targets.communeIds)
  const wanted = new Set(targets.groupIds)
  for (const group of groups) if (wanted.has(group.id)) for (const id of group.stationIds) named.add(id)
  const found = new Set<number>()
  for (const { id, communeId, retiredOn } of stations) if (retiredOn === null && (named.has(id) || communes.has(communeId))) found.add(id)
  return found
}
