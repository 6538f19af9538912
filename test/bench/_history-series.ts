/** The series of the history bench: of each simulated device every other reading, so that a station has about 30 values. */
import type { MetricKey, Reading } from '../../shared/model/metric.ts'
import { metric } from '../../shared/model/metric.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { decimalsOf } from '../../main/store/history/book.ts'
import type { Chunk, Column } from '../../main/store/history/codec.ts'
import { dayBegin, DAY_MS } from '../../main/store/history/keys.ts'
import { ABSENT, stateOf } from '../../main/store/history/sample.ts'
import type { SeedSeries } from '../../main/store/history/seed.ts'
import { simulatedProvince, type SimulatedDevice } from '../support/simulated-series.ts'

export const SEED = 7
export const MINUTE = 60_000
/** The simulator's stations have 65 readings; with this share of each device's it is 30. */
const SHARE = 0.485

const isKept = (position: number): boolean => Math.floor((position + 1) * SHARE) > Math.floor(position * SHARE)
export const kept = (readings: readonly Reading[]): Reading[] => readings.filter((_, position) => isKept(position))

/** A poll with the readings that are kept. */
export function keptPoll(device: SimulatedDevice, begin: number): DevicePoll | null {
  const poll = device.poll(begin)
  return poll && { ...poll, readings: kept(poll.readings) }
}

/** Some days of a device; series in the order of their slots. */
export type Template = { readonly family: string; readonly series: readonly SeedSeries[]; readonly days: readonly Chunk[] }

const keyOf = ({ metric: key, instance }: { metric: MetricKey; instance: string }): string => `${key} ${instance}`

/** Devices of `stations` of a province of 3,000, polled for so many days from `first` (a day of keys.ts) on. */
export function templates(wanted: ReadonlySet<number>, first: number, days: number): Template[] {
  const from = dayBegin(first)
  const { devices } = simulatedProvince(SEED, 3000, from, { wanted: ({ index }) => wanted.has(index) })
  const made = devices.map((device) => ({ device, gathered: [] as Chunk[], slots: new Map<string, number>(), series: [] as SeedSeries[] }))
  for (let day = 0; day < days; day++) {
    const polls = made.map((): DevicePoll[] => [])
    // The world goes forward only: all devices minute by minute.
    for (let minute = 0; minute < 1440; minute++) {
      for (const [n, { device }] of made.entries()) {
        const poll = keptPoll(device, from + day * DAY_MS + minute * MINUTE)
        if (poll) polls[n]!.push(poll)
      }
    }
    for (const [n, one] of made.entries()) {
      for (const { readings } of polls[n]!) {
        for (const reading of readings) {
          if (one.slots.has(keyOf(reading))) continue
          one.slots.set(keyOf(reading), one.series.length)
          one.series.push({ metric: reading.metric, instance: reading.instance, label: reading.label })
        }
      }
      one.gathered.push(chunkOf(polls[n]!, one.series, one.slots))
    }
  }
  return made.map(({ device, gathered, series }) => ({ family: device.device.family, series, days: gathered }))
}

function chunkOf(polls: readonly DevicePoll[], series: readonly SeedSeries[], slots: ReadonlyMap<string, number>): Chunk {
  const columns = series.map(({ metric: key }, slot): Column => ({
    slot,
    decimals: decimalsOf(key),
    states: new Uint8Array(polls.length).fill(ABSENT),
    values: new Float64Array(polls.length).fill(Number.NaN),
  }))
  polls.forEach(({ readings }, row) => {
    for (const reading of readings) {
      const column = columns[slots.get(keyOf(reading)) ?? 0]!
      column.states[row] = stateOf(reading.quality, reading.value === null)
      column.values[row] = reading.value ?? Number.NaN
    }
  })
  return { at: Float64Array.from(polls, ({ at }) => at), columns }
}

export const isStateOf =
  (series: readonly SeedSeries[]) =>
  (slot: number): boolean =>
    series[slot] !== undefined && metric(series[slot].metric).states !== undefined
