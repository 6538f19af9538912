/** The storm board, storm mode, and the gensets and batteries sent to stations. */
import { z } from 'zod'
import {
  Assignment,
  DispatchEntry,
  NoteKind,
  Resource,
  ResourceInput,
  ResourceRow,
  StormBoard,
  StormRules,
  StormSetting,
  StormState,
} from '../model/storm.ts'
import { Phrase } from '../model/phrase.ts'
import { Hamlet, Id } from '../model/station.ts'
import { command, query, versioned } from './procedure.ts'

/** When it happened; null is now. */
const at = z.number().int().nullable().default(null)
const note = z.string().trim().max(1000).default('')
const litres = z.number().min(0).max(100_000).nullable().default(null)

export const storm = {
  board: query('viewer').output(StormBoard),
  /** What hangs behind a station, and the free resources for it, nearest first. */
  station: query('viewer')
    .input(z.object({ id: Id }))
    .output(
      z.object({
        stationIds: z.array(Id),
        hamlets: z.array(Hamlet),
        nearest: z.array(z.object({ resourceId: Id, sameCommune: z.boolean(), km: z.number().nullable() })),
      }),
    ),
  mode: query('viewer').output(StormState),
  setMode: command('engineer')
    .input(StormRules.extend({ setting: StormSetting }))
    .output(StormState),
  /** All that are not retired, with what they do now. */
  resources: query('viewer').output(z.array(ResourceRow)),
  /** `id` null makes a new one. */
  saveResource: command('engineer')
    .input(z.object({ id: Id.nullable(), version: z.number().int(), resource: ResourceInput }))
    .output(Resource),
  /** Refused while it is at a station. */
  retireResource: command('engineer').input(versioned).output(Resource),
  /** Sends a resource to a station. Warnings (too late, another is there already) come with the answer and refuse nothing. */
  assign: command('engineer')
    .input(
      z.object({
        resourceId: Id,
        version: z.number().int(),
        stationId: Id,
        travelMinutes: z.number().int().min(0).max(10_000).nullable(),
        at,
        note,
      }),
    )
    .output(z.object({ assignment: Assignment, warnings: z.array(Phrase) })),
  /** Arrived, started, refuelled, ran out, stopped. `version` is the assignment's. */
  note: command('technician')
    .input(versioned.extend({ kind: NoteKind, at, litres, note }))
    .output(Assignment),
  /** Replaces a line of the log; the one before is kept and shown struck. */
  correct: command('technician')
    .input(versioned.extend({ entryId: Id, at: z.number().int(), litres, note }))
    .output(Assignment),
  /** Takes back the last line. */
  undo: command('technician').input(versioned).output(Assignment),
  /** Back from the station: free for the next one. */
  release: command('technician').input(versioned.extend({ at, note })).output(Assignment),
  /** Everything that was told of one assignment, oldest first, replaced lines included. */
  log: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.object({ assignment: Assignment, entries: z.array(DispatchEntry) })),
  /** Past and present assignments of a station or a resource, newest first. */
  assignments: query('viewer')
    .input(
      z.object({
        stationId: Id.nullable().default(null),
        resourceId: Id.nullable().default(null),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.array(Assignment)),
}
