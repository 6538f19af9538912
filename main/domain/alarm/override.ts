/**
 * Which rule stands at a station: the shipped one, as the branch changed it, then what overrides change of it: those of its metric, of the station's
 * groups, of the station itself, each field by the nearest that says anything of it. Where two groups of a station disagree, the more watchful wins:
 * the graver severity, on before off, the threshold that is met sooner, the shorter hold before a raise and the longer one before a clear.
 */
import { SEVERITIES, type AlarmRule, type Condition, type Hold } from '../../../shared/model/alarm.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'
import type { RuleChange, RuleOverride } from '../../../shared/model/override.ts'
import type { StationGroup } from '../../../shared/model/station.ts'
import { MONITOR_ISOLATED } from './rules.ts'

export const NO_CHANGE: RuleChange = { severity: null, enabled: null, threshold: null, raiseHold: null, clearHold: null }

/** The console's own alarm belongs to no station. */
export const isOfStations = (ruleId: string): boolean => ruleId !== MONITOR_ISOLATED

/** The metric that a rule reads; null where it asks for answers. */
export const metricOf = ({ condition }: Pick<AlarmRule, 'condition'>): MetricKey | null =>
  condition.kind === 'noAnswer' ? null : condition.metric

function thresholdOf(condition: Condition, threshold: RuleChange['threshold']): Condition {
  if (condition.kind !== 'threshold' || threshold === null) return condition
  const { raise, clear } = threshold
  // A branch may have turned to another kind of rule since: a clear on the wrong side would never end an alarm.
  const backwards = condition.direction === 'above' ? clear > raise : clear < raise
  return backwards || (raise === condition.raise && clear === condition.clear) ? condition : { ...condition, raise, clear }
}

const sameHold = (a: Hold, b: Hold): boolean => a.polls === b.polls && a.seconds === b.seconds

/** The rule with a change; the very same object where it changes nothing. */
export function changed(rule: AlarmRule, change: RuleChange): AlarmRule {
  const severity = change.severity ?? rule.severity
  const enabled = change.enabled ?? rule.enabled
  const condition = thresholdOf(rule.condition, change.threshold)
  const raiseHold = change.raiseHold !== null && !sameHold(change.raiseHold, rule.raiseHold) ? change.raiseHold : rule.raiseHold
  const clearHold = change.clearHold !== null && !sameHold(change.clearHold, rule.clearHold) ? change.clearHold : rule.clearHold
  const same =
    severity === rule.severity &&
    enabled === rule.enabled &&
    condition === rule.condition &&
    raiseHold === rule.raiseHold &&
    clearHold === rule.clearHold
  return same ? rule : { ...rule, severity, enabled, condition, raiseHold, clearHold }
}

/** What the nearer one says nothing of, the farther one decides. */
export function over(near: RuleChange, far: RuleChange): RuleChange {
  return {
    severity: near.severity ?? far.severity,
    enabled: near.enabled ?? far.enabled,
    threshold: near.threshold ?? far.threshold,
    raiseHold: near.raiseHold ?? far.raiseHold,
    clearHold: near.clearHold ?? far.clearHold,
  }
}

/** Of two that are given, the one that `before` puts first; else the one that is given. */
function first<T>(a: T | null, b: T | null, before: (a: T, b: T) => boolean): T | null {
  if (a === null || b === null) return a ?? b
  return before(b, a) ? b : a
}

const POLL_SECONDS = 60
/** Longer holds count as longer, at a poll a minute; the rest only makes an order of any two. */
function isShorter(a: Hold, b: Hold): boolean {
  const length = ({ polls, seconds }: Hold) => Math.max(polls * POLL_SECONDS, seconds)
  return length(a) - length(b) < 0 || (length(a) === length(b) && (a.polls - b.polls || a.seconds - b.seconds) < 0)
}

