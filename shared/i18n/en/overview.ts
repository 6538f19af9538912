/** English: overview. */
import type { overview as vi } from '../vi/overview.ts'
import type { SameKeys } from '../keys.ts'

export const overview: SameKeys<typeof vi> = {}
