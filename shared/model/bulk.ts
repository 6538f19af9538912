/** Many inventory records at once: what an import or the demo province brings. Records name each other by code and name, not by id. */
import type { DeviceInput } from './device.ts'
import type { StationInput } from './station.ts'

export type BulkChange = {
  communes: { province: string; name: string; code: string }[]
  /** Present ones get what is given: households where they are no null, serving stations (by code) where they are named. */
  hamlets: { province: string; commune: string; name: string; households: number | null; stationCodes?: string[] }[]
  /** `commune` by province and name (created above or present). Matched by code: present ones are updated. */
  stations: (Omit<StationInput, 'communeId' | 'hamletId' | 'feederId' | 'parentIds'> & {
    province: string
    commune: string
    hamlet: string | null
    parentCodes: string[]
    /** Name of its power feeder, made where there is none of that name; absent: it stays as it is. */
    feeder?: string | null
  })[]
  /** Matched by station code and device name. `credential` by name. */
  devices: (Omit<DeviceInput, 'stationId' | 'credentialId'> & { stationCode: string; credential: string })[]
}