/** The more watchful of two changes of one rule, field by field; the order of the two does not matter. */
export function watchful(a: RuleChange, b: RuleChange, condition: Condition): RuleChange {
  const up = condition.kind === 'threshold' && condition.direction === 'below' ? -1 : 1
  return {
    severity: first(a.severity, b.severity, (x, y) => SEVERITIES.indexOf(x) < SEVERITIES.indexOf(y)),
    enabled: first(a.enabled, b.enabled, (x, y) => x && !y),
    threshold: first(a.threshold, b.threshold, (x, y) => ((x.raise - y.raise) * up || (x.clear - y.clear) * up) < 0),
    raiseHold: first(a.raiseHold, b.raiseHold, isShorter),
    clearHold: first(a.clearHold, b.clearHold, (x, y) => isShorter(y, x)),
  }
}

/** Everything that decides which rules stand where. `rules`: the shipped ones as the branch changed them. */
export type RuleLayers = {
  readonly rules: readonly AlarmRule[]
  readonly overrides: readonly RuleOverride[]
  readonly groups: readonly StationGroup[]
}

type Changes = ReadonlyMap<string, RuleChange>

export type Resolved = {
  /** Rules where no override of a station or group stands. */
  readonly base: ReadonlyMap<string, AlarmRule>
  /** Those of a station: one and the same map for all stations with the same overrides. */
  of(stationId: number): ReadonlyMap<string, AlarmRule>
}

export function resolveRules({ rules, overrides, groups }: RuleLayers): Resolved {
  const byMetric = new Map<MetricKey, RuleChange>()
  const byStation = new Map<number, Map<string, RuleChange>>()
  const byGroup = new Map<number, Map<string, RuleChange>>()
  const put = (into: Map<number, Map<string, RuleChange>>, id: number, ruleId: string, change: RuleChange): void => {
    const known = into.get(id)
    if (known) known.set(ruleId, change)
    else into.set(id, new Map([[ruleId, change]]))
  }
  for (const { scope, change } of overrides) {
    if (scope.kind === 'metric') byMetric.set(scope.metric, change)
    else if (!isOfStations(scope.ruleId)) continue
    else if (scope.kind === 'station') put(byStation, scope.stationId, scope.ruleId, change)
    else put(byGroup, scope.groupId, scope.ruleId, change)
  }
  const base = new Map(
    rules.map((rule) => {
      const metric = metricOf(rule)
      const change = metric === null ? undefined : byMetric.get(metric)
      return [rule.id, change ? changed(rule, change) : rule]
    }),
  )
  const groupsOf = new Map<number, number[]>()
  for (const group of groups) {
    if (!byGroup.has(group.id)) continue
    for (const stationId of group.stationIds) {
      const list = groupsOf.get(stationId)
      if (list) list.push(group.id)
      else groupsOf.set(stationId, [group.id])
    }
  }
  const made = new Map<string, ReadonlyMap<string, AlarmRule>>()

  function changesOf(groupIds: readonly number[], own: Changes | undefined): Map<string, RuleChange> {
    const all = new Map<string, RuleChange>()
    for (const id of groupIds)
      for (const [ruleId, change] of byGroup.get(id) ?? []) {
        const other = all.get(ruleId)
        const condition = base.get(ruleId)?.condition
        all.set(ruleId, other && condition ? watchful(other, change, condition) : change)
      }
    for (const [ruleId, change] of own ?? []) all.set(ruleId, over(change, all.get(ruleId) ?? NO_CHANGE))
    return all
  }

  return {
    base,
    of(stationId) {
      const own = byStation.get(stationId)
      const groupIds = groupsOf.get(stationId)
      if (!own && !groupIds) return base
      const key = `${own ? stationId : ''}|${(groupIds ?? []).toSorted((a, b) => a - b).join()}`
      const known = made.get(key)
      if (known) return known
      const set = new Map(base)
      for (const [ruleId, change] of changesOf(groupIds ?? [], own)) {
        const rule = base.get(ruleId)
        if (rule) set.set(ruleId, changed(rule, change))
      }
      made.set(key, set)
      return set
    },
  }
}
