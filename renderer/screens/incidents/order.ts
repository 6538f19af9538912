/** Which incident first, and what counts up while it is looked at. */
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import { MINUTE } from '../../../shared/format/time.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import { IncidentCause, type Incident } from '../../../shared/model/incident.ts'
import type { Params } from '../../app/location.ts'

const STATE = { open: 0, recovering: 1, ended: 2 } as const

/**
 * The few things to do, in order: what goes on before what recovers, then the worst, then what most people feel
 * (stations out, households without signal, stations at risk), then what nobody has taken, then the oldest.
 */
export function byNeed(a: Incident, b: Incident): number {
  return (
    STATE[a.state] - STATE[b.state] ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.down - a.down ||
    b.households - a.households ||
    b.atRisk - a.atRisk ||
    Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) ||
    a.beganAt - b.beganAt ||
    a.id - b.id
  )
}

/** Past ones: the latest first. */
export const byEnd = (a: Incident, b: Incident): number => (b.endedAt ?? b.beganAt) - (a.endedAt ?? a.beganAt) || b.id - a.id

/** Minutes lost at a moment: what was told at `told`, and a minute each minute for each station that is out. */
export function minutesLostAt(incident: Pick<Incident, 'minutesLost' | 'down' | 'state'>, told: number, now: number): number {
  if (incident.state === 'ended' || now <= told) return incident.minutesLost
  return incident.minutesLost + (incident.down * (now - told)) / MINUTE
}

/** How long it has gone on, or went on, ms. */
export const lengthOf = (incident: Pick<Incident, 'beganAt' | 'endedAt'>, now: number): number =>
  Math.max(0, (incident.endedAt ?? now) - incident.beganAt)

export const SHOWN = ['open', 'past'] as const
export type Shown = (typeof SHOWN)[number]

export type IncidentFilter = {
  readonly shown: Shown
  readonly causes: readonly IncidentCause[]
  readonly communeId: number | null
  /** Who is on it: `@me`, `@nobody`. */
  readonly owner: '@me' | '@nobody' | null
  readonly text: string
}

export function readIncidentFilter(params: Pick<Params, 'get' | 'list'>): IncidentFilter {
  const commune = params.get('commune')
  const owner = params.get('owner')
  return {
    shown: params.get('show') === 'past' ? 'past' : 'open',
    causes: IncidentCause.options.filter((cause) => params.list('cause').includes(cause)),
    communeId: commune !== null && /^\d{1,15}$/.test(commune) ? Number(commune) : null,
    owner: owner === '@me' || owner === '@nobody' ? owner : null,
    text: params.get('q') ?? '',
  }
}

export const isNarrowed = (filter: IncidentFilter): boolean =>
  filter.causes.length > 0 || filter.communeId !== null || filter.owner !== null || filter.text.trim() !== ''

/** Those that pass. `textOf` is what is searched: sentence, stations, communes. */
export function pass(rows: readonly Incident[], filter: IncidentFilter, me: string, textOf: (incident: Incident) => string): Incident[] {
  const words = wordsOf(filter.text)
  return rows.filter(
    (row) =>
      (filter.causes.length === 0 || filter.causes.includes(row.cause)) &&
      (filter.communeId === null || row.communeIds.includes(filter.communeId)) &&
      (filter.owner === null || row.owner === (filter.owner === '@me' ? me : null)) &&
      (words.length === 0 || matches(fold(textOf(row)), words)),
  )
}
