/** Hours, days and months of history on real files: what comes of the samples of a device as time goes on. */
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../../main/store/history/keys.ts'
import { openSeeder } from '../../../main/store/history/seed.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { openedIn, poll, reading, tempFolder } from './kit.ts'
import { DAY, HOUR, levels, march, RETENTION, type TableName } from './levels-kit.ts'
import { decodeRollup } from '../../../main/store/history/rollup-codec.ts'

const LATER = 20 * 60_000

describe('a finished day', () => {
  it('becomes one row of samples and its roll-ups, and its hours go', () => {
    const { take, compact, counts, raw, buckets } = levels()
    for (let minute = 0; minute < 24 * 60; minute += 30) take(march(3) + minute * 60_000, 50 + minute / 60)
    const before = 48
    compact(march(4) + 60_000)
    expect(counts()).toMatchObject({ hot: 0, chunks: 24, days: 0, rollups5m: 0 })
    compact(march(4) + LATER)
    expect(counts()).toMatchObject({ hot: 0, chunks: 0, days: 1, rollups5m: 1, rollups1h: 1, months1h: 0 })
    expect(raw()).toHaveLength(before)
    expect(raw()[3]).toEqual([march(3) + 1.5 * HOUR, 51.5])
    expect(buckets('rollups5m')).toHaveLength(before)
    expect(buckets('rollups1h')).toHaveLength(24)
    expect(buckets('rollups1h')[1]).toMatchObject({ at: march(3) + HOUR, min: 51, max: 51.5, mean: 51.25, last: 51.5, count: 2, bad: 0 })
  })

  it('is not touched before it is over at +07', () => {
    const { take, compact, counts } = levels()
    take(march(3) + HOUR, 50)
    compact(march(3) + 23 * HOUR)
    expect(counts()).toMatchObject({ chunks: 1, days: 0 })
  })

  it('is one row for each device, and a day without samples is none', () => {
    const { take, compact, rows } = levels()
    for (const [at, device] of [
      [march(1), 1],
      [march(1), 2],
      [march(4), 2],
    ] as const)
      take(at, 50, device)
    compact(march(6))
    expect(rows('days').map(({ period, device }) => [period - dayOf(march(1)), device])).toEqual([
      [0, 1],
      [0, 2],
      [3, 2],
    ])
  })
})

describe('a finished month', () => {
  it('becomes one row of hours and one of days, at the borders of +07', () => {
    const { take, compact, counts, buckets } = levels()
    for (let day = 1; day <= 31; day++) for (const hour of [0, 23]) take(march(day) + hour * HOUR, day + hour / 100)
    take(march(32), 99)
    compact(march(32) + 10 * HOUR)
    expect(counts()).toMatchObject({ days: 31, rollups5m: 31, rollups1h: 0, months1h: 1, months1d: 1, chunks: 1 })
    expect(buckets('months1h')).toHaveLength(62)
    expect(buckets('months1d')).toHaveLength(31)
    expect(buckets('months1d')[30]).toMatchObject({ at: march(31), min: 31, max: 31.23, last: 31.23, count: 2 })
  })
})

describe('late samples', () => {
  it('of a day whose samples are there come into them, the later written stands, and its roll-ups are made anew', () => {
    const { take, compact, counts, raw, buckets, revisions } = levels()
    take(march(3) + HOUR, 50)
    take(march(3) + HOUR + 1000, 51)
    compact(march(5))
    expect(revisions()).toEqual({})
    take(march(3) + HOUR + 1000, 54)
    take(march(3) + HOUR + 2000, 55)
    take(march(3), 40)
    compact(march(5) + HOUR)
    expect(raw()).toEqual([
      [march(3), 40],
      [march(3) + HOUR, 50],
      [march(3) + HOUR + 1000, 54],
      [march(3) + HOUR + 2000, 55],
    ])
    expect(buckets('rollups1h')).toMatchObject([
      { at: march(3), mean: 40, count: 1 },
      { at: march(3) + HOUR, min: 50, max: 55, mean: 53, last: 55, count: 3 },
    ])
    expect(counts()).toMatchObject({ hot: 0, chunks: 0, days: 1 })
    expect(revisions()).toEqual({ [dayOf(march(3))]: 1 })
  })

  it('of a month that is finished come into its rows', () => {
    const { take, compact, buckets, revisions, counts } = levels()
    take(march(30) + HOUR, 50)
    take(march(31) + HOUR, 60)
    compact(march(33))
    take(march(30) + HOUR + 1000, 52)
    compact(march(33) + HOUR)
    expect(buckets('months1h')).toMatchObject([
      { at: march(30) + HOUR, mean: 51, count: 2 },
      { at: march(31) + HOUR, mean: 60, count: 1 },
    ])
    expect(buckets('months1d')).toMatchObject([{ mean: 51, count: 2 }, { mean: 60 }])
    expect(counts()).toMatchObject({ rollups1h: 0, days: 2 })
    expect(revisions()).toEqual({ [dayOf(march(30))]: 1, [dayOf(march(1))]: 1 })
  })
})

