/** Alarms, active and past, what people do about them, the rules that raise them, and the audit trail. */
import { z } from 'zod'
import { AlarmRow, AlarmRule, AuditEntry, Severity } from '../model/alarm.ts'
import { Phrase } from '../model/phrase.ts'
import { Id } from '../model/station.ts'
import { command, query } from './procedure.ts'

/** Alarms with the version each was seen at; those changed meanwhile are answered in `conflicts` with their present state. */
export const AlarmTargets = z.object({
  targets: z
    .array(z.object({ id: Id, version: z.number().int() }))
    .min(1)
    .max(5000),
})
/** What came of it; of a single alarm a conflict (with `current`) and a refusal are errors, of several they stand in these lists. */
export const AlarmChange = z.object({
  changed: z.array(AlarmRow),
  conflicts: z.array(AlarmRow),
  /** Those for which it cannot be done, and why. */
  refused: z.array(z.object({ id: Id, phrase: Phrase })),
})
export type AlarmChange = z.infer<typeof AlarmChange>

const comment = z.string().trim().max(2000).default('')
const reason = z.string().trim().min(1).max(500)

export const alarms = {
  /** Every alarm that is not both cleared and acknowledged; those set aside or suppressed are among them. */
  active: query('viewer').output(z.array(AlarmRow)),
  /** Past alarms, newest first; `before` is the id to go on from. */
  history: query('viewer', 'reader')
    .input(
      z.object({
        stationId: Id.nullable().default(null),
        severity: Severity.nullable().default(null),
        from: z.number().nullable().default(null),
        to: z.number().nullable().default(null),
        before: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ rows: z.array(AlarmRow), more: z.boolean() })),
  /** Alarms set aside, the first to come back first; those whose fault is over meanwhile are among them. */
  shelved: query('viewer').output(z.array(z.object({ alarm: AlarmRow, since: z.number(), reason: z.string() }))),
  /** One alarm with everything that was done to it: who, when, the fields before and after. */
  get: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.object({ alarm: AlarmRow, trail: z.array(AuditEntry) })),
  acknowledge: command('technician').input(AlarmTargets.extend({ comment })).output(AlarmChange),
  unacknowledge: command('technician').input(AlarmTargets).output(AlarmChange),
  comment: command('technician')
    .input(z.object({ id: Id, comment: z.string().trim().min(1).max(2000) }))
    .output(AlarmRow),
  /** Says who is to mend it. */
  assign: command('technician')
    .input(AlarmTargets.extend({ to: z.string().trim().min(1).max(80) }))
    .output(AlarmChange),
  unassign: command('technician').input(AlarmTargets).output(AlarmChange),
  /** Sets alarms aside until a time (epoch ms, at most seven days ahead), when they come back by themselves. */
  shelve: command('technician')
    .input(AlarmTargets.extend({ until: z.number(), reason }))
    .output(AlarmChange),
  unshelve: command('technician').input(AlarmTargets).output(AlarmChange),
  /** Says that nobody need be told of it until its fault clears. */
  suppress: command('engineer').input(AlarmTargets.extend({ reason })).output(AlarmChange),
  unsuppress: command('engineer').input(AlarmTargets).output(AlarmChange),
  /** Ends alarms for good; a new raise is a new alarm. Refused where the polls still see the fault: that ends by itself. */
  close: command('technician').input(AlarmTargets.extend({ comment })).output(AlarmChange),
  rules: query('viewer').output(z.array(AlarmRule)),
  saveRule: command('engineer').input(AlarmRule).output(AlarmRule),
  /** Puts a shipped rule back as it came. */
  resetRule: command('engineer')
    .input(z.object({ id: z.string() }))
    .output(AlarmRule),
  audit: query('engineer', 'reader')
    .input(z.object({ before: z.number().int().nullable().default(null), limit: z.number().int().min(1).max(500).default(200) }))
    .output(z.object({ rows: z.array(AuditEntry), more: z.boolean() })),
}
