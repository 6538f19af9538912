/** Questions to years of history on real files: every class, what stands in for what is gone, harmed rows, late samples, ranking and distribution. */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { run } from '../../../main/store/steps.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'
import type { Retention } from '../../../shared/model/settings.ts'
import { afterwards, openedIn, plain, poll, reading, tempFolder } from './kit.ts'
import { HOUR, levels, march, type TableName } from './levels-kit.ts'

const LATER = 20 * 60_000
const MINUTE = 60_000

function readerOf(folder: string) {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  afterwards(() => reader.close())
  return reader
}

function history(folder?: string) {
  const file = levels(folder)
  openedIn(file.folder)
  let reader = readerOf(file.folder)
  return {
    ...file,
    reader,
    /** As after a restart: nothing is remembered. */
    afresh: () => void (reader = readerOf(file.folder)),
    draw: (from: number, to: number, pixels = 1000, deviceId = 1, metric: MetricKey = 'dc.voltage') =>
      plain(run(reader.series({ series: [{ deviceId, metric, instance: '' }], from, to, pixels }))[0]!),
    /** A value every so many ms, one more each time. */
    fill: (from: number, to: number, step: number) => {
      for (let at = from, value = 1; at < to; at += step, value++) file.writer.append(poll(1, at, [reading('dc.voltage', value)]))
      file.writer.flush()
    },
    harm: (table: TableName) => file.withDb((db) => void db.exec(`UPDATE ${table} SET body = x'0102030405060708'`)),
  }
}

/** February 20th to March 25th, 3 in the morning: rows of every class. Made once. */
let made: string | null = null
function everyClass() {
  const folder = tempFolder()
  if (made) {
    writeFileSync(join(folder, 'history.db'), readFileSync(join(made, 'history.db')))
    return history(folder)
  }
  const at = history(folder)
  at.fill(march(-8), march(25) + 3 * HOUR, 10 * MINUTE)
  at.compact(march(25) + 3 * HOUR + MINUTE)
  const kept = mkdtempSync(join(tmpdir(), 'branchwatch-query-'))
  at.withDb((db) => db.prepare('VACUUM INTO ?').run(join(kept, 'history.db')))
  made = kept
  return at
}
afterAll(() => {
  if (made) rmSync(made, { recursive: true, force: true })
})

describe('the class that a period is drawn from', () => {
  it('is the coarsest that the screen can show, and what is not made yet is drawn from finer ones', () => {
    const { draw, counts } = everyClass()
    expect(counts()).toMatchObject({ days: 33, rollups5m: 33, rollups1h: 24, months1h: 1, months1d: 1, chunks: 3, hot: 0 })
    const [from, to] = [march(-8), march(25) + 3 * HOUR]
    expect(draw(march(3), march(4), 1000)).toMatchObject({ resolution: 'raw' })
    expect(draw(march(3), march(4), 100)).toMatchObject({ resolution: '5m' })
    expect(draw(from, to, 300)).toMatchObject({ resolution: '1h' })
    expect(draw(from, to, 10)).toMatchObject({ resolution: '1d' })
    for (const pixels of [10, 30, 100, 300, 1000]) {
      const { at, min, max, mean, quality } = draw(from, to, pixels)
      expect(at.length).toBeLessThanOrEqual(pixels)
      expect(at.length).toBeGreaterThan(pixels / 3)
      // No hole and nothing twice at any seam: values rise by one from the first to the last.
      expect(quality.every((one) => one === 0)).toBe(true)
      min.forEach((value, i) => expect(value).toBe(i === 0 ? 1 : max[i - 1]! + 1))
      expect(max.at(-1)).toBe((to - from) / (10 * MINUTE))
      mean.forEach((value, i) => expect(value).toBeCloseTo((min[i]! + max[i]!) / 2, 1))
    }
  })

  it('is the samples themselves where they are few', () => {
    const { draw, fill, compact } = history()
    fill(march(1), march(4), 6 * HOUR)
    compact(march(4) + LATER)
    const drawn = draw(march(1), march(4), 100)
    expect(drawn).toMatchObject({ resolution: 'raw', mean: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] })
    expect(drawn.at[1]).toBe(march(1) + 6 * HOUR)
  })

  it('is a coarser one where finer ones have aged out, however closely one looks', () => {
    const { draw, compact, counts, afresh, withDb } = everyClass()
    compact(march(25) + 4 * HOUR, { rawDays: 2, fiveMinuteDays: 2, hourDays: 1100, dayDays: 3650 })
    expect(counts().days).toBeLessThan(4)
    expect(draw(march(10), march(11))).toMatchObject({ resolution: '1h' })
    expect(draw(march(10), march(11)).at).toHaveLength(24)
    // February's hours are in its month's row.
    expect(draw(march(-4), march(-3)).at).toHaveLength(24)
    withDb((db) => db.exec('DELETE FROM months1h'))
    afresh()
    expect(draw(march(-4), march(-2))).toMatchObject({ resolution: '1d', at: [march(-4), march(-3)] })
    const across = draw(march(-8), march(25) + 3 * HOUR, 1000)
    expect(across.resolution).toBe('1d')
    expect(across.at.filter((at) => at < march(1))).toHaveLength(9)
    expect(across.at.filter((at) => at > march(25))).not.toEqual([])
  })
})

