/** What a branch changes of its alarm rules, what a change would have meant in the past days, and runbooks. The rules themselves are in alarms.ts. */
import { z } from 'zod'
import { AlarmRule, AuditEntry } from '../model/alarm.ts'
import { OverrideScope, RuleChange, RuleOverride, Runbook, RunbookInput } from '../model/override.ts'
import { Phrase } from '../model/phrase.ts'
import { Id } from '../model/station.ts'
import { command, ok, query, versioned } from './procedure.ts'

/** A change that is thought of: the branch's rule as a whole, or an override (`id` null: a new one). */
export const RuleProposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule'), rule: AlarmRule }),
  z.object({ kind: z.literal('override'), id: Id.nullable(), scope: OverrideScope, change: RuleChange }),
])
export type RuleProposal = z.infer<typeof RuleProposal>

const Counted = z.object({
  /** Alarms; raised again within half an hour of its clear, one is still the same. */
  alarms: z.number().int(),
  /** How often they were raised again. */
  again: z.number().int(),
})
export type Counted = z.infer<typeof Counted>

/** A piece of the answer: some stations, whole. Pieces add up. */
export const PreviewPiece = z.object({
  /** The period that was looked at, epoch ms. */
  from: z.number(),
  to: z.number(),
  /** Why history cannot tell; everything else is empty then. */
  cannotTell: Phrase.nullable(),
  /** history: samples were judged anew; alarms: counted from the alarms that were raised, since samples do not tell it. */
  basis: z.enum(['history', 'alarms']),
  /** Stations for which the change would stand. */
  stations: z.number().int(),
  /** How many of them this piece looked at. */
  looked: z.number().int(),
  /** Where to go on: give it as `after`; null when all were looked at. */
  next: z.number().int().nullable(),
  /** Days at +07 of the period, oldest first. */
  days: z.array(z.object({ at: z.number(), before: z.number().int(), after: z.number().int() })),
  /** Stations of this piece with any alarm, as the rule stands now and as it would. */
  rows: z.array(z.object({ stationId: Id, before: Counted, after: Counted })),
  /** Of the series that were looked at, hours with samples, hours with 5-minute figures alone, and hours with neither. */
  coverage: z.object({ series: z.number().int(), raw: z.number(), coarse: z.number(), missing: z.number() }),
})
export type PreviewPiece = z.infer<typeof PreviewPiece>

export const rules = {
  /** Rules that differ from those shipped, by id. */
  changed: query('viewer').output(z.array(z.string())),
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
  /**
   * "This rule would have raised N alarms": the same steps that judge polls, over stored samples. Answers within about half a second with the stations it came
   * to; asked again with `after` set to `next`, and the same `to`, until that is null. Whoever stops asking has cancelled.
   */
  preview: query('engineer', 'reader')
    .input(
      z.object({
        proposal: RuleProposal,
        to: z.number(),
        days: z.number().int().min(1).max(31).default(7),
        after: z.number().int().min(0).default(0),
      }),
    )
    .output(PreviewPiece),
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
