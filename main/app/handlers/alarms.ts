/** Alarms as they stand, what people do about them, and the rules that raise them. */
import { isRefusal, refuse } from '../../../shared/model/refusal.ts'
import type { Core } from '../core.ts'
import type { Handlers } from './shape.ts'

type Names = 'active' | 'get' | 'acknowledge' | 'unacknowledge' | 'comment' | 'end' | 'rules' | 'saveRule' | 'resetRule'

export function alarms(core: Core): Handlers<'alarms', Names> {
  const { operations, engine } = core
  const rule = <T>(result: T): T => {
    if (!isRefusal(result)) core.stale('rules')
    return result
  }
  return {
    active: () => engine.activeAlarms(),
    get: ({ id }) => {
      const alarm = engine.activeAlarms().find((row) => row.id === id) ?? operations.alarms.get(id)
      return alarm ? { alarm, trail: operations.alarms.trail(id) } : refuse('NOT_FOUND', 'notFound')
    },
    acknowledge: ({ targets, comment }, by) => engine.acknowledge(targets, comment, by),
    unacknowledge: ({ targets }, by) => engine.unacknowledge(targets, by),
    end: ({ id, comment }, by) => engine.end(id, comment, by),
    comment: ({ id, comment }, by) => engine.comment(id, comment, by),
    rules: () => engine.rules(),
    saveRule: (input, by) => rule(engine.saveRule(input, by)),
    resetRule: ({ id }, by) => rule(engine.resetRule(id, by)),
  }
}