describe('samples that come while their hour is being finished', () => {
  it('are all kept, whatever number their rows get', () => {
    const { writer, take, raw } = levels()
    take(march(3), 0)
    let step = 0
    for (let more = true; more && step < 500;) {
      more = writer.compact(march(3) + 2 * HOUR, RETENTION, 0)
      step++
      // Rows of many other hours make the writer forget where this hour's numbers stand.
      for (let hour = 30; hour < 40; hour++) writer.append(poll(2, march(3) + hour * HOUR + step * 1000, [reading('dc.voltage', 1)]))
      if (step < 40) take(march(3) + step * 1000, step)
    }
    expect(step).toBeGreaterThan(8)
    while (writer.compact(march(3) + 3 * HOUR, RETENTION, 50)) continue
    expect(raw()).toEqual(Array.from({ length: Math.min(step, 39) + 1 }, (_, i) => [march(3) + i * 1000, i]))
  })
})

describe('a clock that steps', () => {
  it('back an hour over midnight loses nothing; a moment that comes twice has the later value', () => {
    const { take, compact, raw, buckets } = levels()
    const start = march(4) - 30 * 60_000
    for (let minute = 0; minute < 60; minute++) take(start + minute * 60_000, minute)
    for (let minute = 0; minute < 60; minute++) take(start + minute * 60_000, 100 + minute)
    for (let minute = 60; minute < 90; minute++) take(start + minute * 60_000, minute)
    compact(march(5) + HOUR)
    expect(raw()).toEqual(Array.from({ length: 90 }, (_, minute) => [start + minute * 60_000, minute < 60 ? 100 + minute : minute]))
    expect(buckets('rollups5m').reduce((sum, { count }) => sum + count, 0)).toBe(90)
  })

  it('back after the day was finished: its samples are taken in as late ones', () => {
    const { take, compact, raw, buckets } = levels()
    take(march(3) + HOUR, 1)
    compact(march(4) + HOUR)
    take(march(3) + HOUR, 2)
    take(march(3) + 2 * HOUR, 3)
    compact(march(4) + 2 * HOUR)
    expect(raw()).toEqual([
      [march(3) + HOUR, 2],
      [march(3) + 2 * HOUR, 3],
    ])
    expect(buckets('rollups1h').map(({ mean, count }) => [mean, count])).toEqual([
      [2, 1],
      [3, 1],
    ])
  })

  it('far ahead does not end the history, for a moment or with samples of its own', () => {
    const { take, compact, raw, counts } = levels()
    const far = Date.UTC(2099, 5, 1)
    for (let day = 1; day <= 20; day++) take(march(day) + HOUR, day)
    compact(march(21))
    compact(far)
    take(far, 99)
    compact(far + 40 * DAY)
    compact(march(21))
    take(march(21) + HOUR, 21)
    compact(march(22) + HOUR)
    expect(raw().map(([, value]) => value)).toEqual([...Array.from({ length: 21 }, (_, i) => i + 1), 99])
    expect(counts()).toMatchObject({ days: 22, rollups5m: 22 })
  })

  it('far behind drops nothing', () => {
    const { take, compact, raw } = levels()
    take(march(3), 1)
    compact(march(5))
    compact(1000)
    take(5000, 2)
    compact(march(6))
    expect(raw().map(([, value]) => value)).toEqual([2, 1])
  })
})

