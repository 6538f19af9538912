/** English: stations. */
import type { stations as vi } from '../vi/stations.ts'
import type { SameKeys } from '../keys.ts'

export const stations: SameKeys<typeof vi> = {}
