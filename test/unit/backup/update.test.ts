/** Before tables are brought to a newer version the old file is kept; a newer file is read as far as it is understood, and never written. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { findBackup, newestGood } from '../../../main/store/backup/find.ts'
import { openHistory } from '../../../main/store/history/writer.ts'
import { HISTORY_MIGRATIONS } from '../../../main/store/migrations/history.ts'
import { OPERATIONS_MIGRATIONS } from '../../../main/store/migrations/operations.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { isOpenProblem } from '../../../main/store/problem.ts'
import { openReader } from '../../../main/store/reader.ts'
import { migrate, userVersion } from '../../../main/store/sqlite.ts'
import { tempFolder } from '../store/kit.ts'
import { filled, restored } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite

/** A folder as an older program left it. */
function older(): string {
  const folder = tempFolder()
  const operations = new Sqlite(join(folder, 'operations.db'))
  migrate(operations, OPERATIONS_MIGRATIONS.slice(0, 1))
  operations.exec(`INSERT INTO provinces (id, name) VALUES (1, 'Tuyên Quang')`)
  operations.close()
  const history = new Sqlite(join(folder, 'history.db'))
  migrate(history, HISTORY_MIGRATIONS.slice(0, 1))
  history.close()
  return folder
}

describe('an update of the tables', () => {
  it('keeps the file as it was, and can be gone back on', () => {
    const folder = older()
    const store = openOperations(folder)
    if (isOpenProblem(store)) throw new Error(store.detail)
    expect(store.inventory.all().provinces).toHaveLength(1)
    store.close()
    const { writer } = openHistory(folder)
    writer.close()
    const names = readdirSync(join(folder, 'backups')).sort()
    expect(names).toEqual(['before-update-history-1', 'before-update-operations-1'])
    const kept = join(folder, 'backups/before-update-operations-1')
    expect(findBackup(kept, null)).toMatchObject({
      whole: true,
      manifest: { reason: 'update', operations: { schema: 1, rows: { provinces: 1 } } },
    })
    const db = new Sqlite(join(kept, 'operations.db'), { readonly: true })
    expect(userVersion(db)).toBe(1)
    db.close()
    expect(newestGood(folder, 'operations')?.folder).toBe(kept)
    expect(restored({ folder, backup: kept, history: 'keep' })).toHaveProperty('journal')
  })

  it('is done once: a current file is not copied', () => {
    const { folder, store, writer } = filled()
    store.close()
    writer.close()
    const again = openOperations(folder)
    if (!isOpenProblem(again)) again.close()
    expect(existsSync(join(folder, 'backups'))).toBe(false)
  })

  it('does not begin where the copy cannot be made, and changes nothing', () => {
    const folder = older()
    // Where the copies would go stands something that is no folder.
    writeFileSync(join(folder, 'backups'), 'x')
    expect(openOperations(folder)).toMatchObject({ kind: 'beforeUpdate', file: join(folder, 'operations.db') })
    const db = new Sqlite(join(folder, 'operations.db'), { readonly: true })
    expect(userVersion(db)).toBe(1)
    db.close()
  })

  it('of the history goes on without a copy: each of its steps is whole or not at all', () => {
    const folder = older()
    writeFileSync(join(folder, 'backups'), 'x')
    const { writer } = openHistory(folder)
    expect(writer.state).toBe('ok')
    writer.close()
  })
})

describe('a newer history', () => {
  it('is read where its tables are known, and not written', () => {
    const { folder, store, writer } = filled()
    writer.close()
    const file = join(folder, 'history.db')
    const db = new Sqlite(file)
    db.pragma('user_version = 999')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    const before = readFileSync(file)
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    expect(reader.seriesIndex([1])).toHaveLength(1)
    reader.close()
    expect(openHistory(folder).writer.state).toBe('failed')
    expect(readFileSync(file).equals(before)).toBe(true)
    store.close()
  })

  it('is not read where they are others', () => {
    const { folder, store, writer } = filled()
    writer.close()
    const db = new Sqlite(join(folder, 'history.db'))
    db.exec('ALTER TABLE series RENAME TO lines')
    db.pragma('user_version = 999')
    db.close()
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    expect(reader.seriesIndex([1])).toEqual([])
    reader.close()
    store.close()
  })
})
