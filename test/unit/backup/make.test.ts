/** Backups beside open databases: consistent, checked, whole under their name or not there; what a drive can do to them. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { findBackup, listBackups, newestGood } from '../../../main/store/backup/find.ts'
import { lockBackups } from '../../../main/store/backup/lock.ts'
import { makeBackup, type Steps } from '../../../main/store/backup/make.ts'
import { bookOf, keyIdOf, readBook, writeBook } from '../../../main/store/backup/book.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { smallDisk } from '../../support/disk.ts'
import { afterwards, AT, by, made, poll, reading, refusal } from '../store/kit.ts'
import { backedUp, filled, finished, SOURCE, wishFor } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const keyOf = (value: unknown) => refusal(value).data.phrase.key

/** Does this at every turn of the event loop, until it is asked how often it did. */
function between(work: () => void): () => number {
  let count = 0
  let going = true
  const turn = (): void => {
    if (!going) return
    work()
    count += 1
    setImmediate(turn)
  }
  setImmediate(turn)
  const stop = (): number => {
    going = false
    return count
  }
  afterwards(stop)
  return stop
}

async function* watched<T>(work: AsyncGenerator<Steps, T>, see: (step: Steps) => void): AsyncGenerator<Steps, T> {
  for (;;) {
    const step = await work.next()
    if (step.done) return step.value
    see(step.value)
    yield step.value
  }
}

