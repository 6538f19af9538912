/** Sample history on real files: what was taken in comes out, hot or compacted, and old hours go. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openHistory, type HistoryOptions } from '../../../main/store/history/writer.ts'
import { openSeeder } from '../../../main/store/history/seed.ts'
import { openReader } from '../../../main/store/reader.ts'
import { run } from '../../../main/store/steps.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import type { Reader } from '../../../main/store/store.ts'
import { afterwards, openedIn, plain, poll, reading, tempFolder } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const HOUR = 3_600_000
const T0 = Date.UTC(2026, 2, 1, 6)
const RETENTION = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }

function setUp(options: HistoryOptions = {}) {
  const folder = tempFolder()
  openedIn(folder)
  const { writer } = openHistory(folder, options)
  afterwards(() => writer.close())
  const reader = readerOf(folder)
  const all = (period: { from?: number; to?: number; pixels?: number } = {}, deviceId = 1) =>
    plain(
      run(
        reader.series({
          series: [{ deviceId, metric: 'dc.voltage', instance: '' }],
          from: period.from ?? T0,
          to: period.to ?? T0 + 2 * HOUR,
          pixels: period.pixels ?? 1000,
        }),
      )[0]!,
    )
  const compactAll = (now: number, days = RETENTION.rawDays) => {
    while (writer.compact(now, { ...RETENTION, rawDays: days }, 5)) continue
  }
  return { folder, writer, reader, all, compactAll }
}

function readerOf(folder: string): Reader {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  afterwards(() => reader.close())
  return reader
}

function count(folder: string, table: string): number {
  const db = new Sqlite(join(folder, 'history.db'), { readonly: true })
  const found = Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  db.close()
  return found
}

describe('history', () => {
  it('answers nothing before the first flush, and the samples after it', () => {
    const { writer, all } = setUp()
    writer.append(poll(1, T0 + 1000, [reading('dc.voltage', 53.91)]))
    expect(all().at).toEqual([])
    writer.flush()
    expect(all()).toMatchObject({ at: [T0 + 1000], min: [53.91], max: [53.91], mean: [53.91] })
    expect(writer).toMatchObject({ state: 'ok', detail: null })
  })

  it('gives the same from chunks as from the hot log', () => {
    const { writer, all, compactAll, folder, reader } = setUp()
    reader.follow()
    for (let minute = 0; minute < 90; minute++) {
      for (const device of [1, 2, 300]) {
        const value = minute % 7 === 3 ? null : 48 + device + minute / 100
        writer.append(poll(device, T0 + minute * 60_000 + device, [reading('dc.voltage', value), reading('dc.load.current', minute)]))
      }
      writer.flush()
      // Whether or not somebody looked in between.
      if (minute % 40 === 0) reader.follow()
    }
    const hot = [all(), all({}, 2), all({ pixels: 20 }, 300)]
    compactAll(T0 + 1.5 * HOUR)
    expect([count(folder, 'chunks'), count(folder, 'hot')]).toEqual([3, 30])
    expect([all(), all({}, 2), all({ pixels: 20 }, 300)]).toEqual(hot)
    compactAll(T0 + 2 * HOUR + 10_000)
    expect([count(folder, 'chunks'), count(folder, 'hot')]).toEqual([6, 0])
    expect([all(), all({}, 2), all({ pixels: 20 }, 300)]).toEqual(hot)
    expect(hot[0]!.mean[3]).toBeNull()
    expect(hot[0]!.mean[4]).toBe(49.04)
  })

  it('takes late samples into an hour that was compacted', () => {
    const { writer, all, compactAll, folder } = setUp()
    writer.append(poll(1, T0 + 1000, [reading('dc.voltage', 50)]))
    writer.flush()
    compactAll(T0 + HOUR + 10_000)
    writer.append(poll(1, T0 + 500, [reading('dc.voltage', 49)]))
    writer.append(poll(1, T0 + 1000, [reading('dc.voltage', 51)]))
    writer.flush()
    const before = all()
    compactAll(T0 + HOUR + 10_000)
    expect(all()).toEqual(before)
    expect(before).toMatchObject({ at: [T0 + 500, T0 + 1000], mean: [49, 51] })
    expect([count(folder, 'chunks'), count(folder, 'hot')]).toEqual([1, 0])
  })

  it('is there after a restart, slots and labels too', () => {
    const { writer, folder, reader } = setUp()
    writer.append(poll(1, T0, [{ ...reading('rectifier.current', 10), instance: '1', label: 'Mô-đun 1' }]))
    writer.close()
    const { writer: second } = openHistory(folder)
    afterwards(() => second.close())
    second.append(poll(1, T0 + 60_000, [reading('dc.voltage', 50), { ...reading('rectifier.current', 11), instance: '1', label: 'M1' }]))
    second.flush()
    expect(reader.seriesIndex([1, 2])).toEqual([
      { deviceId: 1, metric: 'rectifier.current', instance: '1', label: 'M1' },
      { deviceId: 1, metric: 'dc.voltage', instance: '', label: '' },
    ])
    const asked = { series: [{ deviceId: 1, metric: 'rectifier.current' as const, instance: '1' }], from: T0, to: T0 + HOUR, pixels: 100 }
    expect(plain(run(reader.series(asked))[0]!)).toMatchObject({ label: 'M1', mean: [10, 11] })
  })

  it('cuts to the period, and answers empty columns for what it has not', () => {
    const { writer, all, reader } = setUp()
    for (let minute = 0; minute < 10; minute++) writer.append(poll(1, T0 + minute * 60_000, [reading('dc.voltage', minute)]))
    writer.flush()
    expect(all({ from: T0 + 60_000, to: T0 + 180_000 })).toMatchObject({ mean: [1, 2] })
    expect(all({ from: T0 + HOUR, to: T0 })).toMatchObject({ at: [] })
    expect(all({ from: 0, to: 4e12 }).mean).toHaveLength(10)
    const unknown = { deviceId: 1, metric: 'genset.fuel' as const, instance: '' }
    expect(run(reader.series({ series: [unknown], from: T0, to: T0 + HOUR, pixels: 10 })).map(plain)).toEqual([
      { ...unknown, label: '', resolution: 'raw', at: [], min: [], max: [], mean: [], quality: [] },
    ])
  })

  it('keeps values that are not good out of the chart, and what is no number at all', () => {
    const { writer, all } = setUp()
    const values = [
      reading('dc.voltage', 50),
      reading('dc.voltage', 5000, 'suspect'),
      reading('dc.voltage', Number.NaN),
      reading('dc.voltage', null, 'stale'),
    ]
    values.forEach((one, minute) => writer.append(poll(1, T0 + minute * 60_000, [one])))
    writer.append(poll(1, T0 + 240_000, [reading('dc.load.current', 3)]))
    writer.flush()
    expect(all()).toMatchObject({ mean: [50, null, null, null], quality: [0, 2, 2, 2] })
  })

  it('leaves a gap where two answers are missing, and none for one', () => {
    const { writer, all } = setUp()
    for (const minute of [0, 1, 2, 4, 5, 9, 10]) writer.append(poll(1, T0 + minute * 60_000, [reading('dc.voltage', minute)]))
    writer.flush()
    expect(all().mean).toEqual([0, 1, 2, 4, 5, null, 9, 10])
    expect(all().quality).toEqual([0, 0, 0, 0, 0, 3, 0, 0])
  })

  it('drops days beyond the retention', () => {
    const { folder, writer, compactAll } = setUp()
    writer.close()
    const seeder = openSeeder(folder)
    if (isOpenProblem(seeder)) throw new Error(seeder.detail)
    seeder.series(1, [{ metric: 'dc.voltage', instance: '', label: '' }])
    const first = T0 / HOUR - 40 * 24
    for (let hour = first; hour < T0 / HOUR; hour++)
      seeder.hour(1, hour, Float64Array.of(hour * HOUR, hour * HOUR + 60_000), [Float64Array.of(1, Number.NaN)])
    seeder.close()
    const { writer: second } = openHistory(folder)
    afterwards(() => second.close())
    while (second.compact(T0, RETENTION, 5)) continue
    // Of today the 13 hours since midnight at +07.
    expect([count(folder, 'days'), count(folder, 'chunks')]).toEqual([35, 13])
    // A clock that runs ahead for a moment must not take the history with it: today's hours become one more day, and one goes.
    while (second.compact(T0 + 400 * 24 * HOUR, RETENTION, 5)) continue
    expect([count(folder, 'days'), count(folder, 'chunks')]).toEqual([35, 0])
    compactAll(T0)
  })

  it('works in small steps when it is given little time', () => {
    const { writer } = setUp()
    for (let i = 0; i < 300; i++) {
      for (let device = 1; device <= 20; device++) writer.append(poll(device, T0 + i * 1000, [reading('dc.voltage', i)]))
      writer.flush()
    }
    let steps = 1
    while (writer.compact(T0 + HOUR + 10_000, RETENTION, 0)) steps++
    expect(steps).toBeGreaterThan(20)
  })

  it('loses only the chunk that was harmed', () => {
    const { writer, all, compactAll, folder } = setUp()
    for (const hour of [0, 1]) writer.append(poll(1, T0 + hour * HOUR, [reading('dc.voltage', hour)]))
    writer.flush()
    compactAll(T0 + 3 * HOUR)
    const db = new Sqlite(join(folder, 'history.db'))
    db.exec("UPDATE chunks SET body = x'010203' WHERE id = (SELECT min(id) FROM chunks)")
    db.close()
    expect(all().mean).toEqual([1])
  })
})
