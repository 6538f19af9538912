/** English: rule. */
import type { rule as vi } from '../vi/rule.ts'
import type { SameKeys } from '../keys.ts'

export const rule: SameKeys<typeof vi> = {}
