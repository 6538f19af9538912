/** Places and stations: the administrative tree, a station's record, its health and the row a list shows of it. */
import { z } from 'zod'
import { Phrase } from './phrase.ts'

export const Id = z.number().int().positive()
const name = z.string().trim().min(1).max(120)

export const Province = z.object({ id: Id, name, formerNames: z.array(z.string()) })
export type Province = z.infer<typeof Province>
export const Commune = z.object({ id: Id, provinceId: Id, code: z.string(), name, formerNames: z.array(z.string()) })
export type Commune = z.infer<typeof Commune>
export const Hamlet = z.object({ id: Id, communeId: Id, name, households: z.number().int().nonnegative().nullable() })
export type Hamlet = z.infer<typeof Hamlet>

export const Technology = z.enum(['2G', '3G', '4G', '5G'])
export type Technology = z.infer<typeof Technology>
/** A line of the power company that several stations hang on: they lose mains together. */
export const Feeder = z.object({ id: Id, name, notes: z.string().max(500), version: z.number().int() })
export type Feeder = z.infer<typeof Feeder>
/** Stations that rules, windows and notifications can name together. */
export const StationGroup = z.object({ id: Id, name, stationIds: z.array(Id), version: z.number().int() })
export type StationGroup = z.infer<typeof StationGroup>
/** A hamlet with the stations that serve it: it is without signal when none of them works. */
export const HamletRow = Hamlet.extend({ stationIds: z.array(Id), version: z.number().int() })
export type HamletRow = z.infer<typeof HamletRow>

export const Shelter = z.enum(['masonry', 'container', 'outdoor', 'pole'])
export const Access = z.enum(['road', 'boat', 'walk'])
export const RemoteClass = z.enum(['near', 'remote', 'veryRemote'])
export const GensetKind = z.enum(['none', 'fixed', 'portable'])
/** A day of the calendar at +07, YYYY-MM-DD. */
export const Day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'day')

export const StationInput = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .min(2)
    .max(32)
    .regex(/^[A-Z0-9][A-Z0-9._-]*$/, 'stationCode'),
  name,
  communeId: Id,
  hamletId: Id.nullable().default(null),
  /** Degrees, WGS 84. */
  lat: z.number().min(-90).max(90).nullable().default(null),
  lon: z.number().min(-180).max(180).nullable().default(null),
  technologies: z.array(Technology).default([]),
  cells: z.number().int().min(0).max(200).default(0),
  shelter: Shelter.default('outdoor'),
  owner: z.string().max(80).default(''),
  sharedWith: z.string().max(120).default(''),
  remoteClass: RemoteClass.default('near'),
  access: Access.default('road'),
  /** Minutes from the branch to the site. */
  accessMinutes: z.number().int().min(0).max(10_000).nullable().default(null),
  /** 1 most critical … 3 ordinary. */
  criticality: z.number().int().min(1).max(3).default(3),
  commissionedOn: Day.nullable().default(null),
  /** Stations its backhaul passes through; any living one carries it. */
  parentIds: z.array(Id).max(2).default([]),
  /** The power line that it shares with others. */
  feederId: Id.nullable().default(null),
  mains: z.boolean().default(true),
  batteryAh: z.number().min(0).max(20_000).nullable().default(null),
  batteryCells: z.number().int().min(0).max(96).nullable().default(null),
  batteryInstalledOn: Day.nullable().default(null),
  batteryTestedOn: Day.nullable().default(null),
  genset: GensetKind.default('none'),
  tankLitres: z.number().min(0).max(100_000).nullable().default(null),
  solar: z.boolean().default(false),
  notes: z.string().max(4000).default(''),
})
export type StationInput = z.infer<typeof StationInput>

/** Work announced at one station, from now until a time. */
export const Maintenance = z.object({ since: z.number(), until: z.number(), reason: z.string(), by: z.string() })
export type Maintenance = z.infer<typeof Maintenance>

export const Station = StationInput.extend({
  id: Id,
  retiredOn: Day.nullable(),
  maintenance: Maintenance.nullable(),
  /** The station that turned out to be the same site and took all that hung on this record; null for others. */
  mergedInto: Id.nullable(),
  /** Grows by one at each change; a change made against an older one answers CONFLICT. */
  version: z.number().int(),
})
export type Station = z.infer<typeof Station>

/** What goes over when a station is merged into another. */
export const MergePlan = z.object({
  devices: z.number().int(),
  /** Of them, those asked at an address that the other station asks already: they go over taken out of use. */
  twins: z.number().int(),
  alarms: z.number().int(),
  inspections: z.number().int(),
  findings: z.number().int(),
  traps: z.number().int(),
  /** Stations directly behind it. */
  children: z.number().int(),
})
export type MergePlan = z.infer<typeof MergePlan>

export const Health = z.enum(['up', 'degraded', 'atRisk', 'down', 'unreachable', 'unknown', 'maintenance', 'notInService'])
export type Health = z.infer<typeof Health>

/** What a list shows of a station; 3,000 of these open the Stations screen. */
export const StationRow = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  communeId: Id,
  technologies: z.array(Technology),
  remoteClass: RemoteClass,
  health: Health,
  reason: Phrase,
  /** Since when the health is as it is, epoch ms; null before the first verdict. */
  since: z.number().nullable(),
  openAlarms: z.number().int(),
  worstSeverity: z.enum(['critical', 'major', 'minor', 'warning', 'indeterminate']).nullable(),
  devices: z.number().int(),
  /** Last good answer of any of its devices, epoch ms. */
  lastDataAt: z.number().nullable(),
  retired: z.boolean(),
})
export type StationRow = z.infer<typeof StationRow>
