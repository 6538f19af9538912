/** English: setup. */
import type { setup as vi } from '../vi/setup.ts'
import type { SameKeys } from '../keys.ts'

export const setup: SameKeys<typeof vi> = {}
