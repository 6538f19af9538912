/** English: reports. */
import type { reports as vi } from '../vi/reports.ts'
import type { SameKeys } from '../keys.ts'

export const reports: SameKeys<typeof vi> = {}
