/** How a series is called in a legend, a table, a file: the metric, and its row where there are several; and what tells it from others. */
import type { TFunction } from 'i18next'
import type { Series } from '../../shared/contract/history.ts'
import { metricName } from '../../shared/format/metric.ts'

export function seriesName(one: Pick<Series, 'metric' | 'instance' | 'label'>, t: TFunction): string {
  const row = one.label === '' ? one.instance : one.label
  const name = metricName(one.metric, t)
  return row === '' ? name : `${name} · ${row}`
}

/** Names of series that stand together: where two devices have the same, the device is said too. */
export function seriesNames<T extends Pick<Series, 'deviceId' | 'metric' | 'instance' | 'label'>>(
  all: readonly T[],
  t: TFunction,
  deviceName: (id: number) => string,
): (one: T) => string {
  const count = new Map<string, number>()
  for (const one of all) {
    const name = seriesName(one, t)
    count.set(name, (count.get(name) ?? 0) + 1)
  }
  return (one) => {
    const name = seriesName(one, t)
    const device = (count.get(name) ?? 0) > 1 ? deviceName(one.deviceId) : ''
    return device === '' ? name : `${name} · ${device}`
  }
}

/** Tells a series from the others of a page. */
export function seriesId(one: Pick<Series, 'deviceId' | 'metric' | 'instance'>): string {
  return `${one.deviceId}/${one.metric}/${one.instance}`
}
