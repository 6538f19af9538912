/** The filters of the alarm lists, as they stand in the URL. */
import { matches, wordsOf } from '../../../shared/format/text.ts'
import { DAY, HOUR } from '../../../shared/format/time.ts'
import { PROBABLE_CAUSES, SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import type { Params } from '../../app/location.ts'
import { stateOf, type AlarmState, type AlarmView } from '../alarms/view.ts'

/** States that an alarm of the active list may be in, those that need a person first. */
export const STATES = ['unacknowledged', 'clearedUnacknowledged', 'acknowledged', 'shelved', 'suppressed'] as const satisfies AlarmState[]
export type ListState = (typeof STATES)[number]
export const GROUPINGS = ['none', 'incident', 'commune', 'station', 'cause'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const AGES = ['hour', 'day', 'standing'] as const
export type AgeFilter = (typeof AGES)[number]
export const PERIODS = ['day', 'week', 'month', 'all'] as const
export type Period = (typeof PERIODS)[number]

/** Assigned to the reader, or to nobody: what cannot be a name. */
export const ME = '@me'
export const NOBODY = '@nobody'

export type AlarmFilter = {
  readonly severities: readonly Severity[]
  /** None: whatever is not set aside. */
  readonly states: readonly ListState[]
  readonly communes: readonly number[]
  readonly causes: readonly number[]
  readonly stationId: number | null
  readonly incidentId: number | null
  /** A name, `@me` or `@nobody`. */
  readonly assigned: string | null
  readonly age: AgeFilter | null
  readonly text: string
  /** Past alarms are shown whatever state they ended in. */
  readonly past?: boolean
}

export type Readable = Pick<Params, 'get' | 'list'>
const oneOf = <T extends string>(options: readonly T[], text: string | null, otherwise: T): T =>
  options.find((option) => option === text) ?? otherwise
const listOf = <T extends string>(options: readonly T[], texts: readonly string[]): T[] =>
  options.filter((option) => texts.includes(option))
const whole = (text: string | null): number | null => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null)
const numbers = (texts: readonly string[]): number[] => texts.flatMap((text) => whole(text) ?? [])

/** Links from before there were states said `ack` and `suppressed`. */
function statesOf(params: Readable): ListState[] {
  const said = listOf(STATES, params.list('state'))
  if (said.length > 0) return said
  const ack = params.get('ack')
  const base: ListState[] = ack === 'no' ? ['unacknowledged', 'clearedUnacknowledged'] : ack === 'yes' ? ['acknowledged'] : []
  if (params.get('suppressed') !== '1') return base
  return base.length > 0 ? [...base, 'suppressed'] : ['unacknowledged', 'clearedUnacknowledged', 'acknowledged', 'suppressed']
}

/** Reads the filters; anything unknown in the URL counts as not given. */
export function readFilter(params: Readable): AlarmFilter {
  return {
    severities: listOf(SEVERITIES, params.list('severity')),
    states: statesOf(params),
    communes: numbers(params.list('commune')),
    causes: numbers(params.list('cause')).filter((cause) => cause in PROBABLE_CAUSES),
    stationId: whole(params.get('station')),
    incidentId: whole(params.get('incident')),
    assigned: params.get('assigned')?.slice(0, 80) ?? null,
    age: AGES.find((age) => age === params.get('age')) ?? null,
    text: params.get('q') ?? '',
  }
}

export const readGrouping = (params: Readable): Grouping => oneOf(GROUPINGS, params.get('group'), 'none')
export const readPeriod = (params: Readable): Period => oneOf(PERIODS, params.get('period'), 'week')

const DAYS: Record<Period, number | null> = { day: 1, week: 7, month: 30, all: null }
/** Where a period begins, to the minute so that the question stays the same while the page is read; null has no beginning. */
export function periodStart(period: Period, now: number): number | null {
  const days = DAYS[period]
  return days === null ? null : Math.floor(now / 60_000) * 60_000 - days * DAY
}

/** True where any filter takes rows away, apart from the states that a list leaves out by itself. */
export function isFiltered(filter: AlarmFilter): boolean {
  return (
    filter.severities.length > 0 ||
    filter.states.length > 0 ||
    filter.communes.length > 0 ||
    filter.causes.length > 0 ||
    filter.stationId !== null ||
    filter.incidentId !== null ||
    filter.assigned !== null ||
    filter.age !== null ||
    filter.text.trim() !== ''
  )
}

export type Filtered = {
  readonly shown: AlarmView[]
  /** Of those that pass everything else: how many are left out because they are set aside. */
  readonly aside: { readonly shelved: number; readonly suppressed: number }
  /** How many of each severity pass everything but the severities. */
  readonly severities: ReadonlyMap<Severity, number>
}

/** Who asks, and when: what "mine" and ages are measured by. */
export type Reader = { readonly name: string; readonly now: number }

const YOUNGER: Record<AgeFilter, (age: number) => boolean> = {
  hour: (age) => age <= HOUR,
  day: (age) => age <= DAY,
  standing: (age) => age > DAY,
}

/** The rows that pass, in the order they came. */
export function applyFilter(rows: readonly AlarmView[], filter: AlarmFilter, reader: Reader): Filtered {
  const words = wordsOf(filter.text)
  const severities = new Set(filter.severities)
  const communes = new Set(filter.communes)
  const causes = new Set(filter.causes)
  const states = new Set<AlarmState>(filter.states)
  const assigned = filter.assigned === ME ? reader.name : filter.assigned
  const young = filter.age === null ? null : YOUNGER[filter.age]
  const shown: AlarmView[] = []
  const aside = { shelved: 0, suppressed: 0 }
  const counts = new Map<Severity, number>()
  for (const row of rows) {
    const { alarm } = row
    if (communes.size > 0 && (row.communeId === null || !communes.has(row.communeId))) continue
    if (causes.size > 0 && !causes.has(alarm.probableCause)) continue
    if (filter.stationId !== null && alarm.stationId !== filter.stationId) continue
    if (filter.incidentId !== null && alarm.incidentId !== filter.incidentId) continue
    if (assigned !== null && alarm.assignedTo !== (assigned === NOBODY ? null : assigned)) continue
    if (young !== null && !young(reader.now - alarm.raisedAt)) continue
    if (words.length > 0 && !matches(row.text, words)) continue
    const state = stateOf(alarm)
    const isAside = state === 'shelved' || state === 'suppressed'
    if (states.size > 0 ? !states.has(state) : isAside && !filter.past) {
      if (isAside && (severities.size === 0 || severities.has(alarm.severity))) aside[state]++
      continue
    }
    counts.set(alarm.severity, (counts.get(alarm.severity) ?? 0) + 1)
    if (severities.size > 0 && !severities.has(alarm.severity)) continue
    shown.push(row)
  }
  return { shown, aside, severities: counts }
}

/** How many pass: what stands beside a view's name. */
export function countOf(rows: readonly AlarmView[], filter: AlarmFilter, reader: Reader): number {
  return applyFilter(rows, filter, reader).shown.length
}
