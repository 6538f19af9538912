/** Reads what was typed into the general settings: numbers as people write them, each refusal with its sentence's key. */
import { readNumber } from '../../../shared/format/parse.ts'
import { Settings, UPLINK_PROBE } from '../../../shared/model/settings.ts'

export const NUMBERS = ['intervalSeconds', 'timeoutMs', 'retries', 'inspectionDays'] as const
export type NumberName = (typeof NUMBERS)[number]
/** What this form holds; how long history is kept has a form of its own. */
type General = 'branchName' | 'uplinkProbes' | NumberName
export type SettingsText = Record<General, string>
/** What a field must lie between; the schema says the same. */
export const LIMITS: Readonly<Record<NumberName, readonly [number, number]>> = {
  intervalSeconds: [10, 3600],
  timeoutMs: [200, 30_000],
  retries: [0, 5],
  inspectionDays: [1, 1000],
}

const MOST_PROBES = 4

export type Problem = { readonly key: string; readonly params?: Record<string, number> }
export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: Partial<Record<General, Problem>> }

export function textOf(settings: Settings): SettingsText {
  return {
    branchName: settings.branchName,
    intervalSeconds: String(settings.intervalSeconds),
    timeoutMs: String(settings.timeoutMs),
    retries: String(settings.retries),
    inspectionDays: String(settings.inspectionDays),
    uplinkProbes: settings.uplinkProbes.join(', '),
  }
}

/** `base` gives what the form does not hold. */
export function readSettings(text: SettingsText, base: Settings): ReadSettings {
  const problems: Partial<Record<General, Problem>> = {}
  const numbers: Partial<Record<NumberName, number>> = {}
  for (const name of NUMBERS) {
    const value = readNumber(text[name])
    const [min, max] = LIMITS[name]
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) numbers[name] = value
    else problems[name] = { key: 'settings.general.between', params: { min, max } }
  }
  if (text.branchName.trim() === '') problems.branchName = { key: 'settings.general.required' }
  const uplinkProbes = text.uplinkProbes.split(/[\s,;]+/).filter((one) => one !== '')
  if (uplinkProbes.length > MOST_PROBES || uplinkProbes.some((one) => !UPLINK_PROBE.test(one)))
    problems.uplinkProbes = { key: 'settings.general.uplinkProblem', params: { max: MOST_PROBES } }
  const parsed = Settings.safeParse({ ...base, branchName: text.branchName, uplinkProbes, ...numbers })
  return parsed.success && Object.keys(problems).length === 0 ? { ok: true, settings: parsed.data } : { ok: false, problems }
}
