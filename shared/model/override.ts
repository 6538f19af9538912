/** What a branch changes of its alarm rules for some stations or some metric, and what it tells its people to do about an alarm. */
import { z } from 'zod'
import { Hold, Severity } from './alarm.ts'
import { MetricKey } from './metric.ts'
import { Id } from './station.ts'

/** For what an override stands: one rule at one station or at a group's, or every rule that reads a metric, at all stations. */
export const OverrideScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('station'), stationId: Id, ruleId: z.string() }),
  z.object({ kind: z.literal('group'), groupId: Id, ruleId: z.string() }),
  z.object({ kind: z.literal('metric'), metric: MetricKey }),
])
export type OverrideScope = z.infer<typeof OverrideScope>

/** What it changes; null: as it is otherwise. */
export const RuleChange = z.object({
  severity: Severity.nullable().default(null),
  enabled: z.boolean().nullable().default(null),
  /** Both thresholds together, in the metric's unit: one alone could stand on the wrong side of the other. */
  threshold: z.object({ raise: z.number(), clear: z.number() }).nullable().default(null),
  raiseHold: Hold.nullable().default(null),
  clearHold: Hold.nullable().default(null),
})
export type RuleChange = z.infer<typeof RuleChange>

export const RuleOverride = z.object({
  id: Id,
  scope: OverrideScope,
  change: RuleChange,
  note: z.string(),
  changedAt: z.number(),
  changedBy: z.string(),
  version: z.number().int(),
})
export type RuleOverride = z.infer<typeof RuleOverride>

/** An address of the web that is safe to put behind a link: http or https, a host without a name and a password before it, and nothing that hides in it. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#@\\]+(?:[/?#][^\s\\]*)?$/i.test(text)
}

/** What a branch tells its people to do about a rule's alarms, beside the advice that is shipped. One for a rule, or for what only traps tell (`trap-<problem>`). */
export const RunbookInput = z.object({
  ruleId: z
    .string()
    .max(120)
    .regex(/^[a-z][A-Za-z0-9-]*$/),
  /** A page with the whole procedure, http or https; empty where there is none. */
  url: z
    .string()
    .trim()
    .max(1000)
    .refine((text) => text === '' || isWebAddress(text), 'webAddress')
    .default(''),
  /** Steps, a line each, in both languages; the other one is shown where one is empty. */
  vi: z.string().max(4000).default(''),
  en: z.string().max(4000).default(''),
})
export type RunbookInput = z.infer<typeof RunbookInput>
export const Runbook = RunbookInput.extend({ changedAt: z.number(), changedBy: z.string(), version: z.number().int() })
export type Runbook = z.infer<typeof Runbook>
