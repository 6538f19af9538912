/** Incidents: one for each cause, with all that follows from it; what a person works on instead of a list of alarms. */
import { z } from 'zod'
import { Severity } from './alarm.ts'
import { Phrase } from './phrase.ts'
import { Id } from './station.ts'

/**
 * What a root cause is. mains: commercial power of one station; feeder: of several on one line or around one place; backhaul: a station is cut off or dead
 * and takes those behind it along; link: a radio or fibre link is failing; power: rectifier, battery or bus without a mains failure; equipment, environment
 * and service as the alarms' types; isolated: our own way out; other: none of these.
 */
export const IncidentCause = z.enum([
  'mains',
  'feeder',
  'backhaul',
  'link',
  'power',
  'equipment',
  'environment',
  'service',
  'isolated',
  'other',
])
export type IncidentCause = z.infer<typeof IncidentCause>

/** The thing at fault. `place`: several stations of a commune at once with no feeder on record. */
export const IncidentRoot = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('station'), id: Id }),
  z.object({ kind: z.literal('device'), id: Id, stationId: Id }),
  z.object({ kind: z.literal('feeder'), id: Id }),
  z.object({ kind: z.literal('place'), communeId: Id }),
  z.object({ kind: z.literal('self') }),
])
export type IncidentRoot = z.infer<typeof IncidentRoot>

/** recovering: the cause has cleared, some of what followed is still being asked again. */
export const IncidentState = z.enum(['open', 'recovering', 'ended'])
export type IncidentState = z.infer<typeof IncidentState>

export const Incident = z.object({
  id: Id,
  state: IncidentState,
  cause: IncidentCause,
  root: IncidentRoot,
  /** Worst of its alarms that stand and are not suppressed; of the past ones once it has ended. */
  severity: Severity,
  /** What happened, in one sentence. */
  title: Phrase,
  beganAt: z.number(),
  endedAt: z.number().nullable(),
  /** Stations of the root and of all consequences, root first; those that were in it and are well again stay. */
  stationIds: z.array(Id),
  /** Of them now: without service (down or unreachable), and on battery or otherwise at risk. */
  down: z.number().int(),
  atRisk: z.number().int(),
  communeIds: z.array(Id),
  /** Hamlets with no living serving station, and their households as far as the register knows them. */
  hamletIds: z.array(Id),
  households: z.number().int(),
  /** Station-minutes without service so far. */
  minutesLost: z.number(),
  /** Alarms that belong to it, and of them suppressed. */
  alarms: z.number().int(),
  suppressed: z.number().int(),
  /** Who is on it. */
  owner: z.string().nullable(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  /** A person merged or split it: correlation by itself moves nothing in or out any more. */
  byHand: z.boolean(),
  /** The incident into which it was merged by hand. */
  mergedInto: Id.nullable(),
  version: z.number().int(),
})
export type Incident = z.infer<typeof Incident>
