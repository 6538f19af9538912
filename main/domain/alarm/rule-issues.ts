/** What is wrong with a changed rule or an override, field by field. */
import type { AlarmRule, Condition } from '../../../shared/model/alarm.ts'
import { metric, type MetricKey } from '../../../shared/model/metric.ts'
import type { OverrideScope, RuleChange } from '../../../shared/model/override.ts'
import type { FieldIssue, Phrase } from '../../../shared/model/phrase.ts'
import { isOfStations, metricOf } from './override.ts'
import { RULE_SCOPES } from './rules.ts'

const issue = (path: string, key: string, params?: Phrase['params']): FieldIssue => ({
  path,
  phrase: { key: `rule.problem.${key}`, params },
})

type Threshold = { readonly raise: number; readonly clear: number }

/** The values that can be evidence for a rule: those of the catalogue, within the window where the rule has one. */
function reach(ruleId: string, key: MetricKey): readonly [number, number] {
  const [low, high] = metric(key).range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const [from, to] = RULE_SCOPES[ruleId]?.window ?? [low, high]
  return [Math.max(low, from), Math.min(high, to)]
}

function thresholdIssues(
  ruleId: string,
  condition: Extract<Condition, { kind: 'threshold' }>,
  { raise, clear }: Threshold,
  at: string,
): FieldIssue[] {
  const [low, high] = reach(ruleId, condition.metric)
  const issues: FieldIssue[] = []
  const between = { min: low, max: high, unit: metric(condition.metric).unit }
  // At the very end of what can be measured a value beyond the threshold never comes.
  if (!(raise > low && raise < high)) issues.push(issue(`${at}.raise`, 'outside', between))
  if (!(clear >= low && clear <= high)) issues.push(issue(`${at}.clear`, 'outside', between))
  else if (condition.direction === 'above' ? clear > raise : clear < raise)
    issues.push(issue(`${at}.clear`, condition.direction === 'above' ? 'clearAbove' : 'clearBelow', { raise }))
  return issues
}

/** A rule as a branch wants it, held against the shipped one: kind and metric stay, all else is its own. */
export function ruleIssues(rule: AlarmRule, shipped: AlarmRule): FieldIssue[] {
  const { condition } = rule
  if (condition.kind !== shipped.condition.kind || metricOf(rule) !== metricOf(shipped)) return [issue('condition', 'otherCondition')]
  if (condition.kind === 'threshold') return thresholdIssues(rule.id, condition, condition, 'condition')
  if (condition.kind === 'state') {
    const known = Object.values(metric(condition.metric).states ?? {})
    const unknown = condition.states.find((state) => !known.includes(state))
    if (unknown !== undefined) return [issue('condition.states', 'unknownState', { state: unknown })]
  }
  return []
}

type Known = { readonly rules: ReadonlyMap<string, AlarmRule>; hasStation(id: number): boolean; hasGroup(id: number): boolean }

/** An override, held against the rules that it would change. */
export function overrideIssues(scope: OverrideScope, change: RuleChange, known: Known): FieldIssue[] {
  const issues: FieldIssue[] = []
  if (Object.values(change).every((value) => value === null)) issues.push(issue('change', 'nothing'))
  if (scope.kind === 'station' && !known.hasStation(scope.stationId)) issues.push(issue('scope.stationId', 'noStation'))
  if (scope.kind === 'group' && !known.hasGroup(scope.groupId)) issues.push(issue('scope.groupId', 'noGroup'))
  return [...issues, ...(scope.kind === 'metric' ? metricIssues(scope.metric, change, known) : oneRuleIssues(scope.ruleId, change, known))]
}

function oneRuleIssues(ruleId: string, change: RuleChange, { rules }: Known): FieldIssue[] {
  const rule = rules.get(ruleId)
  if (!rule) return [issue('scope.ruleId', 'noRule', { rule: ruleId })]
  if (!isOfStations(ruleId)) return [issue('scope.ruleId', 'ownAlarm')]
  if (change.threshold === null) return []
  if (rule.condition.kind !== 'threshold') return [issue('change.threshold', 'noThreshold')]
  return thresholdIssues(ruleId, rule.condition, change.threshold, 'change.threshold')
}

function metricIssues(key: MetricKey, change: RuleChange, { rules }: Known): FieldIssue[] {
  const reading = [...rules.values()].filter((rule) => metricOf(rule) === key)
  if (reading.length === 0) return [issue('scope.metric', 'noRuleReads')]
  if (change.threshold === null) return []
  const [one, ...more] = reading.filter((rule) => rule.condition.kind === 'threshold')
  if (!one || one.condition.kind !== 'threshold') return [issue('change.threshold', 'noThreshold')]
  // Too low and too high would get the same numbers.
  if (more.length > 0) return [issue('change.threshold', 'manyThresholds', { count: more.length + 1 })]
  return thresholdIssues(one.id, one.condition, change.threshold, 'change.threshold')
}
