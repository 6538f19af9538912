/** English: cli. */
import type { cli as vi } from '../vi/cli.ts'
import type { SameKeys } from '../keys.ts'

export const cli: SameKeys<typeof vi> = {}
