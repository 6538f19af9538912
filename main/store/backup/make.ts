/** Makes a backup beside a running console: a snapshot of each database at the same moment, copied in paced steps, checked, and given its name as the last step. */
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { clock as timeOf, dayOf } from '../../../shared/format/time.ts'
import { BACKUP_FORMAT, type BackupFile, type BackupManifest, type BackupPart, type BackupReason } from '../../../shared/model/backup.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import { makeFolder } from '../make-folder.ts'
import { openProblem, problemKind } from '../problem.ts'
import { fromJson } from '../queries/text.ts'
import { openCopy, userVersion, type Db } from '../sqlite.ts'
import { KEY_FILE, keyIdOf } from './book.ts'
import { checkDatabase, countRows, NEWEST_SCHEMA } from './check.ts'
import { bytesOf, freeBytes, hashFile, renameHard, syncFile, syncFolder, writeWhole } from './files.ts'
import { FILE_OF, listBackups, MANIFEST_FILE } from './find.ts'
import { lockBackups } from './lock.ts'
import { clearPartials, partialName, removeTree } from './remove.ts'
import { Failed, targetRefusal } from './trouble.ts'

export type BackupWish = {
  /** The data folder of the branch. */
  readonly folder: string
  /** Folder that the backup's own folder is made in. One that was chosen must be there: a drive that is absent is not replaced by a folder of its name. */
  readonly target: string
  readonly targetIsOwn: boolean
  /** The data folder's name of itself. */
  readonly source: string
  readonly withHistory: boolean
  readonly withKey: boolean
  readonly reason: BackupReason
  /** The program's version. */
  readonly version: string
  readonly demo: BackupManifest['demo']
  /** Epoch ms. */
  readonly at: number
  /** Beside a console that polls, disk and processor are shared: after each step a rest twice as long as the step. */
  readonly paced: boolean
  /** How far the history's write-ahead log may grow while its snapshot is held; for tests. */
  readonly mostWalBytes?: number
}
export type MadeBackup = {
  readonly folder: string
  readonly manifest: BackupManifest
  /** Why the history is not in it although it was wanted. */
  readonly trouble: Phrase | null
}
export type Steps = { readonly done: number; readonly total: number }

/** Pages of one step: 1 MB. */
const PAGES = 256
const LONGEST_REST_MS = 40
const REST_PER_STEP = 2
const MB = 1024 * 1024
/** Room that must stay on a drive beside what is put on it. */
export const MARGIN_BYTES = 64 * MB
/**
 * While a snapshot is held the log cannot begin anew, so that it grows by all that is written meanwhile: tens of MB in the minutes that a large
 * history takes. When it has grown by this much the drive is too slow, and the history is left out of this backup.
 */
const MOST_WAL_BYTES = 256 * MB
const LOOK_MS = 50

/** 20261125-183005 at +07: part of folders' names. */
export function stampOf(at: number): string {
  return `${dayOf(at).replaceAll('-', '')}-${timeOf(at).replaceAll(':', '')}`
}

/** Why so many bytes do not fit there. */
export function roomProblem(folder: string, bytes: number): Refusal | null {
  const free = freeBytes(folder)
  if (free >= bytes + MARGIN_BYTES) return null
  return refuse('UNAVAILABLE', 'backup.noRoom', {
    folder,
    need: Math.ceil((bytes + MARGIN_BYTES) / MB),
    free: Math.floor(free / MB),
  })
}

/**
 * Both snapshots begin within a millisecond of each other. operations.db is copied first: it is small and holds what cannot be had again, so its
 * snapshot is held for seconds only, and a history that fails (no room, a slow drive) still leaves a good backup of it.
 * Cancelled, killed or failed, it leaves nothing under a backup's name; what was begun is taken away now, or before the next backup.
 */
