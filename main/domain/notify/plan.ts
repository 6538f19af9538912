/**
 * Decides who is told what: from what happened to incidents, the rules, and what was told before. The same happenings planned twice give the
 * same keys. Escalation goes one step at a time however long nobody looked, and never after somebody acknowledged.
 */
import { MINUTE, SECOND } from '../../../shared/format/time.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import type { MessageKind, NotificationRule, RuleStep } from '../../../shared/model/notification.ts'
import type { IncidentEvent } from '../incident/event.ts'
import { isWorse, matches, receiverOf, targetsOf, type PlanContext } from './context.ts'
import { Gathering, type Gathered } from './gather.ts'
import type { Moment, OpenCase, PlanState, Progress } from './state.ts'
import type { Notice, Target } from './types.ts'

/** After nobody looked for a while nothing escalates before every station has been asked again. */
const GAP_MS = 60 * SECOND
const SETTLE_MS = 3 * MINUTE
/** That an incident grows without its severity rising is said no more often than this. */
const AGAIN_MS = 10 * MINUTE

export type Plan = Gathered & {
  readonly state: PlanState
  /** Incidents whose case changed or ended; it is to be written. */
  readonly touched: ReadonlySet<number>
  /** Incidents about which nobody need be hurried any more: what is on its way to do so is dropped. */
  readonly stopped: ReadonlySet<number>
}

