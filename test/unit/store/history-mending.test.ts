/** A damaged history.db is mended beside polling: checked and replaced by others while samples stay in memory, and none of them is lost or read as another series. */
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openReader } from '../../../main/store/reader.ts'
import { run } from '../../../main/store/steps.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import type { Aside } from '../../../shared/model/storage.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'
import { afterwards, openedIn, poll, reading, tempFolder } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const HOUR = 3_600_000
const T0 = Date.UTC(2026, 2, 1, 6)
const GARBAGE = 'not a database at all, only text that fills its place'.repeat(100)

/** A folder with operations, and as many writers one after another as a test needs. */
function setUp() {
  const folder = tempFolder()
  openedIn(folder)
  const file = join(folder, 'history.db')
  let mono = 0
  const asked: { checks: number; asides: Aside[] } = { checks: 0, asides: [] }
  const care = { check: () => void asked.checks++, rescue: (aside: Aside) => void asked.asides.push(aside) }
  const begin = () => {
    const { writer } = openHistory(folder, { mono: () => mono, busyMs: 50, care })
    afterwards(() => writer.close())
    return writer
  }
  const values = (metric: MetricKey = 'dc.voltage') => {
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    const [series] = run(
      reader.series({ series: [{ deviceId: 1, metric, instance: '' }], from: T0 - HOUR, to: T0 + 9 * HOUR, pixels: 1000 }),
    )
    reader.close()
    return [...series!.mean]
  }
  return { folder, file, asked, begin, values, wait: (ms: number) => (mono += ms) }
}

type Begun = ReturnType<ReturnType<typeof setUp>['begin']>
function take(writer: Begun, at: number, values: Partial<Record<MetricKey, number>>): void {
  writer.append(
    poll(
      1,
      at,
      Object.entries(values).map(([metric, value]) => reading(metric as MetricKey, value)),
    ),
  )
  writer.flush()
}

const asideIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('history.db.broken-'))

describe('a broken file at the start', () => {
  it('is set aside, samples stay in memory, and go into the backup that is put in its place, each under its own series', () => {
    const { folder, file, asked, begin, values } = setUp()
    const first = begin()
    take(first, T0, { 'dc.voltage': 1, 'dc.load.current': 10 })
    first.close()
    const backup = join(folder, 'copy.db')
    copyFileSync(file, backup)
    writeFileSync(file, GARBAGE)

    const writer = begin()
    expect(writer).toMatchObject({ state: 'memoryOnly', mending: 'restoring', phrase: { key: 'error.store.history.restoring' } })
    expect(asked.asides.map(({ name }) => name)).toEqual(asideIn(folder))
    expect(readFileSync(join(folder, asideIn(folder)[0]!), 'utf8')).toBe(GARBAGE)
    // The device answers in another order now: numbered without the file, the two series have each other's numbers.
    take(writer, T0 + 1000, { 'dc.load.current': 20, 'dc.voltage': 2 })
    take(writer, T0 + 2 * HOUR, { 'dc.load.current': 30, 'dc.voltage': 3 })
    expect(existsSync(file)).toBe(false)
    renameSync(backup, file)
    writer.takeUp()
    take(writer, T0 + 2 * HOUR + 1000, { 'dc.load.current': 40, 'dc.voltage': 4 })
    expect(writer).toMatchObject({ state: 'ok', mending: null, phrase: null })
    // A gap is drawn between the two parts: the file's own hour and what came two hours later.
    expect(values().filter((value) => !Number.isNaN(value ?? Number.NaN))).toEqual([1, 2, 3, 4])
    expect(values('dc.load.current').filter((value) => !Number.isNaN(value ?? Number.NaN))).toEqual([10, 20, 30, 40])
    expect(readdirSync(folder).filter((name) => name.endsWith('.restoring'))).toEqual([])
  })

  it('without a backup: a new file is begun with what was kept in memory', () => {
    const { file, begin, values } = setUp()
    writeFileSync(file, GARBAGE)
    const writer = begin()
    take(writer, T0, { 'dc.voltage': 1 })
    writer.takeUp()
    take(writer, T0 + 1000, { 'dc.voltage': 2 })
    expect(writer.state).toBe('ok')
    expect(values()).toEqual([1, 2])
  })

  it('while the program ends before the backup is there: the next start goes on looking for it', () => {
    const { folder, file, asked, begin } = setUp()
    writeFileSync(file, GARBAGE)
    begin().close()
    expect(existsSync(file)).toBe(false)
    const again = begin()
    expect(again.mending).toBe('restoring')
    expect(asked.asides).toHaveLength(2)
    expect(asked.asides[1]).toEqual(asked.asides[0])
    again.takeUp()
    again.flush()
    again.close()
    expect(begin()).toMatchObject({ state: 'ok', mending: null })
    expect(asked.asides).toHaveLength(2)
    expect(asideIn(folder)).toHaveLength(1)
  })

  it('a mark that was tampered with names no file elsewhere', () => {
    const { folder, file, begin } = setUp()
    for (const mark of ['{', '[]', JSON.stringify({ name: '../history.db.broken-x', detail: '', at: 1 }), 'x'.repeat(20_000)]) {
      writeFileSync(`${file}.restoring`, mark)
      const writer = begin()
      expect(writer).toMatchObject({ state: 'ok', mending: null })
      writer.close()
      for (const name of readdirSync(folder)) if (name.startsWith('history')) rmSync(join(folder, name))
    }
  })

  it('while nobody answers: after hours of waiting a new file is begun', () => {
    const { file, begin, values, wait } = setUp()
    writeFileSync(file, GARBAGE)
    const writer = begin()
    wait(2 * HOUR + 1)
    take(writer, T0, { 'dc.voltage': 1 })
    expect(writer.state).toBe('ok')
    expect(values()).toEqual([1])
  })
})

