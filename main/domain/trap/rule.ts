/** Alarms that only traps tell of: each problem stands as a rule of its own, made from what the trap said. */
import { trapProblem, trapRuleId, type AlarmRow, type AlarmRule } from '../../../shared/model/alarm.ts'
import type { CompiledRule } from '../alarm/judge.ts'
import type { TrapEvent } from './event.ts'

const ONCE = { polls: 1, seconds: 0 }

/** No poll speaks of it, so its condition names nothing that is polled; trap and clear count at once. */
export function ruleOfTrap({ problem, severity, type, cause }: Pick<TrapEvent, 'problem' | 'severity' | 'type' | 'cause'>): CompiledRule {
  const rule: AlarmRule = {
    id: trapRuleId(problem),
    condition: { kind: 'noAnswer', deviceKinds: [] },
    severity,
    type,
    probableCause: cause,
    raiseHold: ONCE,
    clearHold: ONCE,
    enabled: true,
    risk: false,
  }
  return { rule, scope: {}, metric: null, codes: new Set() }
}

/** The rule behind a stored alarm that a trap raised; null where a poll's rule raised it. */
export function ruleOfRow({ ruleId, severity, type, probableCause }: AlarmRow): CompiledRule | null {
  const problem = trapProblem(ruleId)
  return problem === null ? null : ruleOfTrap({ problem, severity, type, cause: probableCause })
}
