/** Who would be told, and when, if such an incident began: the same plan, made with nothing told before and nobody acknowledging. */
import type { Severity } from '../../../shared/model/alarm.ts'
import type { Incident, IncidentCause } from '../../../shared/model/incident.ts'
import type { PlanContext } from './context.ts'
import { plan } from './plan.ts'
import { emptyState } from './state.ts'
import type { Notice } from './types.ts'

export type Foreseen = { readonly notice: Notice; readonly at: number; readonly held: boolean }
export type Supposed = {
  readonly severity: Severity
  readonly cause: IncidentCause
  readonly communeId: number | null
  readonly stationIds?: number[]
}

/** More steps than any rule has. */
const MOST_STEPS = 200

export function foresee({ severity, cause, communeId, stationIds = [] }: Supposed, context: PlanContext, at: number): Foreseen[] {
  const incident: Incident = {
    id: 1,
    state: 'open',
    cause,
    severity,
    beganAt: at,
    endedAt: null,
    stationIds,
    down: 0,
    atRisk: 0,
    hamletIds: [],
    households: 0,
    minutesLost: 0,
    alarms: 1,
    suppressed: 0,
    owner: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    byHand: false,
    version: 1,
    root: { kind: 'self' },
    title: { key: '' },
    mergedInto: null,
    communeIds: communeId === null ? [] : [communeId],
  }
  const own: PlanContext = { ...context, settings: { ...context.settings, digestOver: 50 }, incident: () => incident }
  const found: Foreseen[] = []
  let next = plan(emptyState(0), [{ kind: 'began', incident, at }], own, { at, mono: 0 })
  let mono = 0
  for (let i = 0; i < MOST_STEPS; i++) {
    for (const notice of next.go) found.push({ notice, at: at + mono, held: false })
    for (const one of next.hold) found.push({ notice: one, at: one.dueAt, held: true })
    const due = [...next.state.cases.values()].flatMap((one) => one.rules.flatMap((rule) => rule.nextMono ?? []))
    if (due.length === 0) break
    mono = Math.min(...due)
    // As if somebody had looked all the time.
    next = plan({ ...next.state, mono, held: new Map(), sent: new Map() }, [], own, { at: at + mono, mono })
  }
  return found
}