describe('a backup', () => {
  it('has both databases as they were, the key, and a manifest that says so', async () => {
    const { folder, target, store } = filled()
    made(store.settings.update({ ...store.settings.get(), branchName: 'Nà Hang' }, by))
    const { folder: at, manifest, trouble } = await backedUp(wishFor(folder, target))
    expect(trouble).toBeNull()
    expect(at).toBe(join(target, 'branchwatch-20260301-100000'))
    expect(readdirSync(at).sort()).toEqual(['history.db', 'manifest.json', 'operations.db', 'secrets.key'])
    expect(manifest).toMatchObject({ branchName: 'Nà Hang', version: '9.9.9', sequence: 1, keyFile: true, keyId: keyIdOf(folder) })
    expect(manifest.operations?.rows).toMatchObject({ stations: 2, devices: 1 })
    expect(manifest.history?.rows).toMatchObject({ series: 1 })
    expect(findBackup(at, SOURCE)).toMatchObject({ whole: true, ours: true, manifest })
    for (const name of ['secrets.key', 'manifest.json']) expect(statSync(join(at, name)).mode & 0o077).toBe(0)
    // One file each, that opens where nothing can be written.
    const copy = new Sqlite(join(at, 'operations.db'), { readonly: true })
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete')
    expect(copy.prepare('SELECT code FROM stations ORDER BY code').pluck().all()).toEqual(['A', 'B'])
    copy.close()
  })

  it('leaves the key and the history out where it is told to', async () => {
    const { folder, target } = filled()
    const { folder: at, manifest } = await backedUp(wishFor(folder, target, { withKey: false, withHistory: false }))
    expect(readdirSync(at).sort()).toEqual(['manifest.json', 'operations.db'])
    expect(manifest).toMatchObject({ keyFile: false, keyId: keyIdOf(folder), history: null })
  })

  it('is of one moment and does not begin anew, however much is written meanwhile', async () => {
    const { folder, target, store, writer } = filled()
    store.transaction(() => {
      for (let i = 0; i < 1500; i++) store.audit.add({ action: 'x', subject: 'y'.repeat(4000) }, by)
    })
    const before = store.audit.page(null, 1).rows[0]?.id
    // Between any two steps of the copy there is a commit: without a transaction of its own it would begin anew each time, and take them in.
    const written = between(() => {
      store.audit.add({ action: 'x', subject: 'z'.repeat(4000) }, by)
      writer.append(poll(1, AT + 4_000_000, [reading('dc.voltage', 1)]))
      writer.flush()
    })
    const seen: number[] = []
    const work = watched(makeBackup(wishFor(folder, target)), ({ done }) => seen.push(done))
    const { manifest, folder: at } = made(await finished(work))
    expect(written()).toBeGreaterThan(5)
    expect(manifest.operations?.rows).toMatchObject({ audit: before, stations: 2 })
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    const copy = new Sqlite(join(at, 'operations.db'), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
  })

  it('rises in number, also where the clock went back', async () => {
    const { folder, target } = filled()
    await backedUp(wishFor(folder, target))
    const second = await backedUp(wishFor(folder, target, { at: AT - 30 * 86_400_000 }))
    const third = await backedUp(wishFor(folder, target, { at: AT }))
    expect([second.manifest.sequence, third.manifest.sequence]).toEqual([2, 3])
    expect(third.folder).toMatch(/-2$/)
    expect(listBackups(target, SOURCE).map(({ manifest }) => manifest.sequence)).toEqual([3, 2, 1])
  })

  it('that is cancelled leaves nothing', async () => {
    const { folder, target } = filled()
    const work = makeBackup(wishFor(folder, target))
    await work.next()
    expect(readdirSync(target)).toHaveLength(1)
    await work.return(undefined as never)
    expect(readdirSync(target)).toEqual([])
    expect(isRefusal(lockBackups(folder))).toBe(false)
  })

  it('is one at a time', async () => {
    const { folder, target } = filled()
    const first = makeBackup(wishFor(folder, target))
    await first.next()
    expect(keyOf(await finished(makeBackup(wishFor(folder, target))))).toBe('error.backup.going')
    expect(isRefusal(await finished(first))).toBe(false)
    expect(readdirSync(target)).toHaveLength(1)
  })

  it('takes away what a killed one left, of its own source alone', async () => {
    const { folder, target } = filled()
    const left = join(target, `.branchwatch-20260101-000000.${SOURCE}.partial`)
    const other = join(target, '.branchwatch-20260101-000000.fedcba9876543210.partial')
    const strange = join(target, 'photos')
    for (const one of [left, other, strange]) {
      mkdirSync(one)
      writeFileSync(join(one, 'operations.db'), 'x')
    }
    expect(listBackups(target, SOURCE)).toEqual([])
    await backedUp(wishFor(folder, target))
    expect([existsSync(left), existsSync(other), existsSync(strange)]).toEqual([false, true, true])
  })

  it('leaves the history out when its log grows too far, and says so', async () => {
    const { folder, target, writer } = filled()
    for (let i = 0; i < 3000; i++)
      writer.append(
        poll(
          i,
          AT,
          Array.from({ length: 30 }, () => reading('dc.voltage', Math.random() * 50)),
        ),
      )
    writer.flush()
    const file = new Sqlite(join(folder, 'history.db'))
    file.pragma('wal_checkpoint(TRUNCATE)')
    file.close()
    const written = between(() => {
      for (let i = 0; i < 100; i++) writer.append(poll(i, AT + 60_000, [reading('dc.voltage', 1)]))
      writer.flush()
    })
    const { manifest, trouble, folder: at } = await backedUp(wishFor(folder, target, { mostWalBytes: 10_000 }))
    expect(written()).toBeGreaterThan(1)
    expect(trouble?.key).toBe('error.backup.tooSlow')
    expect(manifest.history).toBeNull()
    expect(existsSync(join(at, 'history.db'))).toBe(false)
    expect(manifest.operations?.rows).toMatchObject({ stations: 2 })
  })

  it('of a damaged database is refused, and the older ones stay', async () => {
    const { folder, target, store, writer } = filled()
    store.transaction(() => {
      for (let i = 0; i < 200; i++) store.audit.add({ action: 'x', subject: 'y'.repeat(2000) }, by)
    })
    await backedUp(wishFor(folder, target))
    store.close()
    writer.close()
    const file = join(folder, 'operations.db')
    const bytes = readFileSync(file)
    bytes.fill(0xff, bytes.length - 40 * 4096, bytes.length - 20 * 4096)
    writeFileSync(file, bytes)
    expect(keyOf(await finished(makeBackup(wishFor(folder, target))))).toBe('error.backup.copyBroken')
    expect(readdirSync(target)).toHaveLength(1)
  })
})

describe('the drive of backups', () => {
  it('that is absent is said, and no folder of its name is made', async () => {
    const { folder, target } = filled()
    rmSync(target, { recursive: true })
    expect(keyOf(await finished(makeBackup(wishFor(folder, target))))).toBe('error.backup.gone')
    expect(existsSync(target)).toBe(false)
  })

  it('that vanishes in mid-way is said', async () => {
    const { folder, target } = filled()
    const work = makeBackup(wishFor(folder, target))
    await work.next()
    rmSync(target, { recursive: true })
    expect(keyOf(await finished(work))).toBe('error.backup.gone')
  })

  it('without room is told before anything is written', async (ctx) => {
    const disk = smallDisk(2)
    if (!disk) return ctx.skip('no small disk can be mounted here')
    afterwards(disk.remove)
    const { folder } = filled()
    const refused = refusal(await finished(makeBackup(wishFor(folder, disk.folder))))
    expect(refused.data.phrase).toMatchObject({ key: 'error.backup.noRoom', params: { free: 2 } })
    expect(readdirSync(disk.folder)).toEqual([])
  })

  it('that fills up meanwhile is told, and takes nothing of a backup', async (ctx) => {
    const disk = smallDisk(72)
    if (!disk) return ctx.skip('no small disk can be mounted here')
    afterwards(disk.remove)
    const { folder } = filled()
    const work = makeBackup(wishFor(folder, disk.folder))
    await work.next()
    disk.fill()
    expect(keyOf(await finished(work))).toBe('error.backup.full')
    expect(readdirSync(disk.folder)).toEqual(['filler'])
  })

  it('that may not be written is told', async (ctx) => {
    const disk = smallDisk(80)
    if (!disk) return ctx.skip('no small disk can be mounted here')
    afterwards(disk.remove)
    disk.readOnly(true)
    const { folder } = filled()
    expect(keyOf(await finished(makeBackup(wishFor(folder, disk.folder))))).toBe('error.backup.readOnly')
    disk.readOnly(false)
  })
})

describe('the newest good backup', () => {
  it('is the newest that passes its check, of the chosen folder or the own one', async () => {
    const { folder, target } = filled()
    expect(newestGood(folder, 'operations')).toBeNull()
    writeBook(folder, { ...bookOf(folder, AT, true), source: SOURCE })
    const own = await backedUp(wishFor(folder, join(folder, 'backups'), { targetIsOwn: true }))
    expect(newestGood(folder, 'history')?.folder).toBe(own.folder)
    const book = readBook(folder)
    if (!book) throw new Error('no book')
    writeBook(folder, { ...book, settings: { ...book.settings, folder: target } })
    const chosen = await backedUp(wishFor(folder, target))
    expect(chosen.manifest.sequence).toBe(2)
    expect(newestGood(folder, 'operations')?.folder).toBe(chosen.folder)
    // Damaged inside with the same size: the older one is the newest good one.
    const file = join(chosen.folder, 'operations.db')
    const bytes = readFileSync(file)
    bytes.fill(0, 4096, 8 * 4096)
    chmodSync(file, 0o600)
    writeFileSync(file, bytes)
    expect(newestGood(folder, 'operations')?.folder).toBe(own.folder)
    expect(newestGood(folder, 'history')?.folder).toBe(chosen.folder)
    // Another computer's on the same drive is not ours.
    await backedUp(wishFor(folder, target, { source: 'fedcba9876543210' }))
    expect(newestGood(folder, 'history')?.folder).toBe(chosen.folder)
  })
})