describe('a harmed row', () => {
  const harm = (table: string, order: 'ASC' | 'DESC' = 'ASC') =>
    `UPDATE ${table} SET body = x'0102030405060708' WHERE id = (SELECT id FROM ${table} ORDER BY id ${order} LIMIT 1)`

  it('of the hot log or of an hour is lost alone, and counted', () => {
    const { take, compact, raw, withDb, writer } = levels()
    for (let hour = 0; hour < 4; hour++) take(march(3) + hour * HOUR, hour)
    withDb((db) => db.exec(harm('hot')))
    compact(march(3) + 10 * HOUR)
    expect(writer.tally.harmed).toBe(1)
    withDb((db) => db.exec(harm('chunks')))
    compact(march(5))
    expect(raw().map(([, value]) => value)).toEqual([2, 3])
    expect(writer.tally).toEqual({ tooLate: 0, harmed: 2, setAside: 0 })
  })

  it('of a day stays as it is; what comes late for that day stays beside it, and reaches the roll-ups when the row’s time is over', () => {
    const { take, compact, raw, withDb, writer, counts, rows, buckets } = levels()
    take(march(3) + HOUR, 1)
    take(march(4) + HOUR, 1)
    compact(march(5))
    withDb((db) => db.exec(harm('days')))
    take(march(3) + 2 * HOUR, 5)
    compact(march(5) + HOUR)
    compact(march(5) + 2 * HOUR)
    expect(writer.tally).toMatchObject({ harmed: 0, setAside: 1 })
    expect(counts()).toMatchObject({ days: 2, chunks: 1, hot: 0 })
    expect(Buffer.from(rows('days')[0]!.body).toString('hex')).toBe('0102030405060708')
    expect(raw().map(([, value]) => value)).toEqual([5, 1])
    for (let day = 5; day <= 45; day++) take(march(day) + HOUR, day)
    compact(march(46))
    compact(march(46) + HOUR)
    expect(counts().chunks).toBe(0)
    expect(
      buckets('months1h')
        .slice(0, 2)
        .map(({ mean, count }) => [mean, count]),
    ).toEqual([
      [1, 1],
      [5, 1],
    ])
  })

  it('of a month stays as it is, and the late day’s hours stay beside it', () => {
    const { take, compact, withDb, writer, counts, buckets } = levels()
    take(march(30) + HOUR, 1)
    compact(march(33))
    withDb((db) => db.exec(harm('months1h')))
    take(march(30) + 2 * HOUR, 5)
    compact(march(33) + HOUR)
    compact(march(33) + 2 * HOUR)
    expect(counts()).toMatchObject({ months1h: 1, months1d: 1, rollups1h: 1, chunks: 0 })
    expect(buckets('rollups1h').map(({ mean }) => mean)).toEqual([1, 5])
    expect(writer.tally.setAside).toBe(1)
  })

  it('of roll-ups is made anew from samples that are still there', () => {
    const { take, compact, withDb, writer, buckets } = levels()
    take(march(3) + HOUR, 1)
    compact(march(5))
    withDb((db) => db.exec(harm('rollups5m')))
    take(march(3) + 2 * HOUR, 5)
    compact(march(5) + HOUR)
    expect(buckets('rollups5m').map(({ mean }) => mean)).toEqual([1, 5])
    expect(writer.tally.harmed).toBe(1)
  })
})

describe('each class of history', () => {
  it('is kept its own time, over a year of a device asked every 5 minutes', () => {
    const retention = { rawDays: 7, fiveMinuteDays: 20, hourDays: 100, dayDays: 3650 }
    const begin = Date.UTC(2025, 0, 1) - 7 * HOUR
    const folder = tempFolder()
    const seeder = openSeeder(folder)
    if (isOpenProblem(seeder)) throw new Error(seeder.detail)
    seeder.series(1, [
      { metric: 'dc.voltage', instance: '', label: '' },
      { metric: 'mains.state', instance: '', label: '' },
    ])
    for (let hour = 0; hour < 365 * 24; hour++) {
      const at = Float64Array.from({ length: 12 }, (_, slot) => begin + hour * HOUR + slot * 300_000)
      const state = hour % 24 < 12 ? 1 : 0
      seeder.hour(1, at[0]! / HOUR, at, [at.map((_, slot) => 50 + ((hour * 12 + slot) % 24) / 10), at.map(() => state)])
    }
    seeder.close()
    const { compact, counts, buckets, rows } = levels(folder)
    for (let day = 1; day <= 365; day++) compact(begin + day * DAY + LATER, retention)
    compact(begin + 365 * DAY + 4 * HOUR, retention)
    expect(counts()).toEqual({ hot: 0, chunks: 0, days: 7, rollups5m: 20, rollups1h: 0, months1h: 4, months1d: 12 })
    expect(rows('days')[0]!.period).toBe(dayOf(begin) + 365 - 7)
    const days = buckets('months1d')
    expect(days).toHaveLength(365)
    for (const day of days) expect(day).toMatchObject({ min: 50, max: 52.3, count: 288, last: 52.3 })
    expect(Math.abs(days[100]!.mean - 51.15)).toBeLessThan(0.01)
    const month = decodeRollup(rows('months1d')[5]!.body)!
    // Half of each day at 1, half at 0.
    const seconds = month.columns[1]!.seconds!
    expect([seconds.get(1)![3], seconds.get(0)![3]]).toEqual([43_200, 43_200])
  })

  it('takes late samples in as far as it is kept, and counts what is too old for all', () => {
    const retention = { rawDays: 3, fiveMinuteDays: 6, hourDays: 40, dayDays: 80 }
    const { take, compact, buckets, writer, raw } = levels()
    for (let day = -150; day <= 20; day++) take(march(day) + HOUR, 10)
    compact(march(21), retention)
    compact(march(21) + HOUR, retention)
    const late = [19, 16, 5, -60, -140]
    for (const day of late) take(march(day) + HOUR + 60_000, 20)
    compact(march(21) + 2 * HOUR, retention)
    const of = (day: number, table: 'rollups5m' | 'rollups1h' | 'months1h' | 'months1d') =>
      buckets(table).find(({ at }) => at >= march(day) && at < march(day + 1))?.count ?? 0
    expect(raw().map(([at]) => at)).toContain(march(19) + HOUR + 60_000)
    expect(raw().map(([at]) => at)).not.toContain(march(16) + HOUR + 60_000)
    expect([of(19, 'rollups5m'), of(16, 'rollups5m'), of(5, 'rollups5m')]).toEqual([2, 2, 0])
    expect([of(19, 'rollups1h'), of(16, 'rollups1h'), of(5, 'rollups1h')]).toEqual([2, 2, 2])
    expect([of(-60, 'months1h'), of(-60, 'months1d')]).toEqual([0, 2])
    expect([of(-140, 'months1d'), writer.tally.tooLate]).toEqual([0, 1])
  })

  it('can be dropped early, and is not mourned when late samples come', () => {
    const { take, compact, writer, counts, buckets } = levels()
    for (let day = 1; day <= 20; day++) take(march(day) + HOUR, day)
    compact(march(21) + LATER)
    while (writer.dropEarly(march(21) + LATER, { ...RETENTION, rawDays: 2 }, 50)) continue
    expect(counts()).toMatchObject({ days: 2, rollups5m: 20 })
    take(march(5) + HOUR + 1000, 7)
    compact(march(21) + HOUR)
    expect(counts()).toMatchObject({ days: 2, chunks: 0 })
    expect(buckets('rollups5m')[4]).toMatchObject({ min: 5, max: 7, count: 2 })
  })
})

