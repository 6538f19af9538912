/** The storm bulletin at any hour, what people add to it, and the revisions that were sent out. */
import { z } from 'zod'
import { BulletinContent, BulletinEntry, BulletinView, EntryInput, Hour, IssuedBulletin } from '../model/bulletin.ts'
import { Id } from '../model/station.ts'
import { command, query } from './procedure.ts'

const entryRevision = z.object({ id: Id, revision: z.number().int() })

export const bulletin = {
  at: query('viewer', 'reader')
    .input(z.object({ hour: Hour }))
    .output(BulletinView),
  /** The latest revision of each entry that touches the period, newest first; withdrawn ones with `withdrawn`. */
  entries: query('viewer')
    .input(z.object({ from: z.number(), to: z.number() }))
    .output(z.array(BulletinEntry)),
  /** All revisions of one, latest first. */
  revisions: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.array(BulletinEntry)),
  addEntry: command('technician').input(EntryInput).output(BulletinEntry),
  /** `revision` is the one that was seen; another one in the store is a CONFLICT. */
  correctEntry: command('technician')
    .input(entryRevision.extend({ entry: EntryInput }))
    .output(BulletinEntry),
  withdrawEntry: command('technician').input(entryRevision).output(BulletinEntry),
  /** Freezes what is known now. `revision` is the latest one that was seen (0: none), `sha256` the `knownSha256` that was seen. */
  issue: command('engineer')
    .input(z.object({ hour: Hour, revision: z.number().int().min(0), sha256: z.string().length(64) }))
    .output(IssuedBulletin),
  /** Latest hours first. */
  issued: query('viewer')
    .input(z.object({ limit: z.number().int().min(1).max(1000).default(200) }))
    .output(z.array(IssuedBulletin.omit({ changes: true }))),
  get: query('viewer')
    .input(z.object({ hour: Hour, revision: z.number().int().min(1) }))
    .output(z.object({ issued: IssuedBulletin, content: BulletinContent })),
  /** `revision` 0: as it stands. */
  pdf: query('viewer', 'reader')
    .input(z.object({ hour: Hour, revision: z.number().int().min(0), locale: z.enum(['vi', 'en']) }))
    .output(z.object({ fileName: z.string(), base64: z.string() })),
}
