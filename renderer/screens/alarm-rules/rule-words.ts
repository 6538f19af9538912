/** An alarm rule in words, and what was typed into its form read back into a rule. */
import type { TFunction } from 'i18next'
import { metricName, parts } from '../../../shared/format/metric.ts'
import { withUnit } from '../../../shared/format/number.ts'
import { readNumber } from '../../../shared/format/parse.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { AlarmRule, Hold } from '../../../shared/model/alarm.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'

export function ruleTitle(rule: Pick<AlarmRule, 'id'>, t: TFunction): string {
  return t(`rule.${rule.id}.title`, { defaultValue: rule.id })
}

/** A number in a metric's unit: "−48,2 V". */
export function inUnit(metric: MetricKey, value: number, locale: Locale): string {
  const { text, unit } = parts(metric, value, locale)
  return withUnit(text, unit)
}

/** "Battery voltage below 47 V, clears at 49 V". */
export function conditionText({ condition }: AlarmRule, t: TFunction, locale: Locale): string {
  if (condition.kind === 'noAnswer') {
    if (condition.deviceKinds.length === 0) return t('rules.noAnswer')
    return t('rules.noAnswerKinds', { kinds: condition.deviceKinds.map((kind) => t(`common.deviceKind.${kind}`)).join(', ') })
  }
  const name = metricName(condition.metric, t)
  if (condition.kind === 'state') {
    const states = condition.states.map((state) =>
      t(`metric.${condition.metric.replaceAll('.', '_')}.state.${state}`, { defaultValue: state }),
    )
    return `${name} ${t('rules.states', { states: states.join(', ') })}`
  }
  const raise = t(`rules.${condition.direction}`, { value: inUnit(condition.metric, condition.raise, locale) })
  const clear = t('rules.clearsAt', { value: inUnit(condition.metric, condition.clear, locale) })
  return condition.raise === condition.clear ? `${name} ${raise}` : `${name} ${raise}, ${clear}`
}

/** "3 polls", "60 s", or both. */
export function holdText(hold: Hold, t: TFunction): string {
  const { polls, seconds } = hold
  if (seconds === 0) return t('rules.holdValue', { polls })
  return polls <= 1 ? t('rules.holdSeconds', { seconds }) : t('rules.holdBoth', { polls, seconds })
}

export type RuleText = {
  raise: string
  clear: string
  raisePolls: string
  raiseSeconds: string
  clearPolls: string
  clearSeconds: string
}
export type RuleProblem = { key: string; params?: Record<string, number> }
export type ReadRule = { ok: true; rule: AlarmRule } | { ok: false; problems: Partial<Record<keyof RuleText, RuleProblem>> }

const HOLD_LIMITS = { raisePolls: [1, 100], raiseSeconds: [0, 86_400], clearPolls: [1, 100], clearSeconds: [0, 86_400] } as const

export function textOfRule(rule: AlarmRule, locale: Locale): RuleText {
  const said = (value: number) => (locale === 'vi' ? String(value).replace('.', ',') : String(value))
  const threshold = rule.condition.kind === 'threshold' ? rule.condition : null
  return {
    raise: threshold ? said(threshold.raise) : '',
    clear: threshold ? said(threshold.clear) : '',
    raisePolls: String(rule.raiseHold.polls),
    raiseSeconds: String(rule.raiseHold.seconds),
    clearPolls: String(rule.clearHold.polls),
    clearSeconds: String(rule.clearHold.seconds),
  }
}

export function readRule(rule: AlarmRule, text: RuleText): ReadRule {
  const problems: Partial<Record<keyof RuleText, RuleProblem>> = {}
  const holds = { raisePolls: 1, raiseSeconds: 0, clearPolls: 1, clearSeconds: 0 }
  for (const name of ['raisePolls', 'raiseSeconds', 'clearPolls', 'clearSeconds'] as const) {
    const value = readNumber(text[name])
    const [min, max] = HOLD_LIMITS[name]
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) holds[name] = value
    else problems[name] = { key: 'settings.general.between', params: { min, max } }
  }
  let condition = rule.condition
  if (condition.kind === 'threshold') {
    const raise = readNumber(text.raise)
    const clear = readNumber(text.clear)
    if (typeof raise !== 'number') problems.raise = { key: 'rules.notANumber' }
    if (typeof clear !== 'number') problems.clear = { key: 'rules.notANumber' }
    if (typeof raise === 'number' && typeof clear === 'number') {
      const above = condition.direction === 'above'
      if (above ? clear > raise : clear < raise) problems.clear = { key: `rules.${above ? 'clearWrongAbove' : 'clearWrongBelow'}` }
      condition = { ...condition, raise, clear }
    }
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  return {
    ok: true,
    rule: {
      ...rule,
      condition,
      raiseHold: { polls: holds.raisePolls, seconds: holds.raiseSeconds },
      clearHold: { polls: holds.clearPolls, seconds: holds.clearSeconds },
    },
  }
}
