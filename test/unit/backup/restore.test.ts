/** Restores: what is put in place, what goes aside, what is refused, and every place where one can be cut off. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { keyIdOf } from '../../../main/store/backup/book.ts'
import { runToEnd } from '../../../main/store/backup/files.ts'
import {
  finishRestore,
  lastRestore,
  replacedFolders,
  restoredNote,
  restoreNewest,
  stageRestore,
} from '../../../main/store/backup/restore.ts'
import { acquireFolder } from '../../../main/store/folder.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/problem.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { smallDisk } from '../../support/disk.ts'
import { afterwards, AT, made, openedIn, refusal, tempFolder } from '../store/kit.ts'
import { backedUp, filled, restored, wishFor } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const keyOf = (value: unknown) => refusal(value).data.phrase.key

/** A backup of stations A and B, and the folder closed with station C in it, entered since. */
async function oneLater(more: Parameters<typeof wishFor>[2] = {}) {
  const at = filled()
  const backup = await backedUp(wishFor(at.folder, at.target, more))
  at.station('C')
  at.store.close()
  at.writer.close()
  return { folder: at.folder, target: at.target, backup }
}

function codesIn(folder: string): string[] {
  const store = openedIn(folder)
  const codes = store.inventory.all().stations.map(({ code }) => code)
  store.close()
  return codes
}

describe('a restore', () => {
  it('brings both databases back and puts the present files aside', async () => {
    const { folder, backup } = await oneLater()
    expect(isRefusal(restored({ folder, backup: backup.folder }))).toBe(false)
    expect(codesIn(folder)).toEqual(['A', 'B'])
    expect(readdirSync(folder).filter((name) => name.startsWith('restore'))).toEqual(['restored.json'])
    const [aside] = replacedFolders(folder)
    expect(aside?.name).toBe('replaced-20260301-100000')
    expect(codesIn(join(folder, aside?.name ?? ''))).toEqual(['A', 'B', 'C'])
    expect(restoredNote(folder)?.note).toMatchObject({ actor: 'Hà', backupAt: AT, credentialsShut: false })
    restoredNote(folder)?.keep()
    expect(restoredNote(folder)).toBeNull()
    expect(lastRestore(folder)).toMatchObject({ actor: 'Hà', aside: aside?.name })
  })

  it('makes an empty folder of another computer whole, its credentials too', async () => {
    const { backup } = await oneLater()
    const folder = join(tempFolder(), 'new', 'branch')
    made(restored({ folder, backup: backup.folder }))
    const store = openedIn(folder)
    const [credential] = store.credentials.list()
    expect(store.credentials.secret(credential?.id ?? 0)).toEqual({ version: '2c', community: 'bimat' })
    store.close()
    expect(replacedFolders(folder)).toEqual([])
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    expect(reader.seriesIndex([1])).toHaveLength(1)
    reader.close()
  })

  it('without its key says that credentials are shut; on the same computer they open', async () => {
    const { folder, backup } = await oneLater({ withKey: false })
    expect(made(restored({ folder, backup: backup.folder })).journal.credentialsShut).toBe(false)
    const other = tempFolder()
    expect(made(restored({ folder: other, backup: backup.folder })).journal.credentialsShut).toBe(true)
  })

  it('puts a present key that is another one aside', async () => {
    const { folder, backup } = await oneLater()
    const key = join(folder, 'secrets.key')
    const was = keyIdOf(folder)
    writeFileSync(key, 'ff'.repeat(32))
    made(restored({ folder, backup: backup.folder }))
    expect(keyIdOf(folder)).toBe(was)
    expect(readFileSync(join(folder, replacedFolders(folder)[0]?.name ?? '', 'secrets.key'), 'utf8')).toBe('ff'.repeat(32))
  })

  it('of one part leaves the other', async () => {
    const { folder, backup } = await oneLater()
    const history = readFileSync(join(folder, 'history.db'))
    made(restored({ folder, backup: backup.folder, history: 'keep' }))
    expect(codesIn(folder)).toEqual(['A', 'B'])
    expect(readFileSync(join(folder, 'history.db')).equals(history)).toBe(true)
    const again = await oneLater()
    made(restored({ folder: again.folder, backup: again.backup.folder, operations: false }))
    expect(codesIn(again.folder)).toEqual(['A', 'B', 'C'])
    expect(readdirSync(join(again.folder, replacedFolders(again.folder)[0]?.name ?? ''))).toContain('history.db')
  })

  it('begins with no samples where that was chosen', async () => {
    const { folder, backup } = await oneLater({ withHistory: false })
    expect(keyOf(restored({ folder, backup: backup.folder }))).toBe('error.backup.partMissing')
    made(restored({ folder, backup: backup.folder, history: 'empty' }))
    expect(existsSync(join(folder, 'history.db'))).toBe(false)
    expect(readdirSync(join(folder, replacedFolders(folder)[0]?.name ?? ''))).toContain('history.db')
  })

  it('takes a log that was left behind with its database, not with the new one', async () => {
    const at = filled()
    const backup = await backedUp(wishFor(at.folder, at.target))
    at.station('C')
    // As a killed console leaves it: what was entered last is in the log alone.
    const folder = tempFolder()
    for (const name of ['operations.db', 'operations.db-wal', 'secrets.key']) copyFileSync(join(at.folder, name), join(folder, name))
    made(restored({ folder, backup: backup.folder, history: 'keep' }))
    expect(codesIn(folder)).toEqual(['A', 'B'])
    expect(codesIn(join(folder, replacedFolders(folder)[0]?.name ?? ''))).toEqual(['A', 'B', 'C'])
  })
})

