/** Opening a data folder: empty, present, newer, broken, in use, not writable; each as a value, and nothing lost. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { HISTORY_MIGRATIONS } from '../../../main/store/migrations/history.ts'
import { OPERATIONS_MIGRATIONS } from '../../../main/store/migrations/operations.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { openProblem, storeRefusal } from '../../../main/store/problem.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem, migrate, userVersion } from '../../../main/store/sqlite.ts'
import type { OpenProblem } from '../../../main/store/store.ts'
import { dictionaries } from '../../../shared/i18n/words.ts'
import { afterwards, branch, openedIn, tempFolder } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite

function problemOf(opened: object): OpenProblem {
  if (!isOpenProblem(opened)) throw new Error('it opened')
  return opened
}

describe('migrations', () => {
  it.each([
    ['operations', OPERATIONS_MIGRATIONS],
    ['history', HISTORY_MIGRATIONS],
  ])('of %s rise by one from 1', (_name, migrations) => {
    expect(migrations.map((one) => one.version)).toEqual(migrations.map((_, i) => i + 1))
  })

  it('bring an empty file to the newest version, each step whole or not at all', () => {
    const db = new Sqlite(':memory:')
    const steps = [
      { version: 1, sql: 'CREATE TABLE a (x)' },
      { version: 2, sql: 'CREATE TABLE b (x)' },
      { version: 3, sql: 'CREATE TABLE c (x); CREATE TABLE a (x)' },
    ]
    expect(() => migrate(db, steps)).toThrow('already exists')
    expect(userVersion(db)).toBe(2)
    expect(db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all()).toEqual(['a', 'b'])
    migrate(db, [...steps.slice(0, 2), { version: 3, sql: 'CREATE TABLE c (x)' }])
    expect(userVersion(db)).toBe(3)
    db.close()
  })

  it('bring devices of the first version along, none of which takes replies from elsewhere', () => {
    const db = new Sqlite(':memory:')
    migrate(db, OPERATIONS_MIGRATIONS.slice(0, 1))
    db.exec(`INSERT INTO provinces (id, name) VALUES (1, 'P'); INSERT INTO communes (id, provinceId, code, name) VALUES (1, 1, '', 'C');
      INSERT INTO credentials VALUES (1, 'c', '2c', x'');
      INSERT INTO stations (id, code, name, communeId, technologies, cells, shelter, owner, sharedWith, remoteClass, access, criticality, mains, genset, solar, notes, version)
        VALUES (1, 'A1', 'A', 1, '[]', 0, '', '', '', '', '', 1, 1, '', 0, '', 1);
      INSERT INTO devices VALUES (7, 1, 'D', 'power', '10.0.0.1', 161, 1, '', 'auto', NULL, 1, NULL, 0, 1);`)
    migrate(db, OPERATIONS_MIGRATIONS)
    expect(db.prepare('SELECT id, host, elsewhere FROM devices').all()).toEqual([{ id: 7, host: '10.0.0.1', elsewhere: 0 }])
    db.close()
  })

  it('leave a current file alone', () => {
    const { folder, store } = branch()
    const before = store.inventory.all()
    store.close()
    expect(openedIn(folder).inventory.all()).toEqual(before)
  })
})

describe('a folder that cannot be opened', () => {
  it('newer: is refused and left as it is', () => {
    const { folder, store } = branch()
    store.close()
    const file = join(folder, 'operations.db')
    const db = new Sqlite(file)
    db.pragma('user_version = 9999')
    db.close()
    const before = readFileSync(file)
    expect(problemOf(openOperations(folder))).toMatchObject({ kind: 'newer', file })
    expect(problemOf(openReader(folder)).kind).toBe('newer')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('broken: a file that is no database, and one that was harmed, are refused and left as they are', () => {
    const folder = tempFolder()
    const file = join(folder, 'operations.db')
    writeFileSync(file, 'this is not a database, but it is long enough to look like one'.repeat(50))
    expect(problemOf(openOperations(folder)).kind).toBe('broken')
    expect(readFileSync(file, 'utf8')).toContain('this is not a database')

    const other = branch()
    for (let i = 0; i < 200; i++) other.station(`S${i}`, { notes: 'x'.repeat(200) })
    other.store.close()
    const harmed = join(other.folder, 'operations.db')
    const bytes = readFileSync(harmed)
    for (let page = 2; page * 4096 < bytes.length; page++) bytes.fill(0xee, page * 4096, page * 4096 + 2000)
    writeFileSync(harmed, bytes)
    expect(problemOf(openOperations(other.folder)).kind).toBe('broken')
    expect(problemOf(openReader(other.folder)).kind).toBe('broken')
  })

  it('missing: the reader says so, and the writer makes the file', () => {
    const folder = join(tempFolder(), 'a', 'b')
    expect(problemOf(openReader(folder)).kind).toBe('missing')
    openedIn(folder)
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    expect(reader.inventory().stations).toEqual([])
    reader.close()
  })

  it('locked: another program in the middle of a change', () => {
    const folder = tempFolder()
    mkdirSync(folder, { recursive: true })
    const db = new Sqlite(join(folder, 'operations.db'))
    db.exec('BEGIN EXCLUSIVE')
    afterwards(() => db.close())
    expect(problemOf(openOperations(folder, { busyMs: 50 })).kind).toBe('locked')
  })

  it('other: something that is no folder, and something that is no file', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(problemOf(openOperations(join(folder, 'file'))).kind).toBe('other')
    mkdirSync(join(folder, 'operations.db'))
    expect(problemOf(openOperations(folder)).kind).toBe('other')
  })

  it('key: a key file that holds no key', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'secrets.key'), 'abc')
    expect(problemOf(openOperations(folder))).toMatchObject({ kind: 'key', file: join(folder, 'secrets.key') })
  })

  it('full: a disk without room for the first tables', () => {
    expect(problemOf(openOperations(tempFolder(), { maxPages: 3 })).kind).toBe('full')
  })
})

describe('failures', () => {
  it.each([
    ['SQLITE_READONLY_DIRECTORY', 'readOnly'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_CORRUPT_INDEX', 'broken'],
    ['SQLITE_NOTADB', 'broken'],
    ['SQLITE_BUSY_SNAPSHOT', 'locked'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['ENOSPC', 'full'],
    ['SQLITE_IOERR_WRITE', 'other'],
  ] as const)('%s is told as %s, with a sentence in both languages', (code, kind) => {
    const error = Object.assign(new Error('it failed'), { code })
    expect(openProblem('x.db', error)).toEqual({ kind, file: 'x.db', detail: `${code}: it failed` })
    expect(dictionaries.vi.translation.error.store[kind]).toContain('{{file}}')
    expect(dictionaries.en.translation.error.store[kind]).toContain('{{file}}')
  })

  it('of a write are refused as UNAVAILABLE with their sentence', () => {
    const full = Object.assign(new Error('x'), { code: 'SQLITE_FULL' })
    expect(storeRefusal(full)).toMatchObject({ refused: 'UNAVAILABLE', data: { phrase: { key: 'error.store.full' } } })
    const inputOutput = Object.assign(new Error('x'), { code: 'SQLITE_IOERR_WRITE' })
    expect(storeRefusal(inputOutput)).toMatchObject({ refused: 'UNAVAILABLE', data: { phrase: { key: 'error.store.other' } } })
  })

  it('that are defects are no refusals', () => {
    expect(storeRefusal(new TypeError('x'))).toBeNull()
    expect(storeRefusal(Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT_UNIQUE' }))).toBeNull()
  })

  it('name the Node that is needed before the addon could crash an older one', async () => {
    // The check must come before the addon is loaded, so it is tried in a module graph of its own.
    vi.resetModules()
    const fresh = await import('../../../main/store/sqlite.ts')
    const napi = Object.getOwnPropertyDescriptor(process.versions, 'napi')!
    Object.defineProperty(process.versions, 'napi', { ...napi, value: '9' })
    afterwards(() => Object.defineProperty(process.versions, 'napi', napi))
    const answer = fresh.openWriter(join(tempFolder(), 'x.db'), [], { synchronous: 'NORMAL' })
    expect(answer).toMatchObject({ kind: 'other', detail: expect.stringContaining('use Node 22.18 or newer') })
  })
})
