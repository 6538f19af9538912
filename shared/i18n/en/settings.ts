/** English: settings. */
import type { settings as vi } from '../vi/settings.ts'
import type { SameKeys } from '../keys.ts'

export const settings: SameKeys<typeof vi> = {}
