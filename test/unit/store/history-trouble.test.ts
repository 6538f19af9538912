/** History while its file cannot be written: it goes on in memory, says why, and comes back by itself. Operations are not touched. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openReader } from '../../../main/store/reader.ts'
import { run } from '../../../main/store/steps.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { afterwards, openedIn, plain, poll, reading, tempFolder } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const HOUR = 3_600_000
const RETENTION = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
const T0 = Date.UTC(2026, 2, 1, 6)

function setUp(prepare: (folder: string) => void = () => {}, maxPages?: number) {
  const folder = tempFolder()
  const operations = openedIn(folder)
  prepare(folder)
  let mono = 0
  const { writer } = openHistory(folder, { mono: () => mono, maxPages })
  afterwards(() => writer.close())
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  afterwards(() => reader.close())
  const values = () =>
    plain(
      run(
        reader.series({
          series: [{ deviceId: 1, metric: 'dc.voltage', instance: '' }],
          from: T0 - HOUR,
          to: T0 + 9 * HOUR,
          pixels: 1000,
        }),
      )[0]!,
    ).mean
  const take = (at: number, value: number) => {
    writer.append(poll(1, at, [reading('dc.voltage', value)]))
    writer.flush()
  }
  return { folder, operations, writer, values, take, wait: (ms: number) => (mono += ms) }
}

describe('history in trouble', () => {
  it('sets a broken file aside, begins a new one and says so', () => {
    const text = 'not a database at all, only text that fills its place'.repeat(100)
    const { folder, writer, values, take, operations } = setUp((folder) => writeFileSync(join(folder, 'history.db'), text))
    expect(writer.state).toBe('ok')
    expect(writer.detail).toMatch(/history\.db\.broken-.*new file/)
    const aside = readdirSync(folder).find((name) => name.startsWith('history.db.broken-'))
    expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe(text)
    take(T0, 50)
    expect(values()).toEqual([50])
    expect(operations.settings.get().retries).toBe(1)
  })

  it('goes on in memory while the file cannot be opened, and writes all when it can', () => {
    const { folder, writer, values, take, wait } = setUp((folder) => mkdirSync(join(folder, 'history.db')))
    expect(writer.state).toBe('memoryOnly')
    expect(writer.detail).not.toBeNull()
    take(T0, 1)
    wait(29_000)
    take(T0 + 1000, 2)
    rmSync(join(folder, 'history.db'), { recursive: true })
    expect(writer.state).toBe('memoryOnly')
    wait(2000)
    take(T0 + 2000, 3)
    expect([writer.state, writer.detail]).toEqual(['ok', null])
    expect(values()).toEqual([1, 2, 3])
  })

  it('keeps at most the last hour in memory', () => {
    const { folder, values, take, wait } = setUp((folder) => mkdirSync(join(folder, 'history.db')))
    for (let minute = 0; minute <= 120; minute += 10) take(T0 + minute * 60_000, minute)
    rmSync(join(folder, 'history.db'), { recursive: true })
    wait(31_000)
    take(T0 + 121 * 60_000, 121)
    // What is an hour older than the newest goes at each flush; the flush that succeeds writes all that is left.
    expect(values().filter((value) => value !== null)).toEqual([60, 70, 80, 90, 100, 110, 120, 121])
  })

  it('refuses to touch a newer file and goes on in memory for good', () => {
    const { folder, writer, take, wait } = setUp((folder) => {
      const db = new Sqlite(join(folder, 'history.db'))
      db.pragma('user_version = 99')
      db.close()
    })
    expect(writer.state).toBe('failed')
    take(T0, 1)
    wait(60_000)
    take(T0 + 1000, 2)
    expect(writer.state).toBe('failed')
    expect(writer.compact(T0 + HOUR, RETENTION, 5)).toBe(false)
    const db = new Sqlite(join(folder, 'history.db'), { readonly: true })
    expect(db.prepare('SELECT count(*) FROM sqlite_master').pluck().get()).toBe(0)
    db.close()
  })

  it('outlives a full disk', () => {
    const { folder, writer, values, take, wait } = setUp(undefined, 40)
    let taken = 0
    const noise = () => {
      // One row with many devices fills a page or more.
      for (let device = 2; device < 400; device++)
        writer.append(poll(device, T0 + taken, [reading('dc.voltage', Math.round(Math.random() * 5000) / 100)]))
    }
    while (writer.state === 'ok' && taken < 500) {
      noise()
      take(T0 + taken * 1000, taken)
      taken++
    }
    expect([writer.state, writer.detail]).toEqual(['memoryOnly', expect.stringContaining('SQLITE_FULL')])
    const before = values().length
    expect(before).toBeGreaterThan(0)
    take(T0 + taken * 1000, taken)
    wait(31_000)
    take(T0 + (taken + 1) * 1000, taken + 1)
    expect(writer.state).toBe('memoryOnly')
    expect(values()).toHaveLength(before)
    // Somebody makes room: here the old rows go.
    const db = new Sqlite(join(folder, 'history.db'))
    db.exec('DELETE FROM hot WHERE id < (SELECT max(id) FROM hot)')
    db.close()
    wait(31_000)
    take(T0 + (taken + 2) * 1000, taken + 2)
    expect([writer.state, writer.detail]).toEqual(['ok', null])
    expect(values().slice(-4)).toEqual([taken - 1, taken, taken + 1, taken + 2])
  })

  it('begins a new file when the one it has is taken away', () => {
    const { folder, writer, values, take, wait } = setUp()
    take(T0, 1)
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `history.db${suffix}`), { force: true })
    wait(31_000)
    take(T0 + 1000, 2)
    expect(writer.state).toBe('ok')
    expect(values()).toEqual([2])
    take(T0 + 2000, 3)
    expect(values()).toEqual([2, 3])
  })
})