describe('a restore is refused, and nothing is touched,', () => {
  const cases: [string, (backup: string) => void, string][] = [
    ['for a folder that is no backup', (backup) => rmSync(join(backup, 'manifest.json')), 'notBackup'],
    ['for a manifest that is no JSON', (backup) => writeFileSync(join(backup, 'manifest.json'), '{'), 'brokenManifest'],
    ['for a newer format', (backup) => change(backup, { format: 2 }), 'newer'],
    ['for a path in the manifest', (backup) => change(backup, { source: '../../etc' }), 'brokenManifest'],
    ['for newer tables', (backup) => newerTables(backup), 'newer'],
    ['for a missing file', (backup) => rmSync(join(backup, 'history.db')), 'fileMissing'],
    ['for a cut file', (backup) => writeFileSync(join(backup, 'operations.db'), 'SQLite format 3'), 'brokenFile'],
    ['for a flipped byte', (backup) => flip(join(backup, 'operations.db')), 'brokenFile'],
    ['for a flipped byte of the history', (backup) => flip(join(backup, 'history.db')), 'brokenFile'],
    ['for a backup that went away', (backup) => rmSync(backup, { recursive: true }), 'notBackup'],
  ]

  function change(backup: string, more: object): void {
    const file = join(backup, 'manifest.json')
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...more }))
  }
  function flip(file: string): void {
    const bytes = readFileSync(file)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(file, bytes)
  }
  /** As a newer program would have written it, its hash included. */
  function newerTables(backup: string): void {
    const file = join(backup, 'operations.db')
    const db = new Sqlite(file)
    db.pragma('user_version = 999')
    db.close()
    const { operations } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')) as { operations: object }
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
    change(backup, { operations: { ...operations, schema: 999, sha256 } })
  }

  it.each(cases)('%s', async (_name, harm, key) => {
    const { folder, backup } = await oneLater()
    const before = readFileSync(join(folder, 'operations.db'))
    harm(backup.folder)
    expect(keyOf(restored({ folder, backup: backup.folder }))).toBe(`error.backup.${key}`)
    expect(readFileSync(join(folder, 'operations.db')).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((name) => /^(restore|replaced)/.test(name))).toEqual([])
  })

  it('where there is no room', async (ctx) => {
    const disk = smallDisk(2)
    if (!disk) return ctx.skip('no small disk can be mounted here')
    afterwards(disk.remove)
    const { backup } = await oneLater()
    expect(keyOf(restored({ folder: disk.folder, backup: backup.folder }))).toBe('error.backup.noRoom')
  })

  it('where nothing is chosen', async () => {
    const { folder, backup } = await oneLater()
    expect(keyOf(restored({ folder, backup: backup.folder, operations: false, history: 'keep' }))).toBe('error.backup.nothingChosen')
  })
})

