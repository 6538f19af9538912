/** English: exports of samples. */
import type { exports as vi } from '../vi/exports.ts'
import type { SameKeys } from '../keys.ts'

export const exports: SameKeys<typeof vi> = {
  column: {
    time: 'Time',
    province: 'Province',
    commune: 'Commune',
    stationCode: 'Station code',
    stationName: 'Station name',
    device: 'Device',
    metric: 'Metric',
    instance: 'Instance',
    label: 'Label',
    value: 'Value',
    unit: 'Unit',
    quality: 'Quality',
    min: 'Least',
    mean: 'Mean',
    max: 'Greatest',
    last: 'Last',
    count: 'Good samples',
    bad: 'Bad samples',
  },
}
