/** The storm board: stations without mains in the order in which they need somebody, and the gensets and batteries sent to them. */
import { z } from 'zod'
import { Phrase } from './phrase.ts'
import { Confidence } from './power.ts'
import { Id, RemoteClass } from './station.ts'

const text = (max: number) => z.string().trim().max(max).default('')
const litres = z.number().min(0).max(100_000)

/** A genset or a set of batteries that can be taken to a station. A fixed genset is equipment of its station and not among these. */
export const ResourceKind = z.enum(['genset', 'battery'])
export type ResourceKind = z.infer<typeof ResourceKind>
export const ResourceState = z.enum(['ready', 'repair'])

export const ResourceInput = z.object({
  kind: ResourceKind,
  /** As painted on it, e.g. `MPĐ-07`. */
  name: z.string().trim().min(1).max(60),
  /** Where it stands while nobody needs it: a commune, and the place in words. */
  homeCommuneId: Id.nullable().default(null),
  homePlace: text(120),
  /** Of a genset. */
  kva: z.number().min(0).max(2000).nullable().default(null),
  litresPerHour: z.number().min(0.1).max(500).nullable().default(null),
  tankLitres: litres.nullable().default(null),
  /** Of batteries. */
  ah: z.number().min(0).max(20_000).nullable().default(null),
  state: ResourceState.default('ready'),
  notes: text(1000),
})
export type ResourceInput = z.infer<typeof ResourceInput>

export const Resource = ResourceInput.extend({
  id: Id,
  /** Out of the list for good, epoch ms. */
  retiredAt: z.number().nullable(),
  /** Grows with each change and each assignment: of two people who send it at once the second gets CONFLICT. */
  version: z.number().int(),
})
export type Resource = z.infer<typeof Resource>

export const DispatchKind = z.enum(['dispatched', 'arrived', 'started', 'refuelled', 'ranOut', 'stopped', 'returned'])
export type DispatchKind = z.infer<typeof DispatchKind>
/** What a person on site tells; dispatched and returned have commands of their own. */
export const NoteKind = DispatchKind.exclude(['dispatched', 'returned'])
export type NoteKind = z.infer<typeof NoteKind>

/** A line of the log. Lines are never changed: a correction or an undo is a further line that names the one it replaces. */
export const DispatchEntry = z.object({
  id: Id,
  assignmentId: Id,
  kind: DispatchKind,
  /** When it happened, epoch ms. */
  at: z.number(),
  /** In the tank at the start, or filled in; null where nobody said. */
  litres: z.number().nullable(),
  note: z.string(),
  by: z.string(),
  /** When it was told. */
  recordedAt: z.number(),
  replaces: Id.nullable(),
  /** True where this line only takes the one it names back. */
  undone: z.boolean(),
})
export type DispatchEntry = z.infer<typeof DispatchEntry>

/** underway: sent, not there yet; onSite: there, not running; stopped: there, switched off; ended: back or on its way back, free again. */
export const DispatchPhase = z.enum(['underway', 'onSite', 'running', 'outOfFuel', 'stopped', 'ended'])
export type DispatchPhase = z.infer<typeof DispatchPhase>

/** What is left in the tank of a genset on duty. */
export const DispatchFuel = z.object({
  /** Litres at the moment `at`; null where it cannot be told. */
  litres: z.number().nullable(),
  at: z.number(),
  /** When the tank will be empty; null while it does not run or where it cannot be told. */
  runsOutAt: z.number().nullable(),
  /** Why the litres cannot be told. */
  why: Phrase.nullable(),
})
export type DispatchFuel = z.infer<typeof DispatchFuel>

/** A resource's time at one station. */
export const Assignment = z.object({
  id: Id,
  resourceId: Id,
  stationId: Id,
  phase: DispatchPhase,
  dispatchedAt: z.number(),
  /** Minutes of travel as reckoned when it was sent; null where unknown. */
  travelMinutes: z.number().int().nullable(),
  arrivedAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  fuel: DispatchFuel.nullable(),
  /** Mains of the station has been there without a break since then (by the clock that never jumps); null while it is not. */
  mainsSince: z.number().nullable(),
  /** Mains has been stable long enough: it can be fetched. */
  releasable: z.boolean(),
  version: z.number().int(),
})
export type Assignment = z.infer<typeof Assignment>

