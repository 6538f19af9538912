/** Reads how long each class of history is kept: whole days, none shorter than the finer class before it. */
import { readNumber } from '../../../shared/format/parse.ts'
import { RETENTION_FIELDS, Settings } from '../../../shared/model/settings.ts'
import type { Problem } from './forms.ts'

export type RetentionName = (typeof RETENTION_FIELDS)[number]
export type RetentionText = Record<RetentionName, string>
export type ReadRetention =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: Partial<Record<RetentionName, Problem>> }

const LONGEST = { retentionDays: 3650, retention5mDays: 36_500, retention1hDays: 36_500, retention1dDays: 36_500 } as const

export function retentionText(settings: Settings): RetentionText {
  return {
    retentionDays: String(settings.retentionDays),
    retention5mDays: String(settings.retention5mDays),
    retention1hDays: String(settings.retention1hDays),
    retention1dDays: String(settings.retention1dDays),
  }
}

/** `base` gives the settings that the form does not hold. */
export function readRetention(text: RetentionText, base: Settings): ReadRetention {
  const problems: Partial<Record<RetentionName, Problem>> = {}
  const numbers: Partial<Record<RetentionName, number>> = {}
  let least = 1
  for (const name of RETENTION_FIELDS) {
    const value = readNumber(text[name])
    const max = LONGEST[name]
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= max) least = numbers[name] = value
    else problems[name] = { key: 'settings.general.between', params: { min: least, max } }
  }
  const parsed = Settings.safeParse({ ...base, ...numbers })
  return parsed.success && Object.keys(problems).length === 0 ? { ok: true, settings: parsed.data } : { ok: false, problems }
}
