/** The tables of history.db that have one row per period and device, and their statements, prepared once for a connection. */
import { metric, MetricKey } from '../../../shared/model/metric.ts'
import type { Db } from '../sqlite.ts'
import { rowBegin, rowDevice, rowId, rowPeriod } from './keys.ts'

/** Later than any period, and still a safe id. */
const BEYOND = 2 ** 28

export type PeriodTable = {
  get(period: number, deviceId: number): Buffer | null
  put(period: number, deviceId: number, body: Uint8Array): void
  drop(period: number, deviceId: number): void
  /** The first period from this one on that has rows; null without any. */
  next(from: number): number | null
  /** The last period before this one that has rows, or the last of all; null without any. */
  before(period?: number): number | null
  /** The first device after this one with a row in the period; null without any. */
  deviceAfter(period: number, deviceId: number): number | null
  /** Drops rows of periods before this one, at most `most`; answers how many. */
  dropBefore(period: number, most: number): number
}

function periodTable(db: Db, name: string): PeriodTable {
  const get = db.prepare<[number], Buffer>(`SELECT body FROM ${name} WHERE id = ?`).pluck()
  const put = db.prepare<[number, Uint8Array]>(`INSERT OR REPLACE INTO ${name} (id, body) VALUES (?, ?)`)
  const drop = db.prepare<[number]>(`DELETE FROM ${name} WHERE id = ?`)
  const next = db.prepare<[number], number | null>(`SELECT min(id) FROM ${name} WHERE id >= ?`).pluck()
  const before = db.prepare<[number], number | null>(`SELECT max(id) FROM ${name} WHERE id < ?`).pluck()
  const within = db.prepare<[number, number], number | null>(`SELECT min(id) FROM ${name} WHERE id > ? AND id < ?`).pluck()
  const dropSome = db.prepare<[number, number]>(`DELETE FROM ${name} WHERE id IN (SELECT id FROM ${name} WHERE id < ? ORDER BY id LIMIT ?)`)
  const periodOf = (id: number | null | undefined): number | null => (id === null || id === undefined ? null : rowPeriod(id))
  return {
    get: (period, deviceId) => get.get(rowId(period, deviceId)) ?? null,
    put: (period, deviceId, body) => void put.run(rowId(period, deviceId), body),
    drop: (period, deviceId) => void drop.run(rowId(period, deviceId)),
    next: (from) => periodOf(next.get(rowBegin(from))),
    before: (period) => periodOf(before.get(rowBegin(period ?? BEYOND))),
    deviceAfter(period, deviceId) {
      const id = within.get(rowId(period, deviceId), rowBegin(period + 1)) ?? null
      return id === null ? null : rowDevice(id)
    },
    dropBefore: (period, most) => dropSome.run(rowBegin(period), most).changes,
  }
}

export type Tables = {
  readonly db: Db
  /** By hour, as long as the day is not finished. */
  readonly chunks: PeriodTable
  readonly days: PeriodTable
  readonly rollups5m: PeriodTable
  readonly rollups1h: PeriodTable
  readonly months1h: PeriodTable
  readonly months1d: PeriodTable
  /** Which slots of the device hold codes of a state. */
  states(deviceId: number): (slot: number) => boolean
  /** Rows of a day that was finished were written anew. */
  revise(day: number): void
  /** Drops revisions of days before this one. */
  forgetRevisions(day: number): void
}

export function tablesOf(db: Db): Tables {
  const slots = db.prepare<[number], { slot: number; metric: string }>('SELECT slot, metric FROM series WHERE deviceId = ?')
  const revise = db.prepare<[number]>(
    'INSERT INTO revisions (day, revision) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET revision = revision + 1',
  )
  const forget = db.prepare<[number]>('DELETE FROM revisions WHERE day < ?')
  return {
    db,
    chunks: periodTable(db, 'chunks'),
    days: periodTable(db, 'days'),
    rollups5m: periodTable(db, 'rollups5m'),
    rollups1h: periodTable(db, 'rollups1h'),
    months1h: periodTable(db, 'months1h'),
    months1d: periodTable(db, 'months1d'),
    states(deviceId) {
      const codes = new Set<number>()
      for (const { slot, metric } of slots.all(deviceId)) if (isState(metric)) codes.add(slot)
      return (slot) => codes.has(slot)
    },
    revise: (day) => void revise.run(day),
    forgetRevisions: (day) => void forget.run(day),
  }
}

/** A metric that this program does not know is a number like any other. */
function isState(key: string): boolean {
  const { success, data } = MetricKey.safeParse(key)
  return success && metric(data).states !== undefined
}
