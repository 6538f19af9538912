/** What the live readings say of a station's battery, for the sentence about it. Only good and recent values. */
import type { MetricKey } from '../../shared/model/metric.ts'
import type { Battery } from '../domain/health/health.ts'
import { isStale } from '../domain/metric/freshness.ts'
import type { DeviceState } from './state.ts'

export function batteryOf(devices: readonly DeviceState[], now: number): Battery {
  const find = (metric: MetricKey): number | null => {
    for (const device of devices) {
      if (isStale(device.readingsAt, now, device.intervalMs)) continue
      const reading = device.readings.find((one) => one.metric === metric && one.quality === 'good' && one.value !== null)
      if (reading) return reading.value
    }
    return null
  }
  return { voltage: find('battery.voltage') ?? find('dc.voltage'), minutes: find('battery.minutes'), charge: find('battery.charge') }
}
