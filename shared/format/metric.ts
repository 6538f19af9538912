/** A reading's value in the reader's words: number with unit, or the name of a state. */
import type { TFunction } from 'i18next'
import type { Locale } from '../i18n/words.ts'
import { metric, type MetricKey } from '../model/metric.ts'
import { NONE, number, withUnit } from './number.ts'
import { clock, date, duration } from './time.ts'

/** Number alone and unit alone, for columns that align them; bit rates take the prefix that suits. */
export function parts(key: MetricKey, value: number, locale: Locale): { text: string; unit: string } {
  const { unit, decimals } = metric(key)
  if (unit === 'bit/s') {
    const size = Math.abs(value)
    if (size >= 1e9) return { text: number(value / 1e9, locale, 2), unit: 'Gbit/s' }
    if (size >= 1e6) return { text: number(value / 1e6, locale, 1), unit: 'Mbit/s' }
    if (size >= 1e3) return { text: number(value / 1e3, locale, 0), unit: 'kbit/s' }
  }
  return { text: number(value, locale, decimals), unit: unitText(unit, locale) }
}

/** Units of time are words in Vietnamese; the others are the same in every language. */
const TIME_UNITS: Readonly<Record<string, string>> = { min: 'phút', s: 'giây', h: 'giờ' }
export function unitText(unit: string, locale: Locale): string {
  return locale === 'vi' ? (TIME_UNITS[unit] ?? unit) : unit
}

/** A metric's dictionary entry: its key with underscores, since dots separate levels there. */
const entry = (key: MetricKey) => `metric.${key.replaceAll('.', '_')}`

/** The metric's name in the reader's language. */
export function metricName(key: MetricKey, t: TFunction): string {
  return t(`${entry(key)}.name`)
}

/** The name of a state, or null where the metric is no state or the code has no name. */
function stateName(key: MetricKey, value: number, t: TFunction): string | null {
  const name = metric(key).states?.[value]
  return name === undefined ? null : t(`${entry(key)}.state.${name}`, { defaultValue: name })
}

/** The whole value: "−48,2 V", "Xả", "3 giờ 5 phút". */
export function valueText(key: MetricKey, value: number | null, t: TFunction, locale: Locale): string {
  if (value === null) return NONE
  const state = stateName(key, value, t)
  if (state !== null) return state
  if (key === 'system.installed') return date(value * 1000, locale)
  if (key === 'system.clock') return `${date(value * 1000, locale)} ${clock(value * 1000)}`
  if (key === 'system.uptime' || key === 'system.uptime.engine' || key === 'ups.seconds') return duration(value * 1000, locale)
  if (key === 'battery.minutes') return duration(value * 60_000, locale)
  const { text, unit } = parts(key, value, locale)
  return withUnit(text, unit)
}
