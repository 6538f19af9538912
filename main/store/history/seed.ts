/** Writes finished rows straight into history.db, for benches and demonstrations that need weeks or years of samples at once. Nothing else may have the file open. */
import { join } from 'node:path'
import type { MetricKey } from '../../../shared/model/metric.ts'
import { HISTORY_MIGRATIONS } from '../migrations/history.ts'
import { closeWriter, isOpenProblem, openWriter, type Db } from '../sqlite.ts'
import type { OpenProblem } from '../store.ts'
import { decimalsOf } from './book.ts'
import { encodeChunk } from './codec.ts'
import { chunkId, rowId } from './keys.ts'
import { HISTORY_FILE } from './writer.ts'

export type SeedSeries = { metric: MetricKey; instance: string; label: string }
/** Tables of one row per period and device; the period is an hour, a day or a month, as in keys.ts. */
export type SeedTable = 'chunks' | 'days' | 'rollups5m' | 'rollups1h' | 'months1h' | 'months1d'
export type Seeder = {
  /** Names the device's series; their order is the order of `hour`'s columns, and their slots. */
  series(deviceId: number, series: readonly SeedSeries[]): void
  /** One device's hour: rising times within it, and per series one value per time (NaN: no value came). Answers the bytes written. */
  hour(deviceId: number, hour: number, at: Float64Array, columns: readonly Float64Array[]): number
  /** A row that is encoded already. */
  row(table: SeedTable, period: number, deviceId: number, body: Uint8Array): void
  /** Everything is on disk after this. */
  close(): void
}

const ROWS_A_COMMIT = 5000
const UNAVAILABLE_NULL = 2 + 8

/** `unsafe`: no journal, for a new file of many gigabytes that is made again when this is interrupted. */
export function openSeeder(folder: string, { unsafe = false }: { unsafe?: boolean } = {}): Seeder | OpenProblem {
  const db = openWriter(join(folder, HISTORY_FILE), HISTORY_MIGRATIONS, { synchronous: 'NORMAL', incrementalVacuum: true })
  if (isOpenProblem(db)) return db
  const writer: Db = db
  if (unsafe) for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -65536']) writer.pragma(pragma)
  const addSeries = writer.prepare('INSERT OR REPLACE INTO series (deviceId, slot, metric, instance, label) VALUES (?, ?, ?, ?, ?)')
  const add = (table: SeedTable) => writer.prepare(`INSERT OR REPLACE INTO ${table} (id, body) VALUES (?, ?)`)
  const tables = {
    chunks: add('chunks'),
    days: add('days'),
    rollups5m: add('rollups5m'),
    rollups1h: add('rollups1h'),
    months1h: add('months1h'),
    months1d: add('months1d'),
  }
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
      tables.chunks.run(chunkId(hour, deviceId), body)
      counted()
      return body.length
    },
    row(table, period, deviceId, body) {
      tables[table].run(rowId(period, deviceId), body)
      counted()
    },
    close() {
      writer.exec('COMMIT')
      if (unsafe) for (const pragma of ['synchronous = NORMAL', 'journal_mode = WAL']) writer.pragma(pragma)
      closeWriter(writer)
    },
  }
}
