/** What was typed into the form of an override, read back into a change; what is left empty is as the general rule says. Pure. */
import { readNumber } from '../../../shared/format/parse.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { SEVERITIES, type AlarmRule, type Hold } from '../../../shared/model/alarm.ts'
import type { RuleChange } from '../../../shared/model/override.ts'

export type OverrideText = {
  severity: string
  enabled: string
  raise: string
  clear: string
  raisePolls: string
  raiseSeconds: string
  clearPolls: string
  clearSeconds: string
}
export type OverrideProblem = { key: string; params?: Record<string, number> }
export type ReadChange =
  | { ok: true; change: RuleChange }
  | { ok: false; problems: Partial<Record<keyof OverrideText | 'form', OverrideProblem>> }

const NONE: RuleChange = { severity: null, enabled: null, threshold: null, raiseHold: null, clearHold: null }

export function textOfChange(change: RuleChange, locale: Locale): OverrideText {
  const said = (value: number | undefined) => (value === undefined ? '' : locale === 'vi' ? String(value).replace('.', ',') : String(value))
  return {
    severity: change.severity ?? '',
    enabled: change.enabled === null ? '' : change.enabled ? 'on' : 'off',
    raise: said(change.threshold?.raise),
    clear: said(change.threshold?.clear),
    raisePolls: said(change.raiseHold?.polls),
    raiseSeconds: said(change.raiseHold?.seconds),
    clearPolls: said(change.clearHold?.polls),
    clearSeconds: said(change.clearHold?.seconds),
  }
}

const LIMITS = { polls: [1, 100], seconds: [0, 86_400] } as const

export function readChange(rule: AlarmRule, text: OverrideText): ReadChange {
  const problems: Partial<Record<keyof OverrideText | 'form', OverrideProblem>> = {}
  const change: RuleChange = { ...NONE, severity: SEVERITIES.find((one) => one === text.severity) ?? null }
  change.enabled = text.enabled === '' ? null : text.enabled === 'on'
  if (rule.condition.kind === 'threshold' && (text.raise.trim() !== '' || text.clear.trim() !== '')) {
    const raise = readNumber(text.raise)
    const clear = readNumber(text.clear)
    for (const [name, value] of [
      ['raise', raise],
      ['clear', clear],
    ] as const) {
      if (value === null) problems[name] = { key: 'rules.override.both' }
      else if (value === undefined) problems[name] = { key: 'rules.notANumber' }
    }
    if (typeof raise === 'number' && typeof clear === 'number') {
      const above = rule.condition.direction === 'above'
      if (above ? clear > raise : clear < raise) problems.clear = { key: above ? 'rules.clearWrongAbove' : 'rules.clearWrongBelow' }
      change.threshold = { raise, clear }
    }
  }
  const hold = (front: 'raise' | 'clear', standing: Hold): Hold | null => {
    const [polls, seconds] = [text[`${front}Polls`], text[`${front}Seconds`]]
    if (polls.trim() === '' && seconds.trim() === '') return null
    const read = (name: 'polls' | 'seconds', typed: string, field: keyof OverrideText): number => {
      if (typed.trim() === '') return standing[name]
      const value = readNumber(typed)
      const [min, max] = LIMITS[name]
      if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
      problems[field] = { key: 'settings.general.between', params: { min, max } }
      return standing[name]
    }
    return { polls: read('polls', polls, `${front}Polls`), seconds: read('seconds', seconds, `${front}Seconds`) }
  }
  change.raiseHold = hold('raise', rule.raiseHold)
  change.clearHold = hold('clear', rule.clearHold)
  if (Object.keys(problems).length === 0 && Object.values(change).every((value) => value === null))
    problems.form = { key: 'rules.override.nothing' }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, change }
}
