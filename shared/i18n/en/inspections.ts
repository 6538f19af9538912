/** English: inspections. */
import type { inspections as vi } from '../vi/inspections.ts'
import type { SameKeys } from '../keys.ts'

export const inspections: SameKeys<typeof vi> = {}