describe('what is harmed or twice', () => {
  it.each([
    ['days', 1000, '5m'],
    ['rollups5m', 100, 'raw'],
    ['rollups1h', 12, '5m'],
    ['months1h', 12, '5m'],
    ['months1d', 12, '1h'],
  ] as const)('%s: another class stands in', (table, pixels, instead) => {
    const { draw, harm, afresh } = everyClass()
    const february = table.startsWith('months')
    const [from, to] = table === 'months1d' ? [march(-8), march(1)] : february ? [march(-3), march(-2)] : [march(3), march(4)]
    const before = draw(from, to, table === 'months1d' ? 10 : pixels)
    harm(table)
    afresh()
    const drawn = draw(from, to, table === 'months1d' ? 10 : pixels)
    expect(drawn.resolution).toBe(instead)
    expect([Math.min(...drawn.min.map(Number)), Math.max(...drawn.max.map(Number))]).toEqual([
      Math.min(...before.min.map(Number)),
      Math.max(...before.max.map(Number)),
    ])
  })

  it('an hour that is harmed loses itself only', () => {
    const { draw, fill, compact, withDb } = history()
    fill(march(3), march(3) + 3 * HOUR, 10 * MINUTE)
    compact(march(3) + 3 * HOUR + MINUTE)
    withDb((db) => db.exec("UPDATE chunks SET body = x'00' WHERE id = (SELECT max(id) FROM chunks)"))
    expect(draw(march(3), march(4)).mean).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('samples that are in the hot log, in hours and in a day at once count once', () => {
    const { draw, fill, compact, withDb, counts, afresh } = history()
    fill(march(3), march(4), 10 * MINUTE)
    withDb((db) => db.exec('CREATE TABLE kept AS SELECT * FROM hot'))
    compact(march(4) + MINUTE)
    withDb((db) => db.exec('CREATE TABLE hours AS SELECT * FROM chunks'))
    compact(march(4) + LATER)
    const [raw, hours] = [draw(march(3), march(4)), draw(march(3), march(4), 24)]
    withDb((db) => db.exec('INSERT INTO hot SELECT * FROM kept; INSERT INTO chunks SELECT * FROM hours'))
    afresh()
    expect(counts()).toMatchObject({ hot: 24, chunks: 24, days: 1 })
    expect(draw(march(3), march(4))).toEqual(raw)
    expect(draw(march(3), march(4), 24)).toMatchObject({ at: hours.at, min: hours.min, max: hours.max, mean: hours.mean })
  })

  it('late samples are seen before and after they come into a finished day, whatever was remembered', () => {
    const { draw, take, compact } = everyClass()
    const whole = () => [draw(march(3), march(4), 1000), draw(march(3), march(4), 24), draw(march(-8), march(25), 12)]
    const highest = () => whole().map(({ max }) => Math.max(...max.map(Number)))
    const before = highest()
    expect(before[0]).toBeLessThan(9000)
    take(march(3) + HOUR + 1000, 9000)
    expect(highest()).toEqual([9000, 9000, 9000])
    compact(march(25) + 4 * HOUR)
    expect(highest()).toEqual([9000, 9000, 9000])
    // The same again where the samples of the day are gone, and into a month that is finished.
    const short: Retention = { rawDays: 2, fiveMinuteDays: 2, hourDays: 1100, dayDays: 3650 }
    compact(march(25) + 5 * HOUR, short)
    take(march(3) + 2 * HOUR, 9100)
    take(march(-3) + 2 * HOUR, 9200)
    expect(highest()).toEqual([9100, 9100, 9200])
    compact(march(25) + 6 * HOUR, short)
    expect(highest()).toEqual([9100, 9100, 9200])
    expect(draw(march(-3), march(-2)).quality.every((one) => one === 0)).toBe(true)
  })

  it('late samples of a day whose finer classes have aged out do not hide what is left, though more is kept now', () => {
    const { draw, take, compact, afresh, counts } = everyClass()
    compact(march(25) + 4 * HOUR, { rawDays: 2, fiveMinuteDays: 2, hourDays: 1100, dayDays: 3650 })
    take(march(3) + HOUR, 9000)
    compact(march(25) + 5 * HOUR)
    afresh()
    expect(counts()).toMatchObject({ hot: 0 })
    const { at, max } = draw(march(3), march(4), 100)
    expect(at).toHaveLength(24)
    expect(Math.max(...max.map(Number))).toBe(9000)
  })

  it('another file under the same name is read afresh, and none is none', () => {
    const { draw, folder, writer } = everyClass()
    expect(draw(march(3), march(4), 24).at).not.toEqual([])
    writer.close()
    const other = history()
    other.fill(march(3), march(4), 6 * HOUR)
    other.compact(march(4) + LATER)
    other.writer.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `history.db${suffix}`), { force: true })
    expect(draw(march(3), march(4), 24).at).toEqual([])
    renameSync(join(other.folder, 'history.db'), join(folder, 'history.db'))
    expect(draw(march(3), march(4), 24)).toMatchObject({ mean: [1, 2, 3, 4] })
  })
})