export function plan(state: PlanState, events: readonly IncidentEvent[], context: PlanContext, now: Moment): Plan {
  const cases = new Map(state.cases)
  const touched = new Set<number>()
  const stopped = new Set<number>()
  const notices: Notice[] = []
  const rules = new Map(context.rules.map((rule) => [rule.id, rule]))

  const put = (one: OpenCase): void => {
    cases.set(one.incidentId, one)
    touched.add(one.incidentId)
  }
  const tell = (kind: MessageKind, incident: Incident, ruleId: number, step: number, target: Target, mark = ''): void => {
    // An incident's number could be given again where its first row was never written; its beginning is not.
    const name = `${incident.id}-${incident.beganAt.toString(36)}`
    const key = [name, kind + mark, ruleId, step, target.channelId, target.to].join('.')
    notices.push({ key, kind, severity: incident.severity, incidentId: incident.id, ruleId, step, createdAt: now.at, ...target })
  }

  function progress(rule: NotificationRule, step: number, isHurried: boolean): Progress {
    const next: RuleStep | undefined = rule.steps[step + 1]
    const wait = next && isHurried ? next.afterMinutes * MINUTE : null
    return {
      ruleId: rule.id,
      step,
      nextAt: wait === null ? null : now.at + wait,
      nextMono: wait === null ? null : now.mono + wait,
    }
  }

  /** Rules that name it for the first time begin; those who were told already hear that it grew worse. */
  function takeOpen(incident: Incident, isWorseNow: boolean): void {
    const before = cases.get(incident.id)
    const begun = new Set(before?.rules.map((rule) => rule.ruleId))
    const told = [...(before?.told ?? [])]
    const heard = new Set(told.map(receiverOf))
    const fresh = context.rules.filter((rule) => !begun.has(rule.id) && matches(rule, incident, now.at, context.groups))
    // Over, and back worse than it was: a beginning of its own for those who heard that it had ended.
    const mark = !before && isWorseNow ? `@${incident.version}` : ''
    const isRising = before !== undefined && isWorse(incident.severity, before.severity)
    if (before && isWorseNow && (isRising || now.at - before.toldAt >= AGAIN_MS))
      for (const one of before.told)
        if (rules.get(one.ruleId)?.tellWorse) tell('worsened', incident, one.ruleId, one.step, one, `@${incident.version}`)
    for (const rule of fresh)
      for (const target of targetsOf(rule.steps[0]!, context)) {
        if (heard.has(receiverOf(target))) continue
        heard.add(receiverOf(target))
        told.push({ ...target, ruleId: rule.id, step: 0 })
        tell('began', incident, rule.id, 0, target, mark)
      }
    if (!before && fresh.length === 0) return
    const isHurried = incident.acknowledgedAt === null
    const isSaid = !before || fresh.length > 0 || (isWorseNow && (isRising || now.at - before.toldAt >= AGAIN_MS))
    put({
      incidentId: incident.id,
      severity: isSaid ? incident.severity : before.severity,
      toldAt: isSaid ? now.at : before.toldAt,
      rules: [...(before?.rules ?? []), ...fresh.map((rule) => progress(rule, 0, isHurried))],
      told,
    })
  }

  function stop(id: number): void {
    stopped.add(id)
    const one = cases.get(id)
    if (one?.rules.some((rule) => rule.nextAt !== null))
      put({ ...one, rules: one.rules.map((rule) => ({ ...rule, nextAt: null, nextMono: null })) })
  }

  function end(incident: Incident): void {
    const one = cases.get(incident.id)
    stopped.add(incident.id)
    if (!one) return
    // One that a person merged into another is not over.
    if (incident.mergedInto === null)
      for (const target of one.told)
        if (rules.get(target.ruleId)?.tellEnd) tell('ended', incident, target.ruleId, target.step, target, `@${incident.version}`)
    cases.delete(incident.id)
    touched.add(incident.id)
  }

  function escalate(one: OpenCase): void {
    const due = one.rules.filter((rule) => rule.nextMono !== null && rule.nextMono <= now.mono)
    if (due.length === 0) return
    const incident = context.incident(one.incidentId)
    if (!incident || incident.acknowledgedAt !== null || incident.state === 'ended') return stop(one.incidentId)
    const told = [...one.told]
    const heard = new Set(told.map(receiverOf))
    const next = one.rules.map((before): Progress => {
      if (!due.includes(before)) return before
      const rule = rules.get(before.ruleId)
      const step = rule?.steps[before.step + 1]
      if (!rule || !step) return { ...before, nextAt: null, nextMono: null }
      for (const target of targetsOf(step, context)) {
        tell('escalated', incident, rule.id, before.step + 1, target)
        if (!heard.has(receiverOf(target))) told.push({ ...target, ruleId: rule.id, step: before.step + 1 })
        heard.add(receiverOf(target))
      }
      return progress(rule, before.step + 1, true)
    })
    put({ ...one, rules: next, told })
  }

  for (const { kind, incident } of events) {
    if (kind === 'acknowledged') stop(incident.id)
    else if (kind === 'ended') end(incident)
    else if (incident.mergedInto === null) takeOpen(incident, kind === 'worsened')
  }
  if (now.mono - state.mono > GAP_MS) for (const one of cases.values()) cases.set(one.incidentId, postponed(one, now))
  for (const one of cases.values()) escalate(one)

  const gathering = new Gathering(state, context, now)
  gathering.drop((held) => held.kind === 'escalated' && held.incidentId !== null && stopped.has(held.incidentId))
  gathering.offer(notices)
  gathering.flush()
  const { held, sent, listed, ...gathered } = gathering.result()
  return { ...gathered, touched, stopped, state: { cases, held, sent, listed, mono: now.mono } }
}

/** Nobody looked: what is due waits until there is evidence again. */
function postponed(one: OpenCase, now: Moment): OpenCase {
  const earliest = now.mono + SETTLE_MS
  if (!one.rules.some((rule) => rule.nextMono !== null && rule.nextMono < earliest)) return one
  const rules = one.rules.map((rule) => (rule.nextMono === null ? rule : { ...rule, nextMono: Math.max(rule.nextMono, earliest) }))
  return { ...one, rules }
}

/** True where a plan without events would decide nothing: asked every second. */
export function isIdle(state: PlanState, now: Moment): boolean {
  if (now.mono - state.mono > GAP_MS) return false
  for (const one of state.cases.values())
    for (const rule of one.rules) if (rule.nextMono !== null && rule.nextMono <= now.mono) return false
  for (const list of state.held.values())
    for (const one of list) if (one.dueMono === null ? one.dueAt <= now.at : one.dueMono <= now.mono) return false
  return true
}
