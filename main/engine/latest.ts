/** The present value of one metric, of all stations at once, out of memory. */
import { Quality, type MetricKey } from '../../shared/model/metric.ts'
import type { Latest } from '../../shared/contract/history.ts'
import { isStale } from '../domain/metric/freshness.ts'
import type { Fleet } from './fleet.ts'
import type { DeviceState } from './state.ts'

const STALE = Quality.options.indexOf('stale')

const NOWHERE: readonly number[] = []

function placesOf(device: DeviceState, metric: MetricKey): readonly number[] {
  const known = device.places.get(metric)
  if (known) return known
  const found = device.readings.flatMap((reading, place) => (reading.metric === metric ? [place] : []))
  const places = found.length === 0 ? NOWHERE : found
  device.places.set(metric, places)
  return places
}

/** `now`: epoch ms. */
export function latestOf(fleet: Fleet, metric: MetricKey, now: number): Latest {
  const owners: DeviceState[] = []
  const places: number[] = []
  for (const device of fleet.devices.values()) {
    if (!device.station.inService) continue
    for (const place of placesOf(device, metric)) {
      owners.push(device)
      places.push(place)
    }
  }
  const length = owners.length
  const found = {
    stationId: new Uint32Array(length),
    deviceId: new Uint32Array(length),
    instance: owners.map((device, i) => device.readings[places[i]!]!.instance),
    value: new Float64Array(length),
    at: new Float64Array(length),
    quality: new Uint8Array(length),
  }
  for (let i = 0; i < length; i++) {
    const device = owners[i]!
    const { value, quality } = device.readings[places[i]!]!
    const old = (quality === 'good' || quality === 'suspect') && isStale(device.readingsAt, now, device.intervalMs)
    found.stationId[i] = device.station.station.id
    found.deviceId[i] = device.device.id
    found.value[i] = value ?? Number.NaN
    found.at[i] = device.readingsAt
    found.quality[i] = old ? STALE : Quality.options.indexOf(quality)
  }
  return found
}
