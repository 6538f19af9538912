/** Power as the domain tells it, for tests that need no engine. */
import { StationInput, type Station } from '../../shared/model/station.ts'
import type { StationPower } from '../../shared/model/power.ts'
import type { MetricKey, Quality, Reading } from '../../shared/model/metric.ts'
import type { BankRecord } from '../../main/domain/power/bank.ts'
import { estimate } from '../../main/domain/power/estimate.ts'
import { readPower, type PowerDevice } from '../../main/domain/power/inputs.ts'
import { powerOf } from '../../main/domain/power/view.ts'
import type { PowerWatch } from '../../main/domain/power/watch.ts'

export function stationWith(record: BankRecord, rest: Partial<StationInput> = {}): Station {
  return {
    ...StationInput.parse({
      code: 'TQG0001',
      name: 'Trạm thử',
      communeId: 1,
      batteryAh: record.nameplateAh,
      batteryCells: record.cells,
      ...rest,
    }),
    id: 1,
    retiredOn: null,
    maintenance: null,
    mergedInto: null,
    version: 1,
  }
}

export function powerView(devices: readonly PowerDevice[], watch: PowerWatch, record: BankRecord, now: number): StationPower {
  const inputs = readPower(devices, now)
  const told = estimate({ inputs, tracker: watch.tracker, learned: watch.learned, record, installedAt: null, now })
  return powerOf(stationWith(record), inputs, watch, told, now)
}

/** Readings by metric: a number is good. */
export function readings(values: Partial<Record<MetricKey, number | { value: number | null; quality: Quality }>>): Reading[] {
  return Object.entries(values).map(([metric, said]) => ({
    metric: metric as MetricKey,
    instance: '',
    label: '',
    oid: '1',
    raw: null,
    ...(typeof said === 'number' ? { value: said, quality: 'good' as const } : said),
  }))
}
