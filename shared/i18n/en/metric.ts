/** English: metric. */
import type { metric as vi } from '../vi/metric.ts'
import type { SameKeys } from '../keys.ts'

export const metric: SameKeys<typeof vi> = {}