describe('a bad question', () => {
  it('has empty columns where there is nothing', () => {
    const { draw } = everyClass()
    for (const [from, to] of [
      [march(5), march(4)],
      [march(5), march(5)],
      [march(-400), march(-300)],
      [march(400), march(500)],
      [-1e300, -1e299],
      [1e299, 1e300],
    ] as const) {
      expect(draw(from, to)).toMatchObject({ at: [], quality: [] })
    }
    expect(draw(march(3), march(4), 1000, 99).at).toEqual([])
    expect(draw(march(3), march(4), 1000, 1, 'genset.fuel').at).toEqual([])
    expect(draw(-1e300, 1e300, 1000).at.length).toBeGreaterThan(0)
  })

  it('may name a series twice, and forty at once', () => {
    const { reader } = everyClass()
    const one = { deviceId: 1, metric: 'dc.voltage' as const, instance: '' }
    const [a, b, c] = run(reader.series({ series: [one, { ...one, deviceId: 2 }, one], from: march(3), to: march(4), pixels: 50 }))
    expect(plain(c!)).toEqual(plain(a!))
    expect(a!.at.length).toBeGreaterThan(20)
    expect(b).toMatchObject({ deviceId: 2, label: '' })
    expect(run(reader.series({ series: Array.from({ length: 40 }, () => one), from: march(3), to: march(4), pixels: 50 }))).toHaveLength(40)
  })
})

describe('states', () => {
  it('are seconds of each, from samples as from roll-ups, and none of what is no state', () => {
    const { writer, reader, compact } = history()
    for (let minute = 0; minute < 48 * 60; minute++) {
      const code = minute % 60 < 15 ? 0 : 1
      writer.append(poll(1, march(3) + minute * MINUTE, [reading('mains.state', code), reading('dc.voltage', 50)]))
    }
    writer.flush()
    compact(march(4) + LATER)
    const ask = (pixels: number, metric: MetricKey = 'mains.state') =>
      run(reader.states({ series: [{ deviceId: 1, metric, instance: '' }], from: march(3), to: march(5), pixels }))[0]!
    const hours = ask(48)
    expect(hours).toMatchObject({ width: HOUR, resolution: '1h' })
    expect(hours.states.map(({ code }) => code)).toEqual([0, 1])
    expect(hours.at).toHaveLength(48)
    expect([...hours.states[0]!.seconds].every((seconds) => seconds === 900)).toBe(true)
    const total = (seconds: Float64Array) => seconds.reduce((sum, one) => sum + one, 0)
    for (const pixels of [10, 100, 1000]) expect(ask(pixels).states.map(({ seconds }) => total(seconds))).toEqual([48 * 900, 48 * 2700])
    expect(ask(48, 'dc.voltage')).toMatchObject({ states: [] })
  })
})

