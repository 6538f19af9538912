/** What an override changes, in a few words: "Minor · off · above 42 °C, clears at 39 °C". */
import type { TFunction } from 'i18next'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { AlarmRule } from '../../../shared/model/alarm.ts'
import type { RuleChange } from '../../../shared/model/override.ts'
import { holdText, inUnit } from './rule-words.ts'

export function changeText(change: RuleChange, { condition }: Pick<AlarmRule, 'condition'>, t: TFunction, locale: Locale): string {
  const said: string[] = []
  if (change.severity !== null) said.push(t(`common.severity.${change.severity}`))
  if (change.enabled !== null) said.push(t(change.enabled ? 'rules.enabled' : 'rules.disabled').toLowerCase())
  if (change.threshold !== null && condition.kind === 'threshold') {
    const { raise, clear } = change.threshold
    const front = t(`rules.${condition.direction}`, { value: inUnit(condition.metric, raise, locale) })
    said.push(`${front}, ${t('rules.clearsAt', { value: inUnit(condition.metric, clear, locale) })}`)
  }
  if (change.raiseHold !== null) said.push(`${t('rules.hold').toLowerCase()}: ${holdText(change.raiseHold, t)}`)
  if (change.clearHold !== null) said.push(`${t('rules.clearHold').toLowerCase()}: ${holdText(change.clearHold, t)}`)
  return said.join(' · ')
}
