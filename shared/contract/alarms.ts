/** Alarms, active and past, what people do about them, the rules that raise them, and the audit trail. */
import { z } from 'zod'
import { AlarmRow, AlarmRule, AuditEntry, Severity } from '../model/alarm.ts'
import { Id } from '../model/station.ts'
import { command, query } from './procedure.ts'

/** Alarms with the version each was seen at; those changed meanwhile are answered in `conflicts` with their present state. */
export const AlarmTargets = z.object({
  targets: z
    .array(z.object({ id: Id, version: z.number().int() }))
    .min(1)
    .max(5000),
})
export const AlarmChange = z.object({ changed: z.array(AlarmRow), conflicts: z.array(AlarmRow) })

export const alarms = {
  /** Every alarm that is not both cleared and acknowledged. */
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
  /** One alarm with everything that was done to it. */
  get: query('viewer')
    .input(z.object({ id: Id }))
    .output(z.object({ alarm: AlarmRow, trail: z.array(AuditEntry) })),
  acknowledge: command('technician')
    .input(AlarmTargets.extend({ comment: z.string().trim().max(2000).default('') }))
    .output(AlarmChange),
  unacknowledge: command('technician').input(AlarmTargets).output(AlarmChange),
  comment: command('technician')
    .input(z.object({ id: Id, comment: z.string().trim().min(1).max(2000) }))
    .output(AlarmRow),
  /** Ends an alarm that only traps tell of, where its clear was lost on the way. What is polled ends by itself. */
  end: command('technician')
    .input(z.object({ id: Id, comment: z.string().trim().max(2000).default('') }))
    .output(AlarmRow),
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
