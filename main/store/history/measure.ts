/** Measures what history takes: by counting the rows of a few periods of each table and taking them for all, never by reading everything. */
import type { ClassSize, HistorySize } from '../../domain/history/forecast.ts'
import type { Db } from '../sqlite.ts'
import { decodeChunk } from './codec.ts'
import { dayOf, monthBegin, rowBegin, rowPeriod } from './keys.ts'
import { samplesOf } from './merge.ts'
import { decodeRollup } from './rollup-codec.ts'

/** Of the newest period, so many rows are unpacked to count what is in them. */
const UNPACKED = 12
const PERIODS_MEASURED = 3
const NOTHING: ClassSize = { bytes: 0, days: 0, bytesADay: 0, pointsADay: 0 }

type Extent = { rows: number; bytes: number }
type Level = { table: string; days: (period: number) => number; points: (body: Uint8Array) => number }

const aDay = (): number => 1
const daysOfMonth = (month: number): number => dayOf(monthBegin(month + 1)) - dayOf(monthBegin(month))
const samples = (body: Uint8Array): number => {
  const chunk = decodeChunk(body)
  return chunk ? samplesOf(chunk) : 0
}
const points = (body: Uint8Array): number => {
  const rollup = decodeRollup(body)
  return rollup ? rollup.columns.reduce((sum, { count, bad }) => sum + count.reduce((n, of, i) => n + (of + bad[i]! > 0 ? 1 : 0), 0), 0) : 0
}

export function historySize(db: Db): HistorySize {
  const number = (name: string): number => Number(db.pragma(name, { simple: true }))
  const page = number('page_size')
  const file = number('page_count') * page
  const free = number('freelist_count') * page
  const hourly = classSize(db, { table: 'chunks', days: () => 1 / 24, points: samples })
  const finished = classSize(db, { table: 'days', days: aDay, points: samples })
  // Before the first day is finished, its hours tell what a day will take.
  const raw = finished.days > 0 ? finished : { ...finished, bytesADay: hourly.bytesADay, pointsADay: hourly.pointsADay }
  const fiveMinutes = classSize(db, { table: 'rollups5m', days: aDay, points })
  const ofMonth = classSize(db, { table: 'rollups1h', days: aDay, points })
  const hours = joinedClass(classSize(db, { table: 'months1h', days: daysOfMonth, points }), ofMonth)
  const days = dailyClass(classSize(db, { table: 'months1d', days: daysOfMonth, points }), hours)
  const hot = db.prepare<[], number>('SELECT coalesce(sum(length(head) + length(body)), 0) FROM hot').pluck().get() ?? 0
  const unfinished = hot + hourly.bytes
  // Pages have room between rows: what the file takes more than its rows is shared out.
  const rows = unfinished + raw.bytes + fiveMinutes.bytes + hours.bytes + days.bytes
  const share = rows > 0 ? Math.min(2, Math.max(1, (file - free) / rows)) : 1
  const grown = (of: ClassSize): ClassSize => ({ ...of, bytes: of.bytes * share, bytesADay: of.bytesADay * share })
  return {
    file,
    free,
    unfinished: unfinished * share,
    classes: { raw: grown(raw), fiveMinutes: grown(fiveMinutes), hour: grown(hours), day: grown(days) },
  }
}

/** The hours of days that are not in a month yet count with the months. */
function joinedClass(months: ClassSize, days: ClassSize): ClassSize {
  return {
    bytes: months.bytes + days.bytes,
    days: months.days + days.days,
    bytesADay: months.bytesADay || days.bytesADay,
    pointsADay: months.pointsADay || days.pointsADay,
  }
}

/** Before the first month is finished, a day is one point for each 24 of its hours. */
function dailyClass(months: ClassSize, hours: ClassSize): ClassSize {
  return months.days > 0 ? months : { ...NOTHING, bytesADay: hours.bytesADay / 24, pointsADay: hours.pointsADay / 24 }
}

function classSize(db: Db, { table, days, points: pointsOf }: Level): ClassSize {
  const next = db.prepare<[number], number | null>(`SELECT min(id) FROM ${table} WHERE id >= ?`).pluck()
  const periods: number[] = []
  for (let id = next.get(0) ?? null; id !== null; id = next.get(rowBegin(rowPeriod(id) + 1)) ?? null) periods.push(rowPeriod(id))
  const newest = periods.at(-1)
  if (newest === undefined) return NOTHING
  const extent = db.prepare<[number, number], Extent>(
    `SELECT count(*) AS rows, coalesce(sum(length(body)), 0) AS bytes FROM ${table} WHERE id >= ? AND id < ?`,
  )
  const measured = spread(periods).map((period) => ({ days: days(period), ...extent.get(rowBegin(period), rowBegin(period + 1))! }))
  const mean = measured.reduce((sum, one) => sum + one.bytes / one.days, 0) / measured.length
  const allDays = periods.reduce((sum, period) => sum + days(period), 0)
  const last = measured.at(-1)!
  const some = db.prepare<[number, number, number], Buffer>(`SELECT body FROM ${table} WHERE id >= ? AND id < ? LIMIT ?`).pluck()
  const bodies = some.all(rowBegin(newest), rowBegin(newest + 1), UNPACKED)
  const pointsARow = bodies.reduce((sum, body) => sum + pointsOf(body), 0) / Math.max(1, bodies.length)
  return { bytes: mean * allDays, days: allDays, bytesADay: last.bytes / last.days, pointsADay: (pointsARow * last.rows) / last.days }
}

/** The oldest, the middle and the newest. */
function spread(periods: readonly number[]): number[] {
  const picked = new Set<number>()
  for (let i = 0; i < PERIODS_MEASURED; i++) picked.add(periods[Math.round(((periods.length - 1) * i) / (PERIODS_MEASURED - 1))]!)
  return [...picked]
}
