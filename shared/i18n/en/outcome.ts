/** English: outcome. */
import type { outcome as vi } from '../vi/outcome.ts'
import type { SameKeys } from '../keys.ts'

export const outcome: SameKeys<typeof vi> = {}
