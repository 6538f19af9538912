/** English: imports. */
import type { imports as vi } from '../vi/imports.ts'
import type { SameKeys } from '../keys.ts'

export const imports: SameKeys<typeof vi> = {}
