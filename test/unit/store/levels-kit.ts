/** What the tests of the history's levels share: a writer on a real file, and what is in the file's tables, decoded. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { decodeChunk } from '../../../main/store/history/codec.ts'
import { rowDevice, rowPeriod } from '../../../main/store/history/keys.ts'
import { decodeRollup } from '../../../main/store/history/rollup-codec.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import type { Retention } from '../../../shared/model/settings.ts'
import { afterwards, poll, reading, tempFolder } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const RETENTION: Retention = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
/** Midnight at +07 of a day in March 2026. */
export const march = (day: number): number => Date.UTC(2026, 2, day) - 7 * HOUR
export const TABLES = ['hot', 'chunks', 'days', 'rollups5m', 'rollups1h', 'months1h', 'months1d'] as const
export type TableName = (typeof TABLES)[number]

export function levels(folder = tempFolder()) {
  const { writer } = openHistory(folder)
  afterwards(() => writer.close())
  const file = join(folder, 'history.db')

  /** Works on the file itself, as nobody but a test does. */
  function withDb<T>(work: (db: BetterSqlite.Database) => T): T {
    const db = new Sqlite(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const rows = (table: TableName): { period: number; device: number; body: Uint8Array }[] =>
    withDb((db) =>
      db
        .prepare<[], { id: number; body: Uint8Array }>(`SELECT id, body FROM ${table} ORDER BY id`)
        .all()
        .map(({ id, body }) => ({ period: rowPeriod(id), device: rowDevice(id), body })),
    )
  return {
    folder,
    writer,
    withDb,
    rows,
    counts: (): Record<TableName, number> =>
      withDb((db) => {
        const count = (table: TableName) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
        return Object.fromEntries(TABLES.map((table) => [table, count(table)])) as Record<TableName, number>
      }),
    revisions: (): Record<number, number> =>
      withDb((db) =>
        Object.fromEntries(
          db
            .prepare<[], { day: number; revision: number }>('SELECT day, revision FROM revisions')
            .all()
            .map(({ day, revision }) => [day, revision]),
        ),
      ),
    /** One device's voltage at this time, on disk. */
    take: (at: number, value: number | null, deviceId = 1): void => {
      writer.append(poll(deviceId, at, [reading('dc.voltage', value)]))
      writer.flush()
    },
    compact: (now: number, retention: Retention = RETENTION): void => {
      while (writer.compact(now, retention, 50)) continue
    },
    /** All raw samples of the first series, from whatever table, later written ones over earlier. */
    raw: (deviceId = 1): [at: number, value: number][] => {
      const found = new Map<number, number>()
      for (const table of ['days', 'chunks'] as const) {
        for (const { device, body } of rows(table)) {
          const chunk = device === deviceId ? decodeChunk(body) : null
          chunk?.at.forEach((at, i) => found.set(at, chunk.columns[0]!.values[i]!))
        }
      }
      return [...found].sort(([a], [b]) => a - b)
    },
    /** The buckets of the first series in a table of roll-ups. */
    buckets: (table: 'rollups5m' | 'rollups1h' | 'months1h' | 'months1d', deviceId = 1) => {
      return rows(table)
        .filter(({ device }) => device === deviceId)
        .flatMap(({ body }) => {
          const found = decodeRollup(body)
          if (!found) return []
          const column = found.columns[0]!
          return Array.from(found.at, (at, i) => ({
            at,
            min: column.min[i]!,
            max: column.max[i]!,
            mean: column.mean[i]!,
            last: column.last[i]!,
            count: column.count[i]!,
            bad: column.bad[i]!,
          }))
        })
    },
  }
}