export const ResourceRow = z.object({ resource: Resource, assignment: Assignment.nullable() })
export type ResourceRow = z.infer<typeof ResourceRow>

/**
 * counting: the minute it goes dark is foretold; cannotTell: on battery, and why no number can be given; held: on a genset whose fuel nobody knows;
 * dark: without mains and without service already.
 */
export const StormGroup = z.enum(['counting', 'cannotTell', 'held', 'dark'])
export type StormGroup = z.infer<typeof StormGroup>

/** A station without mains. The list comes in rank order. */
export const StormStation = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  communeId: Id,
  remoteClass: RemoteClass,
  group: StormGroup,
  /** What carries it: its battery, a genset, or nothing any more. */
  supply: z.enum(['battery', 'genset', 'none']),
  /** Since when mains has been missing. */
  lostAt: z.number().nullable(),
  /** When it goes dark, with its band, epoch ms; null where that cannot be told. */
  darkAt: z.number().nullable(),
  earliestAt: z.number().nullable(),
  latestAt: z.number().nullable(),
  confidence: Confidence.nullable(),
  /** Why it cannot be told. */
  why: Phrase.nullable(),
  /** Volts of bus or battery as last read. */
  volts: z.number().nullable(),
  /** Stations whose every path goes through it. */
  behind: z.number().int(),
  /** Hamlets that would lose their last living station with it, and their households. */
  hamlets: z.number().int(),
  households: z.number().int(),
  criticality: z.number().int(),
  /** Minutes from the branch to the site. */
  accessMinutes: z.number().int().nullable(),
  /** Resources that are there or on their way. */
  resourceIds: z.array(Id),
})
export type StormStation = z.infer<typeof StormStation>

export const StormTotals = z.object({
  /** In service. */
  stations: z.number().int(),
  working: z.number().int(),
  onBattery: z.number().int(),
  onGenset: z.number().int(),
  /** Down, or unreachable behind another. */
  dark: z.number().int(),
  /** In maintenance, or nobody knows. */
  unknown: z.number().int(),
  /** Hamlets without any living station now, and their households. */
  hamlets: z.number().int(),
  households: z.number().int(),
  /** Gensets and batteries there or on their way. */
  resources: z.number().int(),
})
export type StormTotals = z.infer<typeof StormTotals>
export const StormCommune = StormTotals.extend({ communeId: Id, name: z.string() })
export type StormCommune = z.infer<typeof StormCommune>

/** auto: proposed when many stations lose mains at once; off: not proposed either, for some hours. */
export const StormSetting = z.enum(['auto', 'on', 'off'])
export type StormSetting = z.infer<typeof StormSetting>
export const StormRules = z.object({
  /** Proposed when this many stations lose mains … */
  stations: z.number().int().min(2).max(10_000),
  /** … within this many minutes. */
  minutes: z.number().int().min(1).max(1440),
})
export type StormRules = z.infer<typeof StormRules>
/** What a person said of it. */
export const StormChoice = StormRules.extend({
  setting: StormSetting,
  /** Since when it is so, and who said it; null where nobody has. */
  since: z.number().nullable(),
  by: z.string().nullable(),
})
export type StormChoice = z.infer<typeof StormChoice>
export const StormState = StormChoice.extend({
  proposed: z.boolean(),
  /** Stations without mains now, and of them those that lost it within the last `minutes`. */
  withoutMains: z.number().int(),
  lately: z.number().int(),
})
export type StormState = z.infer<typeof StormState>

export const StormBoard = z.object({
  at: z.number(),
  stations: z.array(StormStation),
  /** Communes in which anything is amiss, the worst first. */
  communes: z.array(StormCommune),
  total: StormTotals,
})
export type StormBoard = z.infer<typeof StormBoard>

/** Minutes in hand between arriving and going dark; null where either is unknown. Below zero: too late. */
export function slack(darkAt: number | null, travelMinutes: number | null, now: number): number | null {
  return darkAt === null || travelMinutes === null ? null : (darkAt - now) / 60_000 - travelMinutes
}
