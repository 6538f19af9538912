/** An alarm as a list shows it: joined with its station and commune, its title in words, its text folded for search. */
import type { TFunction } from 'i18next'
import { fold } from '../../../shared/format/text.ts'
import { PROBABLE_CAUSES, SEVERITIES, type AlarmRow, type Severity } from '../../../shared/model/alarm.ts'
import type { Commune, StationRow } from '../../../shared/model/station.ts'

export type AlarmView = {
  readonly id: number
  readonly alarm: AlarmRow
  readonly title: string
  readonly code: string
  readonly station: string
  readonly communeId: number | null
  readonly commune: string
  /** Folded code, station, commune and title. */
  readonly text: string
}

export type StationBook = { readonly station: (id: number) => StationRow | undefined; readonly commune: (id: number) => string }

/** Looks stations and communes up by id. */
export function bookOf(rows: readonly StationRow[], communes: readonly Commune[]): StationBook {
  const stations = new Map(rows.map((row) => [row.id, row]))
  const names = new Map(communes.map((commune) => [commune.id, commune.name]))
  return { station: (id) => stations.get(id), commune: (id) => names.get(id) ?? '' }
}

/** The rule's title; the probable cause where a rule has no words of its own. */
export function titleOf(alarm: Pick<AlarmRow, 'ruleId' | 'probableCause'>, t: TFunction): string {
  const key = `rule.${alarm.ruleId}.title`
  const said: string = t(key)
  return said === key ? causeOf(alarm.probableCause, t) : said
}

/** The rule's advice, or null where it has none. */
export function adviceOf(ruleId: string, t: TFunction): string | null {
  const key = `rule.${ruleId}.advice`
  const said: string = t(key)
  return said === key ? null : said
}

/** A probable cause in words; an unknown one by its number. */
export function causeOf(cause: number, t: TFunction): string {
  const name = (PROBABLE_CAUSES as Readonly<Record<number, string>>)[cause]
  return name === undefined ? String(cause) : t(`alarms.cause.${name}`)
}

/** Joined alarms as they were made, by translator: of thousands a few change each second, and the rest need not be put into words anew. */
const made = new WeakMap<TFunction, WeakMap<AlarmRow, AlarmView>>()

/** The alarm joined; the same value while neither it nor its place changed. */
export function viewOf(alarm: AlarmRow, book: StationBook, t: TFunction): AlarmView {
  const station = book.station(alarm.stationId)
  const views = made.get(t) ?? new WeakMap<AlarmRow, AlarmView>()
  made.set(t, views)
  const kept = views.get(alarm)
  if (kept && isStill(kept, station, book)) return kept
  const view = join(alarm, station, book, t)
  views.set(alarm, view)
  return view
}

function isStill(view: AlarmView, station: StationRow | undefined, book: StationBook): boolean {
  if (station === undefined) return view.communeId === null
  return (
    view.communeId === station.communeId &&
    view.station === station.name &&
    view.code === station.code &&
    view.commune === book.commune(station.communeId)
  )
}

function join(alarm: AlarmRow, station: StationRow | undefined, book: StationBook, t: TFunction): AlarmView {
  const title = titleOf(alarm, t)
  // Station 0 is the console itself.
  const code = alarm.stationId === 0 ? t('alarms.console') : (station?.code ?? `#${alarm.stationId}`)
  const commune = station ? book.commune(station.communeId) : ''
  return {
    id: alarm.id,
    alarm,
    title,
    code,
    station: station?.name ?? '',
    communeId: station?.communeId ?? null,
    commune,
    text: fold(`${code} ${station?.name ?? ''} ${commune} ${title}`),
  }
}

/** The state that a row is in, as a key under `alarms.state`. What was set aside is so whatever else it is. */
export type AlarmState = 'suppressed' | 'shelved' | 'unacknowledged' | 'acknowledged' | 'clearedUnacknowledged' | 'closed'
export function stateOf(alarm: AlarmRow): AlarmState {
  if (alarm.closedAt !== null || (alarm.clearedAt !== null && alarm.acknowledgedAt !== null)) return 'closed'
  if (alarm.suppressed) return 'suppressed'
  if (alarm.shelvedUntil !== null) return 'shelved'
  if (alarm.clearedAt !== null) return 'clearedUnacknowledged'
  return alarm.acknowledgedAt === null ? 'unacknowledged' : 'acknowledged'
}

/** True where it waits for a person: nobody has taken it, and nothing says that nobody need. */
export function needsPerson(alarm: AlarmRow): boolean {
  const state = stateOf(alarm)
  return state === 'unacknowledged' || state === 'clearedUnacknowledged'
}

const rank = new Map<Severity, number>(SEVERITIES.map((severity, index) => [severity, index]))
export const severityRank = (severity: Severity): number => rank.get(severity) ?? SEVERITIES.length

const isAside = (alarm: AlarmRow): boolean => alarm.suppressed || alarm.shelvedUntil !== null

/** What needs a person first: what is set aside last, unacknowledged before acknowledged, worst first, newest first. */
export function byNeed(a: AlarmView, b: AlarmView): number {
  return byNeedRow(a.alarm, b.alarm)
}

/** The same order of alarms that are not joined. */
export function byNeedRow(a: AlarmRow, b: AlarmRow): number {
  const hidden = Number(isAside(a)) - Number(isAside(b))
  if (hidden !== 0) return hidden
  const ack = Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null)
  if (ack !== 0) return ack
  const severity = severityRank(a.severity) - severityRank(b.severity)
  if (severity !== 0) return severity
  return b.raisedAt - a.raisedAt || b.id - a.id
}