export async function* makeBackup(wish: BackupWish): AsyncGenerator<Steps, MadeBackup | Refusal> {
  const { folder, target, source, at } = wish
  const lock = lockBackups(folder)
  if (isRefusal(lock)) return lock
  const open: Db[] = []
  let partial: string | null = null
  try {
    const sequence = prepareTarget(wish)
    const logs = { operations: logBytes(folder, 'operations'), history: logBytes(folder, 'history') }
    const operations = snapshot(folder, 'operations')
    open.push(operations)
    let history: Db | null = null
    let trouble: Phrase | null = null
    if (wish.withHistory && existsSync(join(folder, FILE_OF.history))) {
      try {
        history = snapshot(folder, 'history')
        open.push(history)
      } catch (error) {
        trouble = historyTrouble(error, target)
      }
    }
    const total = 2 * (sizeOf(operations) + (history ? sizeOf(history) : 0))
    const room = roomProblem(target, total / 2)
    if (room) return room

    partial = join(target, partialName(stampOf(at), source))
    mkdirSync(partial, { mode: 0o700 })
    const branchName = branchNameOf(operations)
    const file = yield* copyPart(wish, operations, 'operations', partial, { done: 0, total, log: logs.operations })
    operations.close()
    let samples: BackupFile | null = null
    if (history) {
      try {
        samples = yield* copyPart(wish, history, 'history', partial, { done: 2 * file.bytes, total, log: logs.history })
      } catch (error) {
        trouble = historyTrouble(error, target)
        removeTree(join(partial, FILE_OF.history), ['', '-journal', '-wal', '-shm'])
      }
      history.close()
    }
    const keyFile = wish.withKey && existsSync(join(folder, KEY_FILE))
    if (keyFile) {
      copyFileSync(join(folder, KEY_FILE), join(partial, KEY_FILE))
      syncFile(join(partial, KEY_FILE))
    }
    const manifest: BackupManifest = {
      format: BACKUP_FORMAT,
      version: wish.version,
      source,
      sequence,
      branchName,
      demo: wish.demo,
      reason: wish.reason,
      at,
      operations: file,
      history: samples,
      keyId: keyIdOf(folder),
      keyFile,
    }
    writeWhole(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
    syncFolder(partial)
    const made = freeName(target, `branchwatch-${stampOf(at)}`)
    renameHard(partial, made)
    partial = null
    syncFolder(target)
    return { folder: made, manifest, trouble }
  } catch (error) {
    return targetRefusal(error, target)
  } finally {
    for (const db of open) db.close()
    if (partial !== null) removeTree(partial)
    lock.release()
  }
}

/** Takes away what earlier tries left, and answers the number of this backup. */
function prepareTarget({ folder, target, targetIsOwn, source }: BackupWish): number {
  if (targetIsOwn) makeFolder(target)
  else if (!statSync(target, { throwIfNoEntry: false })?.isDirectory())
    throw new Failed(refuse('UNAVAILABLE', 'backup.gone', { folder: target }))
  clearPartials(target, source)
  const known = [...listBackups(target, source), ...listBackups(join(folder, 'backups'), source)].filter(({ ours }) => ours)
  return 1 + known.reduce((most, { manifest }) => Math.max(most, manifest.sequence), 0)
}

/** A connection that sees the database as it is now, until it is closed. Writers go on. */
function snapshot(folder: string, part: BackupPart): Db {
  const file = join(folder, FILE_OF[part])
  let db: Db | null = null
  try {
    if (!existsSync(file)) throw new Failed(refuse('NOT_FOUND', 'store.missing', { file, detail: '' }))
    db = openCopy(file, 'read')
    db.exec('BEGIN')
    db.prepare('SELECT count(*) FROM sqlite_master').get()
    if (userVersion(db) > NEWEST_SCHEMA[part]) throw new Failed(refuse('UNAVAILABLE', 'store.newer', { file, detail: '' }))
    return db
  } catch (error) {
    db?.close()
    if (error instanceof Failed) throw error
    const { kind, detail } = openProblem(file, error)
    throw new Failed(refuse('UNAVAILABLE', `store.${kind}`, { file, detail }))
  }
}

function sizeOf(db: Db): number {
  return Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
}

function branchNameOf(operations: Db): string {
  const value = operations.prepare<[], string>("SELECT value FROM settings WHERE name = 'branchName'").pluck().get()
  const name = value === undefined ? '' : fromJson(value)
  return typeof name === 'string' ? name.slice(0, 80) : ''
}

/** What kept the history out of a backup that is good without it. A drive that is gone is gone for all of it. */
function historyTrouble(error: unknown, target: string): Phrase {
  const refusal = targetRefusal(error, target)
  if (refusal.data.phrase.key === 'error.backup.gone') throw new Failed(refusal)
  return refusal.data.phrase
}

/** How far the backup is, and how large the write-ahead log was when its snapshot began. */
type From = Steps & { readonly log: number }

function logBytes(folder: string, part: BackupPart): number {
  return bytesOf(join(folder, `${FILE_OF[part]}-wal`))
}

/** Copies what the connection sees into the folder, checks the copy, and says what is in it. */
async function* copyPart(wish: BackupWish, db: Db, part: BackupPart, partial: string, from: From): AsyncGenerator<Steps, BackupFile> {
  const name = FILE_OF[part]
  const file = join(partial, name)
  const bytes = sizeOf(db)
  yield* copyPages(wish, db, part, file, { ...from, bytes })
  const after = { done: from.done + bytes, total: from.total, paced: wish.paced }
  try {
    settle(file)
    syncFile(file)
    const rows: Record<string, number> = yield* steps(countRows(db), after)
    const schema = userVersion(db)
    const problem = yield* steps(checkDatabase(file, { schema, rows }, part), after)
    if (problem) throw new Failed(damaged(problem, name))
    const sha256 = yield* steps(hashFile(file), after)
    return { bytes: bytesOf(file), sha256, schema, rows }
  } catch (error) {
    if (problemKind(error) !== 'broken') throw error
    throw new Failed(refuse('UNAVAILABLE', 'backup.copyBroken', { file: name, detail: openProblem(file, error).detail }))
  }
}

/** A copy that is damaged the moment it was made shows that the database is. */
function damaged(problem: Refusal, file: string): Refusal {
  const { key, params } = problem.data.phrase
  return key === 'error.backup.brokenFile'
    ? refuse('UNAVAILABLE', 'backup.copyBroken', { file, detail: params?.['detail'] ?? '' })
    : problem
}

/** SQLite copies page by page from the snapshot; commits of others meanwhile do not make it begin anew, because the connection holds its transaction. */
async function* copyPages(
  wish: BackupWish,
  db: Db,
  part: BackupPart,
  file: string,
  from: From & { bytes: number },
): AsyncGenerator<Steps, void> {
  const mostWal = wish.mostWalBytes ?? MOST_WAL_BYTES
  let share = 0
  let stopped = false
  const copy = { ended: false }
  let stepBegan = performance.now()
  const copying = db
    .backup(file, {
      progress({ totalPages, remainingPages }) {
        if (stopped) throw new Error('stopped')
        share = totalPages === 0 ? 1 : 1 - remainingPages / totalPages
        if (logBytes(wish.folder, part) - from.log > mostWal)
          throw new Failed(refuse('UNAVAILABLE', 'backup.tooSlow', { folder: wish.target, megabytes: Math.floor(mostWal / MB) }))
        if (wish.paced) rest(performance.now() - stepBegan)
        stepBegan = performance.now()
        return PAGES
      },
    })
    .finally(() => (copy.ended = true))
  try {
    while (!copy.ended) {
      await Promise.race([copying.catch(() => {}), new Promise((resolve) => setTimeout(resolve, LOOK_MS))])
      yield { done: from.done + share * from.bytes, total: from.total }
    }
    await copying
  } finally {
    stopped = true
    await copying.catch(() => {})
  }
}

/** After a step that took so long. */
function rest(stepMs: number): void {
  const ms = Math.min(LONGEST_REST_MS, stepMs * REST_PER_STEP)
  if (ms >= 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** The copy comes out as a file that keeps a log beside it; a backup is one file that opens where nothing can be written. */
function settle(file: string): void {
  const copy = openCopy(file, 'write')
  try {
    // Without the shared memory that a log needs: network drives have none.
    copy.pragma('locking_mode = EXCLUSIVE')
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

/** Steps that yield bytes, told as progress from `done` on. */
function* steps<T>(work: Generator<number, T>, { done, total, paced }: Steps & { paced: boolean }): Generator<Steps, T> {
  let sum = done
  try {
    for (;;) {
      const began = performance.now()
      const step = work.next()
      if (step.done) return step.value
      sum += step.value
      if (paced) rest(performance.now() - began)
      yield { done: Math.min(sum, total), total }
    }
  } finally {
    work.return(undefined as never)
  }
}

/** The name, or with a number where one of the same second is there. */
export function freeName(target: string, name: string): string {
  for (let i = 1; ; i++) {
    const path = join(target, i === 1 ? name : `${name}-${i}`)
    if (!existsSync(path)) return path
  }
}
