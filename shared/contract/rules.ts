/** What a branch changes of its alarm rules, and runbooks. The rules themselves are in alarms.ts. */
import { z } from 'zod'
import { AuditEntry } from '../model/alarm.ts'
import { OverrideScope, RuleChange, RuleOverride, Runbook, RunbookInput } from '../model/override.ts'
import { Id } from '../model/station.ts'
import { command, ok, query, versioned } from './procedure.ts'

export const rules = {
  overrides: query('viewer').output(z.array(RuleOverride)),
  /** `id` null: a new one. Its scope never changes afterwards. */
  saveOverride: command('engineer')
    .input(
      z.object({
        id: Id.nullable(),
        version: z.number().int().default(0),
        scope: OverrideScope,
        change: RuleChange,
        note: z.string().trim().max(500).default(''),
      }),
    )
    .output(RuleOverride),
  removeOverride: command('engineer').input(versioned).output(ok),
  runbooks: query('viewer').output(z.array(Runbook)),
  /** `version` 0: there is none yet. One without link and steps is taken away. */
  saveRunbook: command('engineer')
    .input(z.object({ runbook: RunbookInput, version: z.number().int() }))
    .output(Runbook),
  /** What was done to a rule, its overrides and its runbook, newest first. */
  trail: query('engineer')
    .input(z.object({ ruleId: z.string().max(120) }))
    .output(z.array(AuditEntry)),
}
