/** Judges one reading by one rule: does it speak for the alarm, against it, in between, or say nothing? */
import type { AlarmRule } from '../../../shared/model/alarm.ts'
import type { DeviceKind } from '../../../shared/model/device.ts'
import { metric, type MetricKey, type Reading } from '../../../shared/model/metric.ts'
import { RULE_SCOPES, WHOLE_STATION_RULES, type RuleScope } from './rules.ts'

/** `between`: inside the hysteresis band; it ends a hold but starts none. `nothing`: no evidence either way. */
export type Sight = 'raise' | 'clear' | 'between' | 'nothing'

/** A rule made ready for many readings: states as codes. */
export type CompiledRule = {
  readonly rule: AlarmRule
  readonly scope: RuleScope
  readonly metric: MetricKey | null
  readonly codes: ReadonlySet<number>
}

export function compile(rule: AlarmRule): CompiledRule {
  const condition = rule.condition
  const codes = new Set<number>()
  if (condition.kind === 'state')
    for (const [code, name] of Object.entries(metric(condition.metric).states ?? {}))
      if (condition.states.includes(name)) codes.add(Number(code))
  return { rule, scope: RULE_SCOPES[rule.id] ?? {}, metric: condition.kind === 'noAnswer' ? null : condition.metric, codes }
}

/** The rules that read metrics of one kind of device, by metric; and the one for its silence. */
export type DeviceRules = { readonly byMetric: ReadonlyMap<MetricKey, readonly CompiledRule[]>; readonly silence: CompiledRule | null }

export function rulesFor(kind: DeviceKind, compiled: readonly CompiledRule[]): DeviceRules {
  const byMetric = new Map<MetricKey, CompiledRule[]>()
  let silence: CompiledRule | null = null
  for (const one of compiled) {
    const { rule, scope } = one
    if (!rule.enabled || WHOLE_STATION_RULES.has(rule.id)) continue
    if (scope.kinds && !scope.kinds.includes(kind)) continue
    if (rule.condition.kind === 'noAnswer') {
      if (rule.condition.deviceKinds.includes(kind)) silence ??= one
    } else byMetric.set(rule.condition.metric, [...(byMetric.get(rule.condition.metric) ?? []), one])
  }
  return { byMetric, silence }
}

/** Only a good value is evidence: a suspect one raises nothing by itself, and what is missing neither raises nor clears. */
export function judge(one: CompiledRule, reading: Pick<Reading, 'value' | 'quality'>): Sight {
  const value = reading.value
  if (reading.quality !== 'good' || value === null || !Number.isFinite(value)) return 'nothing'
  const window = one.scope.window
  if (window && (value < window[0] || value > window[1])) return 'nothing'
  const condition = one.rule.condition
  if (condition.kind === 'state') return one.codes.has(value) ? 'raise' : 'clear'
  if (condition.kind === 'noAnswer') return 'nothing'
  if (condition.direction === 'above') return value > condition.raise ? 'raise' : value <= condition.clear ? 'clear' : 'between'
  return value < condition.raise ? 'raise' : value >= condition.clear ? 'clear' : 'between'
}