describe('ranking and distribution', () => {
  /** Three devices of two stations over the day before yesterday and today; the values of device d lie around 10 d. */
  function three() {
    const at = history()
    for (const deviceId of [1, 2, 3]) {
      for (let minute = 0; minute < 50 * 60; minute += 5) {
        const bad = deviceId === 2 && minute % 50 === 0
        const value = minute === 1445 ? deviceId * 10 - 5 : deviceId * 10 + (minute % 10 === 0 ? 1 : 0)
        at.writer.append(
          poll(deviceId, march(3) + minute * MINUTE, [reading('dc.voltage', bad ? null : value), reading('mains.state', deviceId)]),
        )
      }
    }
    at.writer.flush()
    at.compact(march(5) + LATER)
    const scope = { metric: 'dc.voltage' as const, from: march(3), to: march(5) + 2 * HOUR }
    return {
      ...at,
      scope,
      stationOf: new Map([
        [1, 100],
        [2, 100],
        [3, 200],
      ]),
    }
  }

  it('ranks stations by their worst series, and tells the moment', () => {
    const { reader, scope, stationOf } = three()
    const ask = (by: 'min' | 'max' | 'mean', end: 'lowest' | 'highest', n = 10) =>
      run(reader.worst({ ...scope, stationOf, by, code: null, end, n }))
    const lowest = ask('min', 'lowest')
    expect(lowest).toMatchObject({ stations: 2 })
    expect(lowest.rows).toMatchObject([
      { stationId: 100, deviceId: 1, value: 5, at: march(4) + 5 * MINUTE, samples: 600, bad: 0 },
      { stationId: 200, deviceId: 3, value: 25 },
    ])
    expect(ask('max', 'highest', 1).rows).toMatchObject([{ stationId: 200, deviceId: 3, value: 31 }])
    const means = ask('mean', 'highest').rows
    expect(means.map(({ deviceId, at }) => [deviceId, at])).toEqual([
      [3, null],
      [2, null],
    ])
    expect(means[1]!.bad).toBe(60)
    expect(means[0]!.value).toBeCloseTo(30.49, 1)
  })

  it('ranks by the time of a state, and leaves out what is not in the scope', () => {
    const { reader, scope } = three()
    const found = run(
      reader.worst({
        ...scope,
        metric: 'mains.state',
        stationOf: new Map([
          [1, 100],
          [3, 200],
        ]),
        by: 'seconds',
        code: 3,
        end: 'highest',
        n: 5,
      }),
    )
    expect(found.rows.map(({ stationId, value }) => [stationId, value])).toEqual([
      [200, 50 * 3600],
      [100, 0],
    ])
  })

  it('tells how values lie', () => {
    const { reader, scope } = three()
    const found = run(reader.distribution({ ...scope, deviceIds: new Set([1, 2, 3, 4]), bins: 20 }))
    expect(found).toMatchObject({ series: 3, samples: 1800, bad: 60, min: 5, max: 31, states: [] })
    expect(found.counts.reduce((sum, count) => sum + count, 0)).toBe(1740)
    expect(found.counts.length).toBeLessThanOrEqual(20)
    expect(found.edges).toHaveLength(found.counts.length + 1)
    const median = found.quantiles.find(({ share }) => share === 0.5)!.value
    expect(median).toBeGreaterThan(19)
    expect(median).toBeLessThan(22)
    const none = run(reader.distribution({ ...scope, deviceIds: new Set([9]), bins: 20 }))
    expect(none).toMatchObject({ series: 0, samples: 0, min: null, mean: null, quantiles: [] })
    const states = run(reader.distribution({ ...scope, metric: 'mains.state', deviceIds: new Set([1, 2]), bins: 20 })).states
    expect(states).toEqual([
      { code: 1, seconds: 50 * 3600 },
      { code: 2, seconds: 50 * 3600 },
    ])
  })

  it('stops between devices, and other questions are answered meanwhile', () => {
    const { reader, scope, stationOf, draw } = three()
    const steps = reader.worst({ ...scope, stationOf, by: 'min', code: null, end: 'lowest', n: 3 })
    expect(steps.next().done).toBe(false)
    expect(draw(march(3), march(4)).at.length).toBeGreaterThan(100)
    expect(run(steps).rows).toHaveLength(2)
    const given = reader.distribution({ ...scope, deviceIds: new Set(stationOf.keys()), bins: 5 })
    given.next()
    given.return(undefined as never)
    expect(given.next().done).toBe(true)
  })
})
