/** What a metric of the catalogue is called in Prometheus: base units by its conventions, the unit at the end of the name. Pure. */
import { metricName } from '../../../shared/format/metric.ts'
import { translator } from '../../../shared/i18n/words.ts'
import { metric, MetricKey, type MetricDefinition } from '../../../shared/model/metric.ts'
import type { Family } from './text.ts'

export const PREFIX = 'branchwatch'

/** The base unit, and how many of it one of ours is. */
const UNITS: Readonly<Record<MetricDefinition['unit'], { name: string; times: number } | null>> = {
  '': null,
  V: { name: 'volts', times: 1 },
  A: { name: 'amperes', times: 1 },
  W: { name: 'watts', times: 1 },
  Ah: { name: 'coulombs', times: 3600 },
  '%': { name: 'ratio', times: 0.01 },
  '°C': { name: 'celsius', times: 1 },
  min: { name: 'seconds', times: 60 },
  s: { name: 'seconds', times: 1 },
  h: { name: 'seconds', times: 3600 },
  dBm: { name: 'dbm', times: 1 },
  dB: { name: 'db', times: 1 },
  Hz: { name: 'hertz', times: 1 },
  MHz: { name: 'hertz', times: 1e6 },
  'bit/s': { name: 'bytes_per_second', times: 1 / 8 },
  'Mbit/s': { name: 'bytes_per_second', times: 1e6 / 8 },
  '1/s': { name: 'per_second', times: 1 },
  rpm: { name: 'rpm', times: 1 },
}
/** Last words of our keys that only say the unit. */
const UNIT_WORDS = /\.(?:minutes|seconds|hours)$/

export type MetricFamily = Family & { readonly times: number }

const english = translator('en')

function made(key: MetricKey): MetricFamily {
  const { unit, states } = metric(key)
  const base = UNITS[unit]
  // A count is what a histogram has; of things there are many.
  const stem = `${PREFIX}_${key
    .replace(UNIT_WORDS, '')
    .replace(/\.count$/, 's')
    .replaceAll('.', '_')}`
  const codes = Object.entries(states ?? {}).map(([code, name]) => `${code} ${name}`)
  const help = codes.length === 0 ? metricName(key, english) : `${metricName(key, english)}: ${codes.join(', ')}`
  return { name: base ? `${stem}_${base.name}` : stem, type: 'gauge', unit: base?.name, help, times: base?.times ?? 1 }
}

export const FAMILIES: ReadonlyMap<MetricKey, MetricFamily> = new Map(MetricKey.options.map((key) => [key, made(key)]))

/** The value in the base unit, without the noise that a binary product has in its last digits. */
export function inBase(value: number, times: number): number {
  return times === 1 ? value : Number((value * times).toPrecision(15))
}
