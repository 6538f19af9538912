/** Reads what was typed into the general settings: numbers as people write them, each refusal with its sentence's key. */
import { readNumber } from '../../../shared/format/parse.ts'
import { Settings } from '../../../shared/model/settings.ts'

export const NUMBERS = ['intervalSeconds', 'timeoutMs', 'retries', 'retentionDays', 'inspectionDays'] as const
export type NumberName = (typeof NUMBERS)[number]
export type SettingsText = Record<keyof Settings, string>
/** What a field must lie between; the schema says the same. */
export const LIMITS: Readonly<Record<NumberName, readonly [number, number]>> = {
  intervalSeconds: [10, 3600],
  timeoutMs: [200, 30_000],
  retries: [0, 5],
  retentionDays: [1, 3650],
  inspectionDays: [1, 1000],
}

export type Problem = { readonly key: string; readonly params?: Record<string, number> }
export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: Partial<Record<keyof Settings, Problem>> }

export function textOf(settings: Settings): SettingsText {
  return {
    branchName: settings.branchName,
    intervalSeconds: String(settings.intervalSeconds),
    timeoutMs: String(settings.timeoutMs),
    retries: String(settings.retries),
    retentionDays: String(settings.retentionDays),
    inspectionDays: String(settings.inspectionDays),
  }
}

export function readSettings(text: SettingsText): ReadSettings {
  const problems: Partial<Record<keyof Settings, Problem>> = {}
  const numbers: Partial<Record<NumberName, number>> = {}
  for (const name of NUMBERS) {
    const value = readNumber(text[name])
    const [min, max] = LIMITS[name]
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) numbers[name] = value
    else problems[name] = { key: 'settings.general.between', params: { min, max } }
  }
  if (text.branchName.trim() === '') problems.branchName = { key: 'settings.general.required' }
  const parsed = Settings.safeParse({ branchName: text.branchName, ...numbers })
  return parsed.success ? { ok: true, settings: parsed.data } : { ok: false, problems }
}
