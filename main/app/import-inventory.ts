/** What an import is planned against: the inventory with what the registers know beside it. */
import type { ImportInventory } from '../domain/inventory/import.ts'
import type { Inventory, Operations } from '../store/store.ts'

export function importInventory(operations: Operations, inventory: Inventory): ImportInventory {
  return {
    ...inventory,
    hamlets: operations.hamlets.all(),
    feeders: operations.feeders.all(),
    credentials: operations.credentials.list(),
  }
}
