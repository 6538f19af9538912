/** Overview, stations, places, the timeline and the latest readings. */
import { z } from 'zod'
import { Availability, Interval } from '../model/interval.ts'
import { Reading } from '../model/metric.ts'
import { Phrase } from '../model/phrase.ts'
import { Commune, Hamlet, Health, Id, MergePlan, Province, Station, StationInput, StationRow } from '../model/station.ts'
import { Device, DeviceStatus } from '../model/device.ts'
import { AlarmRow, Severity } from '../model/alarm.ts'
import { command, query, versioned } from './procedure.ts'

export const Overview = z.object({
  stations: z.number().int(),
  health: z.record(Health, z.number().int()),
  /** Open (uncleared) alarms that are neither suppressed nor set aside. */
  alarms: z.record(Severity, z.number().int()),
  unacknowledged: z.number().int(),
  suppressed: z.number().int(),
  /** Alarms set aside until a time. */
  shelved: z.number().int(),
  /** Stations that need a person most, worst first, at most 12. */
  worst: z.array(
    z.object({
      id: Id,
      code: z.string(),
      name: z.string(),
      communeId: Id,
      health: Health,
      reason: Phrase,
      since: z.number().nullable(),
      behind: z.number().int(),
    }),
  ),
  today: Availability,
  /** Stations down or unreachable over the last 24 h, one value per 15 minutes, oldest first; null where unknown. */
  troubled: z.array(z.number().nullable()),
  openFindings: z.number().int(),
  overdueInspections: z.number().int(),
})
export type Overview = z.infer<typeof Overview>

export const LiveReadingRow = Reading.extend({ deviceId: z.number().int(), at: z.number() })
export type LiveReadingRow = z.infer<typeof LiveReadingRow>

export const StationDetail = z.object({
  station: Station,
  row: StationRow,
  devices: z.array(
    z.object({ device: Device, status: DeviceStatus, verified: z.boolean().nullable(), profileName: z.string().nullable() }),
  ),
  parents: z.array(StationRow),
  /** Stations directly behind this one. */
  children: z.array(StationRow),
  /** Path towards the core, nearest first. */
  path: z.array(z.object({ id: Id, code: z.string(), name: z.string(), health: Health })),
  behind: z.number().int(),
  availabilityToday: Availability,
  lastInspectionAt: z.number().nullable(),
  openFindings: z.number().int(),
})
export type StationDetail = z.infer<typeof StationDetail>

export const stations = {
  overview: query('viewer').output(Overview),
  /** All stations, retired ones included, with the places that name them. */
  list: query('viewer').output(z.object({ rows: z.array(StationRow), communes: z.array(Commune) })),
  get: query('viewer')
    .input(z.object({ id: Id }))
    .output(StationDetail),
  readings: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.array(LiveReadingRow)),
  timeline: query('viewer', 'reader')
    .input(z.object({ id: Id, from: z.number(), to: z.number() }))
    .output(z.object({ intervals: z.array(Interval), alarms: z.array(AlarmRow) })),
  create: command('engineer').input(StationInput).output(Station),
  update: command('engineer')
    .input(versioned.extend({ station: StationInput }))
    .output(Station),
  /** Takes it out of service; its history stays. */
  retire: command('engineer').input(versioned).output(Station),
  restore: command('engineer').input(versioned).output(Station),
  /** What would go over if the station were merged into `into`; refused where it cannot be. */
  mergePlan: query('engineer')
    .input(z.object({ id: Id, into: Id }))
    .output(MergePlan),
  /** Two records are the same site: all that hangs on this one goes to `into`, and it is retired for good. */
  merge: command('engineer')
    .input(versioned.extend({ into: Id, intoVersion: z.number().int() }))
    .output(z.object({ source: Station, target: Station })),
  /** Announces work at a station until a time; `until` null ends it. */
  maintenance: command('engineer')
    .input(versioned.extend({ until: z.number().nullable(), reason: z.string().max(500).default('') }))
    .output(Station),
  places: query('viewer').output(z.object({ provinces: z.array(Province), communes: z.array(Commune), hamlets: z.array(Hamlet) })),
  addCommune: command('engineer')
    .input(
      z.object({
        provinceName: z.string().trim().min(1).max(120),
        name: z.string().trim().min(1).max(120),
        code: z.string().trim().max(20).default(''),
      }),
    )
    .output(Commune),
  addHamlet: command('engineer')
    .input(
      z.object({
        communeId: Id,
        name: z.string().trim().min(1).max(120),
        households: z.number().int().nonnegative().nullable().default(null),
      }),
    )
    .output(Hamlet),
}
