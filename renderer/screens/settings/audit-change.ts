/** One changed field of the audit trail in words: what the field is called, and its values as a person reads them. */
import type { TFunction } from 'i18next'
import { number } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { isBlank } from './audit-words.ts'

/** Words of a closed set, by the field that holds one of them: the front of their keys. */
const WORDS: Readonly<Record<string, string>> = {
  severity: 'common.severity.',
  role: 'settings.role.',
  kind: 'common.deviceKind.',
  shelter: 'common.shelter.',
  remoteClass: 'common.remoteClass.',
  access: 'common.access.',
  genset: 'common.genset.',
}

/** "raise after (polls)" for `raiseHold.polls`; the field itself where it has no name. */
export function fieldText(field: string, t: TFunction): string {
  const last = field.split('.').at(-1) ?? field
  return t(
    [
      `settings.audit.field.${field}`,
      `settings.audit.field.${last}`,
      `settings.general.${last}`,
      `imports.field.${last}`,
      `traps.settings.${last}`,
    ],
    {
      defaultValue: field,
    },
  )
}

export function valueText(field: string, value: unknown, t: TFunction, locale: Locale): string {
  if (isBlank(value)) return ''
  const last = field.split('.').at(-1) ?? field
  if (Array.isArray(value)) return value.map((one) => valueText(field, one, t, locale)).join(', ')
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'number') {
    if (/(?:At|^until|^at)$/.test(last)) return moment(value, locale)
    return /Ids?$/.test(last) ? `#${value}` : number(value, locale, 6, true)
  }
  if (typeof value === 'object' && value !== null && 'host' in value && 'port' in value)
    return `${String(value.host)}:${String(value.port)}`
  if (typeof value !== 'string') return JSON.stringify(value)
  if (last === 'metric') return t(`metric.${value.replaceAll('.', '_')}.name`, { defaultValue: value })
  if (last === 'ruleId') return t(`rule.${value}.title`, { defaultValue: value })
  const words = WORDS[last]
  return words === undefined ? value : t(words + value, { defaultValue: value })
}
