/** The inventory store: places, stations and devices put together. */
import type { Db } from '../sqlite.ts'
import type { AuditStore, Inventory, InventoryStore } from '../store.ts'
import { bulkWrite } from './bulk.ts'
import { deviceTable, deviceWrites } from './devices.ts'
import { stationMerge } from './merge.ts'
import { placeReads, placeWrites } from './places.ts'
import { stationTable, stationWrites } from './stations.ts'

/** Reads everything in one snapshot, retired records included. */
export function inventoryRead(db: Db): () => Inventory {
  const places = placeReads(db)
  const stations = stationTable(db)
  const devices = deviceTable(db)
  return () =>
    db.transaction(() => ({
      provinces: places.provinces(),
      communes: places.communes(),
      hamlets: places.hamlets(),
      stations: stations.all(),
      devices: devices.all(),
    }))()
}

export function inventoryStore(db: Db, audit: AuditStore): InventoryStore {
  const stations = stationTable(db)
  const devices = deviceTable(db)
  return {
    all: inventoryRead(db),
    ...stationWrites(db, stations, audit),
    ...stationMerge(db, stations, devices, audit),
    ...deviceWrites(db, devices, audit),
    ...placeWrites(db, audit),
    bulk: bulkWrite(db, stations, devices, audit),
  }
}
