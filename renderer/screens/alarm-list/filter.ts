/** The filters of the alarm lists, as they stand in the URL. */
import { matches, wordsOf } from '../../../shared/format/text.ts'
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import type { Params } from '../../app/location.ts'
import type { AlarmView } from '../alarms/view.ts'

export type AckFilter = 'all' | 'no' | 'yes'
export const GROUPINGS = ['none', 'station', 'commune', 'cause'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const PERIODS = ['day', 'week', 'month', 'all'] as const
export type Period = (typeof PERIODS)[number]

export type AlarmFilter = {
  readonly severities: readonly Severity[]
  readonly ack: AckFilter
  readonly communes: readonly number[]
  /** A station, or a probable cause, that a group was opened with. */
  readonly stationId: number | null
  readonly cause: number | null
  readonly text: string
  readonly suppressed: boolean
}

type Readable = Pick<Params, 'get' | 'list'>
const isSeverity = (text: string): text is Severity => (SEVERITIES as readonly string[]).includes(text)
const oneOf = <T extends string>(options: readonly T[], text: string | null, otherwise: T): T =>
  options.find((option) => option === text) ?? otherwise

const whole = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)

/** Reads the filters; anything unknown in the URL counts as not given. */
export function readFilter(params: Readable): AlarmFilter {
  return {
    severities: params.list('severity').filter(isSeverity),
    ack: oneOf(['all', 'no', 'yes'], params.get('ack'), 'all'),
    communes: params.list('commune').map(Number).filter(Number.isInteger),
    stationId: whole(params.get('station')),
    cause: whole(params.get('cause')),
    text: params.get('q') ?? '',
    suppressed: params.get('suppressed') === '1',
  }
}

export const readGrouping = (params: Readable): Grouping => oneOf(GROUPINGS, params.get('group'), 'none')
export const readPeriod = (params: Readable): Period => oneOf(PERIODS, params.get('period'), 'week')

const DAYS: Record<Period, number | null> = { day: 1, week: 7, month: 30, all: null }
/** Where a period begins, to the minute so that the question stays the same while the page is read; null has no beginning. */
export function periodStart(period: Period, now: number): number | null {
  const days = DAYS[period]
  return days === null ? null : Math.floor(now / 60_000) * 60_000 - days * 86_400_000
}

/** True where any filter takes rows away, "suppressed hidden" not counted. */
export function isFiltered(filter: AlarmFilter): boolean {
  return filter.severities.length > 0 || filter.ack !== 'all' || filter.communes.length > 0 || filter.text.trim() !== '' || isOpened(filter)
}

/** True where one station's or one cause's alarms are shown. */
export const isOpened = (filter: AlarmFilter): boolean => filter.stationId !== null || filter.cause !== null

/** What clears every filter in the URL. */
export const NO_FILTER = { severity: null, ack: null, commune: null, q: null, station: null, cause: null } as const

/** The rows that pass, and how many suppressed ones were left out for no other reason. */
export function applyFilter(rows: readonly AlarmView[], filter: AlarmFilter): { shown: AlarmView[]; suppressed: number } {
  const words = wordsOf(filter.text)
  const severities = new Set(filter.severities)
  const communes = new Set(filter.communes)
  const shown: AlarmView[] = []
  let suppressed = 0
  for (const row of rows) {
    if (severities.size > 0 && !severities.has(row.alarm.severity)) continue
    if (filter.ack !== 'all' && (row.alarm.acknowledgedAt !== null) !== (filter.ack === 'yes')) continue
    if (communes.size > 0 && (row.communeId === null || !communes.has(row.communeId))) continue
    if (filter.stationId !== null && row.alarm.stationId !== filter.stationId) continue
    if (filter.cause !== null && row.alarm.probableCause !== filter.cause) continue
    if (words.length > 0 && !matches(row.text, words)) continue
    if (row.alarm.suppressed) {
      suppressed++
      if (!filter.suppressed) continue
    }
    shown.push(row)
  }
  return { shown, suppressed }
}
