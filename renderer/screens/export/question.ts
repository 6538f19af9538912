/** What is to be exported, as it stands in the address: period in days at +07, scope, metrics, how fine, what kind of file. Pure. */
import type { Locale } from '../../../shared/i18n/words.ts'
import { DAY, dayOf, startOfDay } from '../../../shared/format/time.ts'
import { ExportFormat, ExportLevel, type ExportRequest, type ExportScope } from '../../../shared/model/export.ts'
import { metric, MetricKey, type MetricDefinition } from '../../../shared/model/metric.ts'
import { Day } from '../../../shared/model/station.ts'

export const PRESETS = ['today', 'yesterday', '7d', '30d', 'month', 'lastMonth'] as const
export type Preset = (typeof PRESETS)[number]
export type Group = MetricDefinition['group']
export const GROUPS: readonly Group[] = [...new Set(MetricKey.options.map((key) => metric(key).group))]
/** Scopes that a person names piece by piece. */
export const KINDS = ['all', 'provinces', 'communes', 'stations'] as const
export type Kind = (typeof KINDS)[number]

export type Question = {
  readonly preset: Preset | null
  /** First and last day, both in it. */
  readonly first: string
  readonly last: string
  readonly kind: Kind
  readonly ids: readonly number[]
  readonly groups: readonly Group[]
  readonly metrics: readonly MetricKey[]
  readonly resolution: ExportRequest['resolution']
  readonly format: ExportFormat
}
type Get = { get: (name: string) => string | null; list: (name: string) => string[] }

const one = <T extends string>(options: readonly T[], text: string | null): T | null => options.find((option) => option === text) ?? null
const isDay = (text: string | null): text is string => text !== null && Day.safeParse(text).success && dayOf(startOfDay(text)) === text

/** First and last day of a preset; the running day and month end with today. */
export function daysOf(preset: Preset, now: number): { first: string; last: string } {
  const today = dayOf(now)
  const back = (days: number): string => dayOf(startOfDay(today) - days * DAY)
  const month = `${today.slice(0, 7)}-01`
  const before = dayOf(startOfDay(month) - DAY)
  switch (preset) {
    case 'today':
      return { first: today, last: today }
    case 'yesterday':
      return { first: back(1), last: back(1) }
    case '7d':
      return { first: back(6), last: today }
    case '30d':
      return { first: back(29), last: today }
    case 'month':
      return { first: month, last: today }
    case 'lastMonth':
      return { first: `${before.slice(0, 7)}-01`, last: before }
  }
}

/** The question of an address; whatever is no day, id or metric is left out. */
export function questionOf({ get, list }: Get, now: number): Question {
  const own = { first: get('from'), last: get('to') }
  const preset = isDay(own.first) && isDay(own.last) ? null : (one(PRESETS, get('period')) ?? '7d')
  const days = isDay(own.first) && isDay(own.last) ? { first: own.first, last: own.last } : daysOf(preset ?? '7d', now)
  const kind = one(KINDS, get('scope')) ?? 'all'
  const words = list('m')
  return {
    preset,
    ...days,
    kind,
    ids: kind === 'all' ? [] : [...new Set(list('ids').map(Number))].filter((id) => Number.isSafeInteger(id) && id > 0),
    groups: GROUPS.filter((group) => words.includes(group)),
    metrics: MetricKey.options.filter((key) => words.includes(key)),
    resolution: one(['auto', ...ExportLevel.options] as const, get('res')) ?? 'auto',
    format: one(ExportFormat.options, get('as')) ?? 'csv',
  }
}

/** Null while something is missing: nothing named in the scope, or a last day before the first. */
export function requestOf(question: Question, locale: Locale): ExportRequest | null {
  const { first, last, kind, ids, groups, metrics, resolution, format } = question
  if (last < first || (kind !== 'all' && ids.length === 0)) return null
  const scope: ExportScope = kind === 'all' ? { kind } : { kind, ids: [...ids] }
  const wanted = MetricKey.options.filter((key) => groups.includes(metric(key).group) || metrics.includes(key))
  return { scope, metrics: wanted, from: startOfDay(first), to: startOfDay(last) + DAY, resolution, format, locale }
}