describe('a restore that is cut off', () => {
  it('before its journal leaves the present files alone, and the next opening takes its copies away', async () => {
    const { folder, backup } = await oneLater()
    const work = stageRestore({ folder, backup: backup.folder, operations: true, history: 'backup', actor: 'Hà', at: AT })
    work.next()
    work.next()
    expect(readdirSync(folder).some((name) => name.startsWith('restore-'))).toBe(true)
    // While it is going on, an opening leaves it alone.
    const lock = acquireFolder(folder)
    expect(readdirSync(folder).some((name) => name.startsWith('restore-'))).toBe(true)
    if ('release' in lock) lock.release()
    work.return(undefined as never)
    mkdirSync(join(folder, 'restore-20260101-000000'))
    const again = acquireFolder(folder)
    if ('release' in again) again.release()
    expect(readdirSync(folder).filter((name) => name.startsWith('restore-'))).toEqual([])
    expect(codesIn(folder)).toEqual(['A', 'B', 'C'])
  })

  it('after any of its renames is finished by the next opening', async () => {
    const { folder, backup } = await oneLater()
    made(runToEnd(stageRestore({ folder, backup: backup.folder, operations: true, history: 'backup', actor: 'Hà', at: AT })))
    const moves: [string, string][] = [
      ['history.db', 'replaced-20260301-100000/history.db'],
      ['restore-20260301-100000/history.db', 'history.db'],
      ['operations.db', 'replaced-20260301-100000/operations.db'],
      ['restore-20260301-100000/operations.db', 'operations.db'],
    ]
    // Every state that a kill can leave, in the other order of the files too: each is a copy of the folder of its own.
    for (const order of [moves, [...moves.slice(2), ...moves.slice(0, 2)]]) {
      for (let done = 0; done <= order.length; done++) {
        const copy = join(tempFolder(), 'copy')
        cpSync(folder, copy, { recursive: true })
        mkdirSync(join(copy, 'replaced-20260301-100000'))
        for (const [from, to] of order.slice(0, done)) renameSync(join(copy, from), join(copy, to))
        const lock = acquireFolder(copy)
        if (!('release' in lock)) throw new Error('not taken')
        lock.release()
        expect(codesIn(copy)).toEqual(['A', 'B'])
        expect(existsSync(join(copy, 'restore.json'))).toBe(false)
        expect(codesIn(join(copy, 'replaced-20260301-100000'))).toEqual(['A', 'B', 'C'])
        expect(readdirSync(copy).filter((name) => name.startsWith('restore-'))).toEqual([])
      }
    }
  })

  it('brings the present file back where its copy was taken away in between', async () => {
    const { folder, backup } = await oneLater()
    made(runToEnd(stageRestore({ folder, backup: backup.folder, operations: true, history: 'keep', actor: 'Hà', at: AT })))
    const aside = join(folder, 'replaced-20260301-100000')
    mkdirSync(aside)
    renameSync(join(folder, 'operations.db'), join(aside, 'operations.db'))
    rmSync(join(folder, 'restore-20260301-100000'), { recursive: true })
    finishRestore(folder)
    expect(codesIn(folder)).toEqual(['A', 'B', 'C'])
  })

  it('by a journal that cannot be read touches nothing', async () => {
    const { folder } = await oneLater()
    writeFileSync(join(folder, 'restore.json'), JSON.stringify({ stage: '../..', aside: 'x', put: ['/etc/passwd'] }))
    expect(finishRestore(folder)).toBeNull()
    expect(readdirSync(folder)).toContain('restore.json.unreadable')
    expect(codesIn(folder)).toEqual(['A', 'B', 'C'])
  })
})

describe('the newest good backup in its place', () => {
  it('is the one that passes, with what was there aside', async () => {
    const at = filled()
    const own = join(at.folder, 'backups')
    const good = await backedUp(wishFor(at.folder, own, { targetIsOwn: true }))
    at.station('C')
    const bad = await backedUp(wishFor(at.folder, own, { targetIsOwn: true, at: AT + 1000 }))
    const bytes = readFileSync(join(bad.folder, 'operations.db'))
    bytes[9000] = (bytes[9000] ?? 0) ^ 1
    writeFileSync(join(bad.folder, 'operations.db'), bytes)
    at.store.close()
    at.writer.close()
    writeFileSync(join(at.folder, 'operations.db'), 'nothing of a database')
    const put = runToEnd(restoreNewest(at.folder, 'operations', AT + 5000))
    if (!put || isRefusal(put)) throw new Error('not restored')
    expect(put.found.folder).toBe(good.folder)
    expect(codesIn(at.folder)).toEqual(['A', 'B'])
    expect(readFileSync(join(put.aside, 'operations.db'), 'utf8')).toBe('nothing of a database')
  })

  it('is null where there is none', () => {
    expect(runToEnd(restoreNewest(tempFolder(), 'history', AT))).toBeNull()
  })
})
