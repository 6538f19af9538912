/** What a proposed change of the rules is about: which rules, which stations, and which rules stand at each before and after it. Pure. */
import { overrideIssues, ruleIssues } from '../domain/alarm/rule-issues.ts'
import { metricOf } from '../domain/alarm/override.ts'
import { compileRules, type RuleSets } from '../domain/alarm/rule-sets.ts'
import { DEFAULT_RULES, withBranch, WHOLE_STATION_RULES } from '../domain/alarm/rules.ts'
import type { RuleProposal } from '../../shared/contract/rules.ts'
import type { AlarmRule } from '../../shared/model/alarm.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Station } from '../../shared/model/station.ts'
import type { Inventory, Reader } from '../store/store.ts'

export type PreviewScope = {
  /** In service and within the proposal's scope, by id. */
  readonly stations: readonly Station[]
  readonly before: RuleSets
  readonly after: RuleSets
  /** Judged in single readings of `metric`; none where samples do not tell of it. */
  readonly judged: readonly string[]
  readonly metric: MetricKey | null
  /** Told only by what answers and what does not, or by a station as a whole. */
  readonly untold: readonly string[]
}

type Layers = ReturnType<Reader['rules']>

/** Refused with the field, as saving it would be. */
export function previewScope(proposal: RuleProposal, layers: Layers, inventory: Inventory, day: string): PreviewScope | Refusal {
  const rules = withBranch(layers.changed)
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const issues = issuesOf(proposal, byId, layers, inventory)
  if (issues.length > 0) return refuse('INVALID', 'invalid', undefined, { issues })
  const now = { rules, overrides: layers.overrides, groups: layers.groups }
  const next =
    proposal.kind === 'rule'
      ? { ...now, rules: rules.map((rule) => (rule.id === proposal.rule.id ? proposal.rule : rule)) }
      : { ...now, overrides: [...layers.overrides.filter(({ id }) => id !== proposal.id), asOverride(proposal)] }
  const about = rulesOf(proposal, rules)
  const judged = about.filter((rule) => metricOf(rule) !== null && !WHOLE_STATION_RULES.has(rule.id))
  return {
    stations: stationsOf(proposal, layers, inventory, day),
    before: compileRules(now),
    after: compileRules(next),
    judged: judged.map(({ id }) => id),
    metric: judged[0] ? metricOf(judged[0]) : null,
    untold: about.filter((rule) => !judged.includes(rule)).map(({ id }) => id),
  }
}

function issuesOf(proposal: RuleProposal, rules: ReadonlyMap<string, AlarmRule>, { groups }: Layers, { stations }: Inventory) {
  if (proposal.kind === 'override')
    return overrideIssues(proposal.scope, proposal.change, {
      rules,
      hasStation: (id) => stations.some((station) => station.id === id),
      hasGroup: (id) => groups.some((group) => group.id === id),
    })
  const shipped = DEFAULT_RULES.find(({ id }) => id === proposal.rule.id)
  return shipped
    ? ruleIssues(proposal.rule, shipped)
    : [{ path: 'id', phrase: { key: 'rule.problem.noRule', params: { rule: proposal.rule.id } } }]
}

function asOverride({ id, scope, change }: Extract<RuleProposal, { kind: 'override' }>) {
  return { id: id ?? 0, scope, change, note: '', changedAt: 0, changedBy: '', version: 1 }
}

function rulesOf(proposal: RuleProposal, rules: readonly AlarmRule[]): AlarmRule[] {
  if (proposal.kind === 'rule') return rules.filter(({ id }) => id === proposal.rule.id)
  const { scope } = proposal
  return rules.filter((rule) => (scope.kind === 'metric' ? metricOf(rule) === scope.metric : rule.id === scope.ruleId))
}

function stationsOf(proposal: RuleProposal, { groups }: Layers, { stations }: Inventory, day: string): Station[] {
  const scope = proposal.kind === 'override' ? proposal.scope : null
  const wanted =
    scope?.kind === 'station'
      ? new Set([scope.stationId])
      : scope?.kind === 'group'
        ? new Set(groups.find(({ id }) => id === scope.groupId)?.stationIds)
        : null
  return stations
    .filter(
      ({ id, retiredOn, commissionedOn }) =>
        retiredOn === null && !(commissionedOn !== null && commissionedOn > day) && (wanted === null || wanted.has(id)),
    )
    .sort((a, b) => a.id - b.id)
}
