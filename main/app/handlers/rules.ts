/** What a branch changes of its alarm rules for some stations or a metric, and its runbooks. */
import { isRefusal } from '../../../shared/model/refusal.ts'
import { metricOf } from '../../domain/alarm/override.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

type Names = 'overrides' | 'saveOverride' | 'removeOverride' | 'runbooks' | 'saveRunbook' | 'trail'

export function rules(core: Core): Handlers<'rules', Names> {
  const { operations, engine } = core
  const done = <T>(result: T): T => {
    if (!isRefusal(result)) core.stale('rules')
    return result
  }
  return {
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
