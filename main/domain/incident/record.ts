/** An incident as it is kept: what screens see, and what the engine needs to go on after a restart. */
import { z } from 'zod'
import { Severity } from '../../../shared/model/alarm.ts'
import { Incident } from '../../../shared/model/incident.ts'
import { Id } from '../../../shared/model/station.ts'

/** From when to when (epoch ms; null while it lasts) a station was without service through this incident. */
export const Span = z.tuple([z.number(), z.number().nullable()])
export type Span = z.infer<typeof Span>

export const Member = z.object({ stationId: Id, joinedAt: z.number(), out: z.array(Span) })
export type Member = z.infer<typeof Member>

export const IncidentRecord = z.object({
  incident: Incident,
  /** In the order of `incident.stationIds`. */
  members: z.array(Member),
  /** The station at the lower end of the hop, where a link is at fault. */
  hop: Id.nullable(),
  /** The probable cause that further alarms of the same device must have to belong to it. */
  about: z.number().int().nullable(),
  /** The rule of the alarm that opened it. */
  ruleId: z.string(),
  /** The worst severity with which it was said to have begun, or to be worse; null while nobody was told. */
  told: Severity.nullable(),
  /** How often it ended and came back. */
  returns: z.number().int(),
  /** Hamlets that lost their signal in it at any time. */
  lost: z.array(Id),
  /** The worst that it ever was. */
  worst: Severity,
  /** What was merged into it by hand, to be given back. */
  taken: z.array(z.object({ id: Id, alarmIds: z.array(Id), stationIds: z.array(Id) })),
})
export type IncidentRecord = z.infer<typeof IncidentRecord>

/** Stations beyond this many spans have their oldest ones joined: a station that flaps for days must not grow without end. */
const MOST_SPANS = 100

export function begins(member: Member, at: number): Member {
  const last = member.out.at(-1)
  if (last && last[1] === null) return member
  const out: Span[] = [...member.out, [last?.[1] ? Math.max(at, last[1]) : at, null]]
  return { ...member, out: out.length > MOST_SPANS ? joined(out) : out }
}

export function ends(member: Member, at: number): Member {
  const last = member.out.at(-1)
  if (!last || last[1] !== null) return member
  return { ...member, out: [...member.out.slice(0, -1), [last[0], Math.max(at, last[0])]] }
}

function joined([first, second, ...rest]: Span[]): Span[] {
  return first && second ? [[first[0], second[1]], ...rest] : []
}
