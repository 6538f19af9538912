/** English: station. */
import type { station as vi } from '../vi/station.ts'
import type { SameKeys } from '../keys.ts'

export const station: SameKeys<typeof vi> = {}