describe('what devices and profiles do to their history', () => {
  it('a metric with other decimals, another label, and a device that is gone keep what was there', () => {
    const { writer, compact, raw, withDb } = levels()
    const series = (at: number, value: number, label: string) => {
      writer.append(poll(1, at, [{ ...reading('dc.voltage', value), label }]))
      writer.flush()
    }
    series(march(3) + HOUR, 53.25, 'A')
    series(march(3) + 2 * HOUR, 53.5, 'B')
    compact(march(4) + HOUR)
    series(march(3) + 3 * HOUR, 54, 'B')
    compact(march(5))
    compact(march(20))
    expect(raw().map(([, value]) => value)).toEqual([53.25, 53.5, 54])
    expect(withDb((db) => db.prepare('SELECT label FROM series').pluck().all())).toEqual(['B'])
  })

  it('samples without a value count as bad, also of a whole day', () => {
    const { take, compact, buckets } = levels()
    take(march(3) + HOUR, null)
    take(march(3) + HOUR + 1000, 5)
    take(march(4) + HOUR, null)
    compact(march(5) + LATER)
    expect(buckets('rollups1h').map(({ count, bad, mean }) => [count, bad, mean])).toEqual([
      [1, 1, 5],
      [0, 1, Number.NaN],
    ])
  })
})

describe('what history takes', () => {
  it('is measured by class, as the file has it', () => {
    const folder = tempFolder()
    openedIn(folder)
    const { take, compact, rows } = levels(folder)
    for (let day = 1; day <= 33; day++) for (let hour = 0; hour < 24; hour++) take(march(day) + hour * HOUR, 50 + (hour % 7))
    compact(march(34))
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    const size = reader.historySize()
    reader.close()
    const bytes = (...tables: TableName[]) =>
      tables.reduce((sum, table) => sum + rows(table).reduce((n, { body }) => n + body.length, 0), 0)
    const share = size!.classes.raw.bytes / bytes('days')
    expect(size!.classes).toMatchObject({
      raw: { days: 32, pointsADay: 24 },
      fiveMinutes: { days: 32, pointsADay: 24 },
      hour: { days: 32, pointsADay: 24 },
      day: { days: 31, pointsADay: 1 },
    })
    expect(share).toBeGreaterThanOrEqual(1)
    expect(size!.classes.fiveMinutes.bytes).toBeCloseTo(bytes('rollups5m') * share, -2)
    expect(size!.classes.hour.bytes).toBeCloseTo(bytes('months1h', 'rollups1h') * share, -2)
    expect(Math.abs(size!.unfinished / (bytes('chunks') * share) - 1)).toBeLessThan(0.1)
  })

  it('is nothing where there is no file', () => {
    const folder = tempFolder()
    openedIn(folder)
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    expect(reader.historySize()).toBeNull()
    reader.close()
  })
})
