/** What the readings of a station say of its power: picks, never invents. A value that is not good or suspect is no value. */
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'

export type Power = {
  mains: { state: LiveReadingRow | null; phases: LiveReadingRow[] }
  rectifier: {
    current: LiveReadingRow | null
    voltage: LiveReadingRow | null
    count: LiveReadingRow | null
    faults: number
    load: LiveReadingRow | null
  }
  battery: {
    voltage: LiveReadingRow | null
    charge: LiveReadingRow | null
    minutes: LiveReadingRow | null
    state: LiveReadingRow | null
    current: LiveReadingRow | null
  }
  genset: { state: LiveReadingRow | null; fuel: LiveReadingRow | null }
}

/** True where the value may be shown as a value. */
export const usable = (row: LiveReadingRow | null | undefined): row is LiveReadingRow =>
  row !== null &&
  row !== undefined &&
  row.value !== null &&
  (row.quality === 'good' || row.quality === 'suspect' || row.quality === 'stale')

export function powerOf(readings: readonly LiveReadingRow[]): Power {
  const all = (key: MetricKey) => readings.filter((r) => r.metric === key)
  const one = (...keys: MetricKey[]) => {
    for (const key of keys) {
      const rows = all(key)
      const best = rows.find(usable) ?? rows[0]
      if (best) return best
    }
    return null
  }
  return {
    mains: { state: one('mains.state'), phases: all('mains.voltage') },
    rectifier: {
      current: one('rectifier.current.total', 'dc.load.current'),
      voltage: one('dc.voltage', 'rectifier.voltage'),
      count: one('rectifier.count'),
      faults: all('rectifier.state').filter((r) => r.value !== null && r.value !== 1).length,
      load: one('dc.load.power', 'dc.load.current'),
    },
    battery: {
      voltage: one('battery.voltage'),
      charge: one('battery.charge'),
      minutes: one('battery.minutes'),
      state: one('battery.state'),
      current: one('battery.current'),
    },
    genset: { state: one('genset.state'), fuel: one('genset.fuel') },
  }
}
