/** A rule as the list shows it: with its words, what was changed of it, and the overrides and runbook that stand for it. Pure. */
import type { TFunction } from 'i18next'
import { fold, matches } from '../../../shared/format/text.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { AlarmRule } from '../../../shared/model/alarm.ts'
import { metric, type MetricKey } from '../../../shared/model/metric.ts'
import type { RuleOverride, Runbook } from '../../../shared/model/override.ts'
import { conditionText, ruleTitle } from './rule-words.ts'

/** The order of areas in the list. */
export const AREAS = ['power', 'battery', 'genset', 'environment', 'radio', 'network', 'cell', 'system', 'answer'] as const
export type Area = (typeof AREAS)[number]

export type RuleView = {
  readonly rule: AlarmRule
  readonly title: string
  readonly condition: string
  readonly area: Area
  readonly metric: MetricKey | null
  /** Those of its own, and those of the metric it reads. */
  readonly overrides: readonly RuleOverride[]
  readonly runbook: Runbook | null
  /** Differs from the rule as shipped. */
  readonly changed: boolean
  /** Folded title, condition and id. */
  readonly text: string
}

export function metricOfRule({ condition }: Pick<AlarmRule, 'condition'>): MetricKey | null {
  return condition.kind === 'noAnswer' ? null : condition.metric
}

export function viewsOf(
  rules: readonly AlarmRule[],
  overrides: readonly RuleOverride[],
  runbooks: readonly Runbook[],
  changed: ReadonlySet<string>,
  t: TFunction,
  locale: Locale,
): RuleView[] {
  const books = new Map(runbooks.map((book) => [book.ruleId, book]))
  return rules.map((rule) => {
    const key = metricOfRule(rule)
    const title = ruleTitle(rule, t)
    const condition = conditionText(rule, t, locale)
    return {
      rule,
      title,
      condition,
      area: key === null ? 'answer' : metric(key).group,
      metric: key,
      overrides: overrides.filter(({ scope }) => (scope.kind === 'metric' ? scope.metric === key : scope.ruleId === rule.id)),
      runbook: books.get(rule.id) ?? null,
      changed: changed.has(rule.id),
      text: fold(`${title} ${condition} ${rule.id}`),
    }
  })
}

export const NARROW = ['changed', 'overridden', 'off', 'runbook'] as const
export type Narrow = (typeof NARROW)[number]

export function isShown(view: RuleView, words: readonly string[], narrow: readonly string[]): boolean {
  const fits: Record<Narrow, boolean> = {
    changed: view.changed,
    overridden: view.overrides.length > 0,
    off: !view.rule.enabled,
    runbook: view.runbook !== null,
  }
  return matches(view.text, words) && NARROW.every((one) => !narrow.includes(one) || fits[one])
}
