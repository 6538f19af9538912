/** What a station's charts can show: subjects that gather metrics of one unit, so that every chart has one y-axis. */
import type { SeriesRequest } from '../../../shared/contract/history.ts'
import { metric, type MetricKey } from '../../../shared/model/metric.ts'

export type Subject = { id: string; metrics: readonly MetricKey[] }

/** In the order of what matters: power first, then backhaul. */
export const SUBJECTS: readonly Subject[] = [
  { id: 'dc', metrics: ['dc.voltage', 'battery.voltage'] },
  { id: 'current', metrics: ['dc.load.current', 'battery.current', 'rectifier.current.total'] },
  { id: 'mains', metrics: ['mains.voltage', 'ups.output.voltage'] },
  { id: 'genset', metrics: ['genset.voltage'] },
  { id: 'charge', metrics: ['battery.charge', 'genset.fuel'] },
  { id: 'temperature', metrics: ['environment.temperature', 'battery.temperature', 'system.temperature'] },
  { id: 'rsl', metrics: ['radio.rsl', 'radio.rsl.remote', 'radio.power'] },
  { id: 'quality', metrics: ['radio.snr', 'radio.mse'] },
  { id: 'traffic', metrics: ['interface.in', 'interface.out'] },
  { id: 'capacity', metrics: ['radio.capacity', 'cell.throughput.down', 'cell.throughput.up'] },
  { id: 'users', metrics: ['cell.users'] },
  { id: 'load', metrics: ['system.cpu', 'system.memory', 'cell.prb.down', 'cell.prb.up'] },
  { id: 'humidity', metrics: ['environment.humidity'] },
  {
    id: 'state',
    metrics: [
      'mains.state',
      'battery.state',
      'genset.state',
      'radio.state',
      'dc.state',
      'ups.source',
      'environment.door',
      'environment.aircon',
    ],
  },
]

/** At most so many lines in one chart: more cannot be told apart. */
export const LINES = 6

type Indexed = SeriesRequest & { label: string }
/** `states`: of metrics of state, drawn as bands. */
export type Shown = { id: string; states: boolean; series: Indexed[] }

/** The subjects that this station has history of. A single metric stands as `metric:<key>`. */
export function available(index: readonly Indexed[], chosen: readonly string[]): Shown[] {
  const of = (id: string, metrics: readonly MetricKey[]): Shown[] => {
    const series = metrics.flatMap((key) => index.filter((one) => one.metric === key)).slice(0, LINES)
    const first = metrics[0]
    return series.length > 0 && first !== undefined ? [{ id, states: metric(first).states !== undefined, series }] : []
  }
  const single = chosen.flatMap((id) => {
    const key = index.find((one) => id === `metric:${one.metric}`)?.metric
    return key === undefined ? [] : of(id, [key])
  })
  return [...SUBJECTS.flatMap((s) => of(s.id, s.metrics)), ...single]
}

/** What is shown before anybody chooses: the first three there are. */
export function defaults(all: readonly Shown[]): string[] {
  return all.slice(0, 3).map((s) => s.id)
}
