/** Finds a virtual device by its key: the part behind the `@` of a community, or a v3 context name. */
import { mibOf } from '../equipment/equipment.ts'
import type { Province, SimDevice, SimStation } from '../province/station.ts'
import type { Mib } from './mib.ts'

export type Entry = { readonly device: SimDevice; readonly station: SimStation; readonly mib: Mib }

export function directory(province: Province): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const station of province.stations) {
    for (const device of station.devices) entries.set(device.key, { device, station, mib: mibOf(device, station) })
  }
  return entries
}