describe('a large file that was not closed', () => {
  /** As after a power cut: 40 MB, with a WAL beside it. */
  function unclosed(file: string, begin: () => Begun): void {
    const first = begin()
    take(first, T0, { 'dc.voltage': 1 })
    first.close()
    const db = new Sqlite(file)
    db.prepare('INSERT INTO days VALUES (1, zeroblob(?))').run(40 * 1024 * 1024)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.prepare('INSERT INTO days VALUES (2, zeroblob(10))').run()
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, `${file}${suffix}.cut`)
    db.close()
    for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}.cut`, file + suffix)
  }

  it('is in use at once and checked beside; sound, it stays', () => {
    const { file, asked, begin, values } = setUp()
    unclosed(file, begin)
    const writer = begin()
    expect(writer).toMatchObject({ state: 'ok', mending: 'checking' })
    expect(asked.checks).toBe(1)
    take(writer, T0 + 1000, { 'dc.voltage': 2 })
    expect(values()).toEqual([1, 2])
    writer.checked(null)
    expect(writer).toMatchObject({ state: 'ok', mending: null })
    take(writer, T0 + 2000, { 'dc.voltage': 3 })
    expect(values()).toEqual([1, 2, 3])
  })

  it('is set aside where the check finds it broken, and goes on with a backup', () => {
    const { folder, file, asked, begin } = setUp()
    unclosed(file, begin)
    const writer = begin()
    writer.checked('Tree 5 page 17: btreeInitPage() returns error code 11')
    take(writer, T0 + 1000, { 'dc.voltage': 2 })
    expect(writer).toMatchObject({ state: 'memoryOnly', mending: 'restoring' })
    expect(asked.asides[0]?.detail).toContain('page 17')
    expect(asideIn(folder)).toHaveLength(1)
    writer.takeUp()
    writer.flush()
    expect(writer.state).toBe('ok')
  })
})

describe('damage that is met in use', () => {
  /** The table's first page is no page any more, under an open connection whose cache has been left behind by another program's change. */
  function harm(file: string, table: string): void {
    const db = new Sqlite(file)
    const root = Number(db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table))
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.exec('CREATE TABLE other (x)')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    const bytes = readFileSync(file)
    bytes.fill(0xee, (root - 1) * 4096, root * 4096)
    writeFileSync(file, bytes)
  }

  it.each(['hot', 'series'])('in %s: the file is set aside, nothing is thrown, and the samples come into the next file', (table) => {
    const { folder, file, begin, values } = setUp()
    const writer = begin()
    take(writer, T0, { 'dc.voltage': 1 })
    harm(file, table)
    // A device that is new to the book makes it look into the file.
    writer.append(poll(2, T0 + 1000, [reading('dc.voltage', 5)]))
    take(writer, T0 + 1000, { 'dc.voltage': 2 })
    take(writer, T0 + 2000, { 'dc.voltage': 3 })
    expect(writer.mending).toBe('restoring')
    expect(asideIn(folder)).toHaveLength(1)
    writer.takeUp()
    take(writer, T0 + 3000, { 'dc.voltage': 4 })
    expect(writer.state).toBe('ok')
    expect(values()).toEqual([2, 3, 4])
  })
})

describe('series that are numbered in the file', () => {
  it('keep their numbers when the file could not be read at the start', () => {
    const { file, begin, values, wait } = setUp()
    const first = begin()
    take(first, T0, { 'dc.voltage': 1, 'dc.load.current': 10 })
    first.close()
    const other = new Sqlite(file)
    other.pragma('locking_mode = EXCLUSIVE')
    other.pragma('journal_mode = DELETE')
    other.exec('BEGIN EXCLUSIVE')
    const writer = begin()
    expect(writer.state).toBe('memoryOnly')
    take(writer, T0 + 1000, { 'dc.load.current': 20, 'dc.voltage': 2 })
    other.exec('ROLLBACK')
    other.close()
    wait(31_000)
    take(writer, T0 + 2000, { 'dc.load.current': 30, 'dc.voltage': 3 })
    expect(writer.state).toBe('ok')
    expect(values()).toEqual([1, 2, 3])
    expect(values('dc.load.current')).toEqual([10, 20, 30])
  })
})

describe('a disk without room', () => {
  it('keeps samples in memory while it is told to, and writes them afterwards', () => {
    const { begin, values } = setUp()
    const writer = begin()
    take(writer, T0, { 'dc.voltage': 1 })
    writer.hold(true)
    take(writer, T0 + 1000, { 'dc.voltage': 2 })
    expect(writer).toMatchObject({ state: 'memoryOnly', phrase: { key: 'error.store.history.held' } })
    expect(values()).toEqual([1])
    writer.hold(false)
    take(writer, T0 + 2000, { 'dc.voltage': 3 })
    expect(writer).toMatchObject({ state: 'ok', phrase: null })
    expect(values()).toEqual([1, 2, 3])
  })
})
