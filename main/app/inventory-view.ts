/** The inventory in memory with its indexes, read from the store once after each change. */
import type { Device } from '../../shared/model/device.ts'
import type { Station } from '../../shared/model/station.ts'
import type { Inventory, Operations } from '../store/store.ts'

type Indexed = Inventory & { stationById: Map<number, Station>; devicesOf: Map<number, Device[]>; childrenOf: Map<number, number[]> }
export type InventoryView = {
  all(): Indexed
  /** Grows with every change; a plan made at another revision is out of date. */
  revision(): number
  forget(): void
  noteProfile(deviceId: number, profile: string): void
}

export function inventoryView(operations: Operations): InventoryView {
  let held: Indexed | null = null
  let revision = 1
  return {
    all: () => (held ??= index(operations.inventory.all())),
    revision: () => revision,
    forget() {
      held = null
      revision += 1
    },
    noteProfile(deviceId, profile) {
      const device = held?.devices.find((candidate) => candidate.id === deviceId)
      if (device) device.profileInUse = profile
    },
  }
}

function index(inventory: Inventory): Indexed {
  const childrenOf = new Map<number, number[]>()
  for (const station of inventory.stations) {
    for (const parent of station.parentIds) {
      const children = childrenOf.get(parent)
      if (children) children.push(station.id)
      else childrenOf.set(parent, [station.id])
    }
  }
  return {
    ...inventory,
    stationById: new Map(inventory.stations.map((station) => [station.id, station])),
    devicesOf: Map.groupBy(inventory.devices, (device) => device.stationId),
    childrenOf,
  }
}
