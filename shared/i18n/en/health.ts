/** English: health. */
import type { health as vi } from '../vi/health.ts'
import type { SameKeys } from '../keys.ts'

export const health: SameKeys<typeof vi> = {}
