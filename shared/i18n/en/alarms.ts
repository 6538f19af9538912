/** English: alarms. */
import type { alarms as vi } from '../vi/alarms.ts'
import type { SameKeys } from '../keys.ts'

export const alarms: SameKeys<typeof vi> = {}
