/** English: error. */
import type { error as vi } from '../vi/error.ts'
import type { SameKeys } from '../keys.ts'

export const error: SameKeys<typeof vi> = {}
