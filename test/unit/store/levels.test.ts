/** Hours, days and months of history on real files: what comes of the samples of a device as time goes on. */
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../../main/store/history/keys.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { openedIn, tempFolder } from './kit.ts'
import { HOUR, levels, march, type TableName } from './levels-kit.ts'

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
