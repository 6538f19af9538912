/** What people change of the rules: the branch's own version of one, overrides of it, and back again. */
import type { AlarmRule } from '../../shared/model/alarm.ts'
import type { OverrideScope, RuleChange, RuleOverride } from '../../shared/model/override.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import { overrideIssues, ruleIssues } from '../domain/alarm/rule-issues.ts'
import { DEFAULT_RULES, withBranch } from '../domain/alarm/rules.ts'
import type { By, Operations } from '../store/store.ts'
import type { Fleet } from './fleet.ts'

/** `id` null: a new one. */
export type OverrideWish = {
  readonly id: number | null
  readonly version: number
  readonly scope: OverrideScope
  readonly change: RuleChange
  readonly note: string
}

/** The shipped rules as the branch changed them. */
export function branchRules(operations: Pick<Operations, 'alarms'>): AlarmRule[] {
  return withBranch(operations.alarms.ruleOverrides())
}

export function saveRule(operations: Operations, rule: AlarmRule, by: By): AlarmRule | Refusal {
  const shipped = DEFAULT_RULES.find((one) => one.id === rule.id)
  const before = branchRules(operations).find((one) => one.id === rule.id)
  if (!before || !shipped) return refuse('NOT_FOUND', 'notFound')
  const issues = ruleIssues(rule, shipped)
  if (issues.length > 0) return refuse('INVALID', 'invalid', undefined, { issues })
  operations.alarms.saveRule(rule, before, by)
  return rule
}

export function resetRule(operations: Operations, id: string, by: By): AlarmRule | Refusal {
  const shipped = DEFAULT_RULES.find((one) => one.id === id)
  if (!shipped) return refuse('NOT_FOUND', 'notFound')
  operations.alarms.resetRule(id, by)
  return shipped
}

export function saveOverride(operations: Operations, fleet: Fleet, wish: OverrideWish, by: By): RuleOverride | Refusal {
  const groups = operations.groups.all()
  const issues = overrideIssues(wish.scope, wish.change, {
    rules: new Map(branchRules(operations).map((rule) => [rule.id, rule])),
    hasStation: (id) => fleet.stations.has(id),
    hasGroup: (id) => groups.some((group) => group.id === id),
  })
  if (issues.length > 0) return refuse('INVALID', 'invalid', undefined, { issues })
  return operations.rules.saveOverride({ ...wish, id: wish.id ?? 0, changedAt: by.at, changedBy: by.actor.name }, by)
}

export function removeOverride(operations: Operations, id: number, version: number, by: By): { ok: true } | Refusal {
  const refused = operations.rules.removeOverride(id, version, by)
  return isRefusal(refused) ? refused : { ok: true }
}
