/** English: common. */
import type { common as vi } from '../vi/common.ts'
import type { SameKeys } from '../keys.ts'

export const common: SameKeys<typeof vi> = {}
