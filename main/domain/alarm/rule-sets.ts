/** Rules made ready for judging, once for every distinct set of overrides: stations with the same rules share one set, and rules that no override changes are shared by all. */
import type { AlarmRule } from '../../../shared/model/alarm.ts'
import type { DeviceKind } from '../../../shared/model/device.ts'
import { compile, rulesFor, type CompiledRule, type DeviceRules } from './judge.ts'
import { resolveRules, type RuleLayers } from './override.ts'

export type RuleSet = {
  readonly rules: ReadonlyMap<string, CompiledRule>
  /** Those that judge a kind of device; the same object at each call. */
  of(kind: DeviceKind): DeviceRules
}

export type RuleSets = {
  readonly base: RuleSet
  of(stationId: number): RuleSet
}

export function ruleSetOf(rules: ReadonlyMap<string, CompiledRule>): RuleSet {
  const byKind = new Map<DeviceKind, DeviceRules>()
  return {
    rules,
    of(kind) {
      const known = byKind.get(kind)
      if (known) return known
      const made = rulesFor(kind, [...rules.values()])
      byKind.set(kind, made)
      return made
    },
  }
}

export function compileRules(layers: RuleLayers): RuleSets {
  const resolved = resolveRules(layers)
  const compiled = new Map<AlarmRule, CompiledRule>()
  const ready = (rules: ReadonlyMap<string, AlarmRule>): RuleSet => {
    const all = new Map<string, CompiledRule>()
    for (const [id, rule] of rules) {
      const known = compiled.get(rule) ?? compile(rule)
      compiled.set(rule, known)
      all.set(id, known)
    }
    return ruleSetOf(all)
  }
  const made = new Map<ReadonlyMap<string, AlarmRule>, RuleSet>([[resolved.base, ready(resolved.base)]])
  const setOf = (rules: ReadonlyMap<string, AlarmRule>): RuleSet => {
    const known = made.get(rules)
    if (known) return known
    const set = ready(rules)
    made.set(rules, set)
    return set
  }
  return { base: setOf(resolved.base), of: (stationId) => setOf(resolved.of(stationId)) }
}
