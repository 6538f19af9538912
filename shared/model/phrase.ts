/** A sentence that travels as a key and its parameters, and is put into words in the reader's language at the edge. */
import { z } from 'zod'

export const Phrase = z.object({
  /** A key of the i18n dictionaries, e.g. `health.reason.noAnswer`. */
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
})
export type Phrase = z.infer<typeof Phrase>

/** A refused field: where it is in the input, and the sentence that says what to do. */
export const FieldIssue = z.object({ path: z.string(), phrase: Phrase })
export type FieldIssue = z.infer<typeof FieldIssue>
