/** Recorded walks of devices: everything an agent says, as a file that can be replayed and made into a profile. */
import { z } from 'zod'
import { RecordingHeader } from '../format/recording.ts'
import { Outcome } from '../model/device.ts'
import { Id } from '../model/station.ts'
import { command, ok, query } from './procedure.ts'

/** The name of a recording's file in `recordings/` of the data folder. */
export const RecordingId = z
  .string()
  .max(160)
  .regex(/^[\w-]+\.snmprec$/)

/** `running` until it ends; `cut`: the program ended before the recording did. The others are said in `RecordingEnd`. */
export const RecordingState = z.enum(['running', 'whole', 'loop', 'cap', 'cancelled', 'failed', 'cut'])

export const Recording = z.object({
  id: RecordingId,
  /** The device it was made of, as this console numbers it. */
  deviceId: Id.nullable(),
  state: RecordingState,
  /** How the last exchange ended, while it runs or where it failed. */
  outcome: Outcome.nullable(),
  rows: z.number().int(),
  /** Octets of the file so far. */
  size: z.number().int(),
  startedAt: z.number(),
  /** Null while it runs. */
  endedAt: z.number().nullable(),
  /** Where in its tree it is reading, while it runs. */
  at: z.string().nullable(),
  header: RecordingHeader.nullable(),
})
export type Recording = z.infer<typeof Recording>

export const Root = z
  .string()
  .trim()
  .max(500)
  .regex(/^\.?\d{1,10}(\.\d{1,10}){1,100}$/)

export const recordings = {
  /** Newest first. */
  list: query('engineer').output(z.array(Recording)),
  get: query('engineer')
    .input(z.object({ id: RecordingId }))
    .output(Recording),
  /** Begins to record a device; CONFLICT where one of it is under way. `roots` limits it to these subtrees; none means all. */
  start: command('engineer')
    .input(z.object({ deviceId: Id, roots: z.array(Root).max(20).default([]), anonymous: z.boolean().default(false) }))
    .output(Recording),
  /** Ends it; what has been read stays. */
  cancel: command('engineer')
    .input(z.object({ id: RecordingId }))
    .output(Recording),
  /** The file, to be saved under its id. */
  text: query('engineer')
    .input(z.object({ id: RecordingId }))
    .output(z.object({ id: RecordingId, text: z.string() })),
  remove: command('engineer')
    .input(z.object({ id: RecordingId }))
    .output(ok),
}
