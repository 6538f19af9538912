/** A reading's value in words: units, prefixes of bit rates, names of states in both languages. */
import { describe, expect, it } from 'vitest'
import { metricName, valueText } from '../../../shared/format/metric.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { METRICS, type MetricKey } from '../../../shared/model/metric.ts'

const vi = translator('vi')
const en = translator('en')

describe('values', () => {
  it('writes digits and unit of the catalogue', () => {
    expect(valueText('battery.current', -31.25, vi, 'vi')).toBe('−31,3\u2009A')
    expect(valueText('dc.voltage', 53.9, en, 'en')).toBe('53.90\u2009V')
    expect(valueText('dc.voltage', null, en, 'en')).toBe('—')
  })
  it('gives bit rates the prefix that suits', () => {
    expect(valueText('interface.in', 84_200_000, en, 'en')).toBe('84.2\u2009Mbit/s')
    expect(valueText('interface.in', 640, en, 'en')).toBe('640\u2009bit/s')
  })
  it('names states', () => {
    expect(valueText('mains.state', 0, vi, 'vi')).toBe('Mất điện')
  })
  it('says how long a battery lasts in hours', () => {
    expect(valueText('battery.minutes', 95, en, 'en').replaceAll('\u00A0', ' ')).toBe('1 h 35 min')
  })
})

describe('dictionary', () => {
  it('has a name for every metric and every state, in both languages', () => {
    const missing: string[] = []
    for (const key of Object.keys(METRICS) as MetricKey[]) {
      for (const [locale, t] of [
        ['vi', vi],
        ['en', en],
      ] as const) {
        if (metricName(key, t).startsWith('metric.')) missing.push(`${locale} ${key}`)
      }
      const states = (METRICS[key] as { states?: Record<number, string> }).states ?? {}
      for (const name of Object.values(states)) {
        const path = `metric.${key.replaceAll('.', '_')}.state.${name}`
        if (vi(path) === path || en(path) === path) missing.push(path)
      }
    }
    expect(missing).toEqual([])
  })
})
