/** Writes finished hours straight into history.db, for benches and demonstrations that need weeks of samples at once. Nothing else may have the file open. */
import { join } from 'node:path'
import type { MetricKey } from '../../../shared/model/metric.ts'
import { HISTORY_MIGRATIONS } from '../migrations/history.ts'
import { closeWriter, isOpenProblem, openWriter, type Db } from '../sqlite.ts'
import type { OpenProblem } from '../store.ts'
import { decimalsOf } from './book.ts'
import { encodeChunk } from './codec.ts'
import { chunkId } from './keys.ts'
import { HISTORY_FILE } from './writer.ts'

export type SeedSeries = { metric: MetricKey; instance: string; label: string }
export type Seeder = {
  /** Names the device's series; their order is the order of `hour`'s columns. */
  series(deviceId: number, series: readonly SeedSeries[]): void
  /** One device's hour: rising times within it, and per series one value per time (NaN: no value came). Answers the bytes written. */
  hour(deviceId: number, hour: number, at: Float64Array, columns: readonly Float64Array[]): number
  /** Everything is on disk after this. */
  close(): void
}

const ROWS_A_COMMIT = 5000
const UNAVAILABLE_NULL = 2 + 8

export function openSeeder(folder: string): Seeder | OpenProblem {
  const db = openWriter(join(folder, HISTORY_FILE), HISTORY_MIGRATIONS, { synchronous: 'NORMAL', incrementalVacuum: true })
  if (isOpenProblem(db)) return db
  const writer: Db = db
  const addSeries = writer.prepare('INSERT OR REPLACE INTO series (deviceId, slot, metric, instance, label) VALUES (?, ?, ?, ?, ?)')
  const addChunk = writer.prepare('INSERT OR REPLACE INTO chunks (id, body) VALUES (?, ?)')
  const decimals = new Map<number, number[]>()
  let rows = 0
  writer.exec('BEGIN')

  function counted(): void {
    if (++rows % ROWS_A_COMMIT === 0) writer.exec('COMMIT; BEGIN')
  }

  return {
    series(deviceId, series) {
      series.forEach(({ metric, instance, label }, slot) => addSeries.run(deviceId, slot, metric, instance, label))
      decimals.set(
        deviceId,
        series.map(({ metric }) => decimalsOf(metric)),
      )
      counted()
    },
    hour(deviceId, hour, at, columns) {
      const places = decimals.get(deviceId) ?? []
      const body = encodeChunk({
        at,
        columns: columns.map((values, slot) => ({
          slot,
          decimals: places[slot] ?? 0,
          states: Uint8Array.from(values, (value) => (Number.isNaN(value) ? UNAVAILABLE_NULL : 0)),
          values,
        })),
      })
      addChunk.run(chunkId(hour, deviceId), body)
      counted()
      return body.length
    },
    close() {
      writer.exec('COMMIT')
      closeWriter(writer)
    },
  }
}
