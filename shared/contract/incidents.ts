/** Incidents: what stands open, what was lately, one with all that belongs to it, and what people do about them. */
import { z } from 'zod'
import { AlarmRow } from '../model/alarm.ts'
import { Incident } from '../model/incident.ts'
import { Id } from '../model/station.ts'
import { command, query, versioned } from './procedure.ts'

/** One line of what happened, oldest first. */
export const IncidentStep = z.object({
  at: z.number(),
  kind: z.enum([
    'began',
    'ended',
    /** An alarm of it was raised, or cleared. */
    'raised',
    'cleared',
    /** A station came into it. */
    'joined',
    'acknowledged',
    'unacknowledged',
    'assigned',
    'comment',
    /** Another incident was merged into it, or it into another; one was given back, or a part split off. */
    'merged',
    'unmerged',
    'split',
    /** Any other act of a person on one of its alarms: `action` is its name in the audit trail. */
    'acted',
  ]),
  /** Null where no person did it. */
  by: z.string().nullable(),
  alarmId: Id.nullable(),
  stationId: Id.nullable(),
  ruleId: z.string().nullable(),
  /** The other incident of a merge or a split. */
  other: Id.nullable(),
  action: z.string().nullable(),
  /** What was written; of `assigned` who is on it from then on. */
  text: z.string().nullable(),
})
export type IncidentStep = z.infer<typeof IncidentStep>

/** A station in an incident. */
export const IncidentStation = z.object({
  stationId: Id,
  /** When it came into the incident. */
  joinedAt: z.number(),
  root: z.boolean(),
  /** Stations that its backhaul passes through, in the incident or not. */
  parentIds: z.array(Id),
  /** Without service now, through this incident. */
  down: z.boolean(),
  /** Alarms of it in the incident that stand. */
  standing: z.number().int(),
  minutesLost: z.number(),
})
export type IncidentStation = z.infer<typeof IncidentStation>

/** A hamlet that lost, or has lost, its signal in an incident. */
export const IncidentHamlet = z.object({
  hamletId: Id,
  communeId: Id,
  name: z.string(),
  households: z.number().int().nullable(),
  /** Without signal now; false where a serving station is back. */
  without: z.boolean(),
  servedBy: z.array(Id),
})
export type IncidentHamlet = z.infer<typeof IncidentHamlet>

/** Everything about one incident: what its page shows and what a summary prints. */
export const IncidentDetail = z.object({
  incident: Incident,
  /** Root first, then as they came. */
  stations: z.array(IncidentStation),
  /** Standing ones first, then the past, newest first; at most 2,000. */
  alarms: z.array(AlarmRow),
  /** How many there are in all, of each rule. */
  byRule: z.array(z.object({ ruleId: z.string(), alarms: z.number().int() })),
  hamlets: z.array(IncidentHamlet),
  /** At most 2,000 steps, the first and the latest of a longer story. */
  timeline: z.array(IncidentStep),
  /** Incidents that were merged into it by hand and can be given back. */
  merged: z.array(Incident),
})
export type IncidentDetail = z.infer<typeof IncidentDetail>

const said = z.string().trim().max(2000).default('')

export const incidents = {
  /** Open and recovering ones, and those that ended within the last day. */
  list: query('viewer').output(z.array(Incident)),
  get: query('viewer')
    .input(z.object({ id: Id }))
    .output(IncidentDetail),
  /** Ended ones by their beginning, newest first; `before` is the id to go on from. */
  past: query('viewer', 'reader')
    .input(
      z.object({
        stationId: Id.nullable().default(null),
        from: z.number().nullable().default(null),
        to: z.number().nullable().default(null),
        before: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ rows: z.array(Incident), more: z.boolean() })),
  /** Hamlets that lost their signal in it. */
  hamlets: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.array(IncidentHamlet)),
  /** Somebody is on it: its open alarms are acknowledged with it. */
  acknowledge: command('technician')
    .input(versioned.extend({ comment: said }))
    .output(Incident),
  /** Who is on it; null takes the name away. */
  setOwner: command('technician')
    .input(versioned.extend({ owner: z.string().trim().min(1).max(80).nullable() }))
    .output(Incident),
  comment: command('technician')
    .input(z.object({ id: Id, comment: z.string().trim().min(1).max(2000) }))
    .output(Incident),
  /** All alarms and stations of one go over to another. It stays readable and says where it went. */
  merge: command('engineer')
    .input(versioned.extend({ into: Id, intoVersion: z.number().int(), comment: said }))
    .output(Incident),
  /** Takes a merge back: what came from `id` is its own again. */
  unmerge: command('engineer').input(versioned).output(Incident),
  /** Some of its alarms become an incident of their own, which is answered. */
  split: command('engineer')
    .input(versioned.extend({ alarmIds: z.array(Id).min(1).max(2000), comment: said }))
    .output(Incident),
}
