/** What a branch changes of its alarm rules for some stations or a metric, and its runbooks. */
import { isDeepStrictEqual } from 'node:util'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { metricOf } from '../../domain/alarm/override.ts'
import { DEFAULT_RULES } from '../../domain/alarm/rules.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

type Names = 'changed' | 'overrides' | 'saveOverride' | 'removeOverride' | 'runbooks' | 'saveRunbook' | 'trail'

export function rules(core: Core): Handlers<'rules', Names> {
  const { operations, engine } = core
  const done = <T>(result: T): T => {
    if (!isRefusal(result)) core.stale('rules')
    return result
  }
  return {
    changed: () => {
      const own = operations.alarms.ruleOverrides()
      return DEFAULT_RULES.filter((shipped) => own.some((rule) => rule.id === shipped.id && !isDeepStrictEqual(rule, shipped))).map(
        ({ id }) => id,
      )
    },
    overrides: () => operations.rules.overrides(),
    saveOverride: (wish, by) => done(engine.saveOverride(wish, by)),
    removeOverride: ({ id, version }, by) => done(engine.removeOverride(id, version, by)),
    runbooks: () => operations.rules.runbooks(),
    saveRunbook: ({ runbook, version }, by) => done(operations.rules.saveRunbook(runbook, version, by)),
    trail: ({ ruleId }) => {
      const rule = engine.rules().find((one) => one.id === ruleId)
      return operations.rules.trail(ruleId, rule ? metricOf(rule) : null)
    },
  }
}
