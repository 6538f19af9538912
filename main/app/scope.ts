/** Which devices a scope takes in, and whose they are. Pure. */
import type { ExportScope } from '../../shared/model/export.ts'
import type { Inventory } from '../store/store.ts'

/**
 * Device to station; null where the scope names what is not there. Stations out of service are only taken in where they are named; their devices,
 * replaced ones too, always: what they said belongs to the station.
 */
export function stationsOf({ provinces, communes, stations, devices }: Inventory, scope: ExportScope): Map<number, number> | null {
  const ids = scope.kind === 'all' ? new Set<number>() : new Set(scope.ids)
  if (scope.kind !== 'all') {
    const known = new Set({ provinces, communes, stations, devices }[scope.kind].map(({ id }) => id))
    if ([...ids].some((id) => !known.has(id))) return null
  }
  if (scope.kind === 'devices') return new Map(devices.filter(({ id }) => ids.has(id)).map(({ id, stationId }) => [id, stationId]))
  const provinceOf = new Map(communes.map(({ id, provinceId }) => [id, provinceId]))
  const inScope = stations.filter(({ id, communeId, retiredOn }) => {
    if (scope.kind === 'stations') return ids.has(id)
    if (retiredOn !== null) return false
    if (scope.kind === 'communes') return ids.has(communeId)
    return scope.kind === 'all' || ids.has(provinceOf.get(communeId) ?? 0)
  })
  const wanted = new Set(inScope.map(({ id }) => id))
  return new Map(devices.filter(({ stationId }) => wanted.has(stationId)).map(({ id, stationId }) => [id, stationId]))
}
