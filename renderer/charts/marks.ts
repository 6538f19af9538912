/** What happened to a station while a chart runs: outages as bands, alarms as marks; never more of them than can be told apart. Pure. */
import type { AlarmRow, AlarmRule, Severity } from '../../shared/model/alarm.ts'
import type { Bucket, Interval, OutageCause } from '../../shared/model/interval.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import type { Window } from './period.ts'

export type Stretch = { bucket: Bucket; cause: OutageCause | null; from: number; to: number }

/** What a person looks for stands before what can wait, where both are narrower than a slot. */
const WEIGHT: Record<Bucket, number> = { downUnplanned: 4, downPlanned: 3, unknown: 2, notInService: 1, up: 0 }

/** The ledger within a window. Where it has more entries than `slots`, each slot shows the gravest that touches it. */
export function stretches(intervals: readonly Interval[], { from, to }: Window, now: number, slots = 240): Stretch[] {
  const end = Math.min(to, now)
  const within = intervals
    .map((one): Stretch => ({ bucket: one.bucket, cause: one.cause, from: Math.max(from, one.from), to: Math.min(one.to ?? end, end) }))
    .filter((one) => one.to > one.from)
  if (within.length <= slots) return within
  const wide = (to - from) / slots
  const gravest = Array.from({ length: slots }, (): Stretch | null => null)
  for (const one of within) {
    const last = Math.min(slots - 1, Math.ceil((one.to - from) / wide) - 1)
    for (let slot = Math.floor((one.from - from) / wide); slot <= last; slot++) {
      const there = gravest[slot]
      if (!there || WEIGHT[one.bucket] > WEIGHT[there.bucket]) gravest[slot] = one
    }
  }
  const out: Stretch[] = []
  gravest.forEach((one, slot) => {
    if (!one) return
    const begin = from + slot * wide
    const last = out.at(-1)
    const until = Math.min(end, begin + wide)
    if (last && last.bucket === one.bucket && last.cause === one.cause && last.to >= begin - 1) last.to = until
    else out.push({ bucket: one.bucket, cause: one.cause, from: begin, to: until })
  })
  return out
}

/** Those in which the station was not up, or nobody knows. */
export function outages(all: readonly Stretch[]): Stretch[] {
  return all.filter(({ bucket }) => bucket === 'downUnplanned' || bucket === 'downPlanned' || bucket === 'unknown')
}

const GRAVE: readonly Severity[] = ['critical', 'major', 'minor', 'warning', 'indeterminate']
export type Mark = { at: number; severity: Severity; alarms: readonly AlarmRow[] }

/** Alarms raised within a window, those within one slot under the mark of the gravest. */
export function marksOf(alarms: readonly AlarmRow[], { from, to }: Window, slots = 48): Mark[] {
  const wide = (to - from) / slots
  const groups = new Map<number, AlarmRow[]>()
  for (const alarm of alarms) {
    if (alarm.raisedAt < from || alarm.raisedAt > to) continue
    const slot = Math.floor((alarm.raisedAt - from) / wide)
    const group = groups.get(slot)
    if (group) group.push(alarm)
    else groups.set(slot, [alarm])
  }
  return [...groups.values()]
    .map((group): Mark => {
      const first = group.toSorted((a, b) => GRAVE.indexOf(a.severity) - GRAVE.indexOf(b.severity) || a.raisedAt - b.raisedAt)
      const gravest = first[0]
      return { at: gravest?.raisedAt ?? from, severity: gravest?.severity ?? 'indeterminate', alarms: first }
    })
    .sort((a, b) => a.at - b.at)
}

export type Threshold = { metric: MetricKey; ruleId: string; severity: Severity; direction: 'above' | 'below'; value: number }

/** The limits in force for these metrics. */
export function thresholdsOf(rules: readonly AlarmRule[], metrics: readonly MetricKey[]): Threshold[] {
  return rules.flatMap(({ id, condition, severity, enabled }): Threshold[] =>
    enabled && condition.kind === 'threshold' && metrics.includes(condition.metric)
      ? [{ metric: condition.metric, ruleId: id, severity, direction: condition.direction, value: condition.raise }]
      : [],
  )
}

/** Those worth drawing: within what is drawn or so near that the axis may reach out for them. One line for each value. */
export function inReach(thresholds: readonly Threshold[], low: number, high: number): Threshold[] {
  const reach = Math.max((high - low) * 0.5, Math.max(Math.abs(low), Math.abs(high)) * 0.03)
  const near = thresholds.filter(({ value }) => value >= low - reach && value <= high + reach)
  return near.filter((one, i) => near.findIndex((other) => other.value === one.value && other.direction === one.direction) === i)
}
