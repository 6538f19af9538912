/** What planning remembers from one moment to the next, and how it is found again after a restart. */
import { MINUTE } from '../../../shared/format/time.ts'
import { receiverOf } from './context.ts'
import type { Case, Notice, OutboxEntry, RuleProgress } from './types.ts'

/** A moment on both clocks: waiting is counted on the monotonic one, and labelled by the other. */
export type Moment = { readonly at: number; readonly mono: number }

export type Progress = RuleProgress & { readonly nextMono: number | null }
export type OpenCase = Omit<Case, 'rules'> & { readonly rules: readonly Progress[] }
/** Waits for the next list (`dueMono`) or, where that is null, for a time of day. */
export type Held = Notice & { readonly dueAt: number; readonly dueMono: number | null }

export type PlanState = {
  /** By incident. */
  readonly cases: ReadonlyMap<number, OpenCase>
  /** By receiver, oldest first. */
  readonly held: ReadonlyMap<string, readonly Held[]>
  /** Monotonic moments at which a receiver was sent something of late, oldest first. */
  readonly sent: ReadonlyMap<string, readonly number[]>
  /** The last list of a receiver. */
  readonly listed: ReadonlyMap<string, number>
  /** Of the last plan. */
  readonly mono: number
}

export const emptyState = (mono: number): PlanState => ({
  cases: new Map(),
  held: new Map(),
  sent: new Map(),
  listed: new Map(),
  mono,
})

export type Kept = {
  readonly cases: readonly Case[]
  readonly open: readonly OutboxEntry[]
  /** What was sent to whom of late, by the wall. */
  readonly recent: readonly { readonly channelId: number; readonly to: string; readonly kind: string; readonly dueAt: number }[]
}

/**
 * Goes on where the last run ended. What was due while nobody ran is due now, and nothing waits for longer than it would have: a wall clock
 * that was put back cannot silence anybody.
 */
export function restoreState({ cases, open, recent }: Kept, now: Moment, windowMs: number): PlanState {
  const later = (at: number, most: number): number => now.mono + Math.min(Math.max(0, at - now.at), most)
  const held = new Map<string, Held[]>()
  for (const entry of open) {
    if (entry.state !== 'held') continue
    const wait = entry.dueAt - now.at
    const { key, kind, severity, channelId, to, incidentId, ruleId, step, createdAt, dueAt } = entry
    const isQuiet = wait > windowMs
    const one: Held = {
      key,
      kind,
      severity,
      channelId,
      to,
      incidentId,
      ruleId,
      step,
      createdAt,
      dueAt,
      teamId: null,
      dueMono: isQuiet ? null : later(dueAt, windowMs),
    }
    const list = held.get(receiverOf(entry))
    if (list) list.push(one)
    else held.set(receiverOf(entry), [one])
  }
  const sent = new Map<string, number[]>()
  const listed = new Map<string, number>()
  for (const one of recent) {
    const mono = now.mono - Math.max(0, now.at - one.dueAt)
    sent.set(
      receiverOf(one),
      [...(sent.get(receiverOf(one)) ?? []), mono].sort((a, b) => a - b),
    )
    if (one.kind === 'digest') listed.set(receiverOf(one), Math.max(mono, listed.get(receiverOf(one)) ?? mono))
  }
  const MOST_WAIT = 1440 * MINUTE
  return {
    cases: new Map(
      cases.map((one) => [
        one.incidentId,
        { ...one, rules: one.rules.map((rule) => ({ ...rule, nextMono: rule.nextAt === null ? null : later(rule.nextAt, MOST_WAIT) })) },
      ]),
    ),
    held,
    sent,
    listed,
    mono: now.mono,
  }
}
