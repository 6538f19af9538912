/** Alarms as they stand, what people do about them, and the rules that raise them. */
import type { AlarmChange } from '../../../shared/contract/alarms.ts'
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import { shelfIssue, type Deed } from '../../domain/alarm/deeds.ts'
import type { Core } from '../core.ts'
import type { Targets } from '../../engine/commands.ts'
import type { By, Handlers } from './shape.ts'

type Deeds = 'acknowledge' | 'unacknowledge' | 'assign' | 'unassign' | 'shelve' | 'unshelve' | 'suppress' | 'unsuppress' | 'close'
type Names = Deeds | 'active' | 'shelved' | 'get' | 'comment' | 'rules' | 'saveRule' | 'resetRule'

/** Of several alarms it is listed which could not be changed; of a single one that is the answer. */
function answered(targets: Targets, done: AlarmChange): AlarmChange | Refusal {
  if (targets.length > 1) return done
  const [current] = done.conflicts
  if (current) return refuse('CONFLICT', 'alarm.changed', undefined, { current })
  const [refused] = done.refused
  if (refused) return { refused: 'INVALID', data: { phrase: refused.phrase } }
  return done.changed.length > 0 ? done : refuse('NOT_FOUND', 'notFound')
}

export function alarms(core: Core): Handlers<'alarms', Names> {
  const { operations, engine } = core
  const rule = <T>(result: T): T => {
    if (!isRefusal(result)) core.stale('rules')
    return result
  }
  const deed = (targets: Targets, what: Deed, by: By) => answered(targets, engine.doToAlarms(targets, what, by))
  return {
    active: () => engine.activeAlarms(),
    get: ({ id }) => {
      const alarm = engine.activeAlarms().find((row) => row.id === id) ?? operations.alarms.get(id)
      return alarm ? { alarm, trail: operations.alarms.trail(id) } : refuse('NOT_FOUND', 'notFound')
    },
    shelved: () =>
      engine.shelvedAlarms().map((alarm) => {
        const put = operations.alarms.trail(alarm.id).findLast((entry) => entry.action === 'alarm.shelve')
        return { alarm, since: put?.at ?? alarm.raisedAt, reason: put?.comment ?? '' }
      }),
    acknowledge: ({ targets, comment }, by) => deed(targets, { kind: 'acknowledge', comment }, by),
    unacknowledge: ({ targets }, by) => deed(targets, { kind: 'unacknowledge' }, by),
    assign: ({ targets, to }, by) => deed(targets, { kind: 'assign', to }, by),
    unassign: ({ targets }, by) => deed(targets, { kind: 'unassign' }, by),
    shelve: ({ targets, until, reason }, by) => {
      const issue = shelfIssue(until, by.at)
      if (issue) return refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: 'until', phrase: issue }] })
      return deed(targets, { kind: 'shelve', until, reason }, by)
    },
    unshelve: ({ targets }, by) => deed(targets, { kind: 'unshelve' }, by),
    suppress: ({ targets, reason }, by) => deed(targets, { kind: 'suppress', reason }, by),
    unsuppress: ({ targets }, by) => deed(targets, { kind: 'unsuppress' }, by),
    close: ({ targets, comment }, by) => deed(targets, { kind: 'close', comment }, by),
    comment: ({ id, comment }, by) => engine.comment(id, comment, by),
    rules: () => engine.rules(),
    saveRule: (input, by) => rule(engine.saveRule(input, by)),
    resetRule: ({ id }, by) => rule(engine.resetRule(id, by)),
  }
}
