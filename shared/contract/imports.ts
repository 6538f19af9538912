/** CSV import of stations, devices and hamlets: first what would happen, row by row, then the deed. */
import { z } from 'zod'
import { FieldIssue, Phrase } from '../model/phrase.ts'
import { command } from './procedure.ts'

export const ImportRow = z.object({
  /** Line of the file, the header being 1. */
  line: z.number().int(),
  action: z.enum(['create', 'change', 'same', 'refuse']),
  kind: z.enum(['station', 'device', 'hamlet']),
  subject: z.string(),
  /** What would change: field → before, after. */
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  issues: z.array(FieldIssue),
  /** Repairs made on reading, e.g. a decimal comma. */
  notes: z.array(Phrase),
})
export type ImportRow = z.infer<typeof ImportRow>
export const ImportPlan = z.object({
  /** Names the plan to accept; it lapses when the inventory changes. */
  planId: z.string(),
  rows: z.array(ImportRow),
  created: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
  /** Set where the file as a whole cannot be read. */
  problem: Phrase.nullable(),
})
export type ImportPlan = z.infer<typeof ImportPlan>

export const imports = {
  /** Nothing is written. `createPlaces` makes communes that are not known yet instead of refusing their rows. */
  plan: command('engineer')
    .input(z.object({ fileName: z.string().max(255), text: z.string().max(8_000_000), createPlaces: z.boolean().default(false) }))
    .output(ImportPlan),
  /** Writes all rows of the plan that were not refused, in one transaction. */
  accept: command('engineer')
    .input(z.object({ planId: z.string() }))
    .output(z.object({ created: z.number().int(), changed: z.number().int() })),
}
