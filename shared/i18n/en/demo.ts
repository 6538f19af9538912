/** English: demo. */
import type { demo as vi } from '../vi/demo.ts'
import type { SameKeys } from '../keys.ts'

export const demo: SameKeys<typeof vi> = {}
