/**
 * Puts a backup's files in the place of the present ones. First everything is copied beside them and checked; then restore.json is written, and from there the
 * work is only finished, never undone: also by the next opening of the folder, if the program was killed in between. Present files go aside, none is deleted.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  RestoreJournal,
  type BackupManifest,
  type BackupPart,
  type Replaceable,
  type RestoreHistory,
} from '../../../shared/model/backup.ts'
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import { makeFolder } from '../make-folder.ts'
import { openProblem } from '../problem.ts'
import { KEY_FILE, keyIdOf } from './book.ts'
import { checkDatabase } from './check.ts'
import { bytesOf, codeOf, copyFile, readSmall, renameHard, syncFolder, writeWhole } from './files.ts'
import { candidates, FILE_OF, findBackup, type FoundBackup } from './find.ts'
import { lockBackups } from './lock.ts'
import { freeName, roomProblem, stampOf, type Steps } from './make.ts'
import { removeTree } from './remove.ts'
import { targetRefusal } from './trouble.ts'

export const JOURNAL_FILE = 'restore.json'
/** The journal of a restore that has been finished, until the core has written it into the audit. */
const DONE_FILE = 'restored.json'
/** And after that. */
const LAST_FILE = 'last-restore.json'
const STAGE = /^restore-\d{8}-\d{6}(-\d+)?$/
/** A database's own files; the log belongs to its database. */
const SUFFIXES = ['-wal', '-shm', '-journal', ''] as const

export type RestoreWish = {
  /** The data folder of the branch. */
  readonly folder: string
  /** The backup's own folder. */
  readonly backup: string
  readonly operations: boolean
  /** What becomes of the samples. */
  readonly history: RestoreHistory
  /** Who asks, and when (epoch ms). */
  readonly actor: string
  readonly at: number
}
/** Ready: the files lie beside the present ones, and the journal says that they take their place at the next opening, or by `finishRestore`. */
export type Staged = { readonly journal: RestoreJournal; readonly manifest: BackupManifest }

/** What of a backup can be used for this wish, or why not. Nothing is read but the manifest and sizes. */
export function planRestore(wish: Omit<RestoreWish, 'actor' | 'at'>): { found: FoundBackup; parts: BackupPart[]; bytes: number } | Refusal {
  const found = findBackup(wish.backup, null)
  if (isRefusal(found)) return found
  const parts: BackupPart[] = [
    ...(wish.operations ? ['operations' as const] : []),
    ...(wish.history === 'backup' ? ['history' as const] : []),
  ]
  if (parts.length === 0 && wish.history === 'keep') return refuse('INVALID', 'backup.nothingChosen')
  for (const part of parts) {
    const said = found.manifest[part]
    const file = join(wish.backup, FILE_OF[part])
    if (!said) return refuse('INVALID', 'backup.partMissing', { file: FILE_OF[part] })
    if (!existsSync(file)) return refuse('INVALID', 'backup.fileMissing', { file: FILE_OF[part] })
    if (bytesOf(file) !== said.bytes)
      return refuse('INVALID', 'backup.brokenFile', { file: FILE_OF[part], detail: `${bytesOf(file)} bytes, ${said.bytes} expected` })
  }
  return { found, parts, bytes: parts.reduce((sum, part) => sum + (found.manifest[part]?.bytes ?? 0), 0) }
}

/** Copies the wished parts beside the present files, checks them, and writes the journal as the last step. Cancelled or refused, it leaves nothing. */
export function* stageRestore(wish: RestoreWish): Generator<Steps, Staged | Refusal> {
  const { folder, at } = wish
  const plan = planRestore(wish)
  if (isRefusal(plan)) return plan
  const { manifest } = plan.found
  let lock: ReturnType<typeof lockBackups> | null = null
  let stage: string | null = null
  try {
    makeFolder(folder)
    lock = lockBackups(folder)
    if (isRefusal(lock)) return lock
    const room = roomProblem(folder, plan.bytes)
    if (room) return room
    stage = freeName(folder, `restore-${stampOf(at)}`)
    mkdirSync(stage, { mode: 0o700 })
    let done = 0
    const total = plan.bytes
    const put: Replaceable[] = []
    for (const part of plan.parts) {
      const said = manifest[part]
      if (!said) continue
      const copy = join(stage, FILE_OF[part])
      const copying = copyFile(join(wish.backup, FILE_OF[part]), copy)
      for (;;) {
        const step = copying.next()
        if (step.done) {
          if (step.value !== said.sha256) return refuse('INVALID', 'backup.brokenFile', { file: FILE_OF[part], detail: 'SHA-256' })
          break
        }
        done += step.value
        yield { done, total }
      }
      const checking = checkDatabase(copy, said, part)
      for (;;) {
        const step = checking.next()
        if (step.done) {
          if (step.value) return step.value
          break
        }
        yield { done, total }
      }
      put.push(FILE_OF[part])
    }
    const key = wish.operations ? keyFor(wish, manifest, stage) : { put: [], away: [], shut: false }
    const journal: RestoreJournal = {
      stage: nameOf(stage, folder),
      aside: nameOf(freeName(folder, `replaced-${stampOf(at)}`), folder),
      put: [...put, ...key.put],
      away: [...(wish.history === 'empty' ? [FILE_OF.history] : []), ...key.away],
      backup: plan.found.name,
      backupAt: manifest.at,
      actor: wish.actor,
      at,
      credentialsShut: key.shut,
    }
    syncFolder(stage)
    writeWhole(join(folder, JOURNAL_FILE), `${JSON.stringify(journal, null, 2)}\n`)
    syncFolder(folder)
    stage = null
    return { journal, manifest }
  } catch (error) {
    return existsSync(wish.backup) ? diskRefusal(error, folder) : targetRefusal(error, wish.backup)
  } finally {
    if (stage !== null) removeTree(stage)
    if (lock && !isRefusal(lock)) lock.release()
  }
}

/** What was thrown while writing into the data folder; a defect is thrown on. */
function diskRefusal(error: unknown, folder: string): Refusal {
  if (codeOf(error) === '') throw error
  const { kind, detail } = openProblem(folder, error)
  return refuse('UNAVAILABLE', `store.${kind}`, { file: folder, detail })
}

/** The key that opens the restored credentials: the backup's, or the present one where it is the same; else they must be entered again. */
function keyFor(wish: RestoreWish, manifest: BackupManifest, stage: string): { put: Replaceable[]; away: Replaceable[]; shut: boolean } {
  const present = keyIdOf(wish.folder)
  const same = { put: [], away: [], shut: false }
  if (manifest.keyId === null || manifest.keyId === present) return same
  const file = join(wish.backup, KEY_FILE)
  if (manifest.keyFile && existsSync(file) && keyIdOf(wish.backup) === manifest.keyId) {
    const copying = copyFile(file, join(stage, KEY_FILE))
    while (!copying.next().done);
    return { put: [KEY_FILE], away: [], shut: false }
  }
  return { ...same, shut: true }
}

function nameOf(path: string, folder: string): string {
  return path.slice(folder.length + 1)
}

function readJournal(file: string): RestoreJournal | null {
  if (!existsSync(file)) return null
  const read = RestoreJournal.safeParse(JSON.parse(readSmall(file)))
  return read.success ? read.data : null
}

/**
 * Does what the journal says, from wherever it was cut off; answers it, or null where there was none. The caller holds the data folder, and nothing in it is
 * open. Throws what the file system says: nothing is lost then, and the next call goes on.
 */
export function finishRestore(folder: string): RestoreJournal | null {
  const file = join(folder, JOURNAL_FILE)
  let journal: RestoreJournal | null
  try {
    journal = readJournal(file)
  } catch (error) {
    if (codeOf(error) !== '') throw error
    journal = null
  }
  if (!journal) {
    // Written whole or not at all: one that cannot be read is not ours to follow. It stays under another name.
    if (existsSync(file)) renameSync(file, `${file}.unreadable`)
    clearStages(folder)
    return null
  }
  const stage = join(folder, journal.stage)
  const aside = join(folder, journal.aside)
  makeFolder(aside)
  for (const name of journal.put) putOne(folder, stage, aside, name)
  for (const name of journal.away) moveAside(folder, aside, name)
  syncFolder(aside)
  syncFolder(folder)
  renameHard(file, join(folder, DONE_FILE))
  removeTree(stage)
  if (readdirSync(aside).length === 0) rmSync(aside, { recursive: true })
  syncFolder(folder)
  return journal
}

function putOne(folder: string, stage: string, aside: string, name: Replaceable): void {
  const staged = join(stage, name)
  const place = join(folder, name)
  if (existsSync(staged)) {
    moveAside(folder, aside, name)
    renameHard(staged, place)
  } else if (!existsSync(place) && existsSync(join(aside, name))) {
    // Somebody took the copy away in between: the present file comes back.
    for (const suffix of SUFFIXES) if (existsSync(join(aside, name + suffix))) renameHard(join(aside, name + suffix), place + suffix)
  }
}

/** The log goes before its database: cut off in between, both are still told apart from the file that comes. */
function moveAside(folder: string, aside: string, name: Replaceable): void {
  for (const suffix of SUFFIXES) {
    const from = join(folder, name + suffix)
    if (existsSync(from)) renameHard(from, freeName(aside, name + suffix))
  }
}

/** Copies of a restore that never came to its journal; not while one is being made. */
function clearStages(folder: string): void {
  const stages = readdirSync(folder).filter((name) => STAGE.test(name))
  if (stages.length === 0) return
  const lock = lockBackups(folder)
  if (isRefusal(lock)) return
  for (const name of stages) removeTree(join(folder, name))
  lock.release()
}

/** The restore that was finished last and is not yet in the audit; `keep` after it is. */
export function restoredNote(folder: string): { note: RestoreJournal; keep: () => void } | null {
  const file = join(folder, DONE_FILE)
  try {
    const note = readJournal(file)
    return note && { note, keep: () => renameHard(file, join(folder, LAST_FILE)) }
  } catch {
    return null
  }
}

/** The restore that was finished last; null where there was none. */
export function lastRestore(folder: string): RestoreJournal | null {
  try {
    return readJournal(join(folder, DONE_FILE)) ?? readJournal(join(folder, LAST_FILE))
  } catch {
    return null
  }
}

export type RestoredPart = { readonly found: FoundBackup; /** Folder with the files that were there. */ readonly aside: string }

/**
 * Puts the newest good backup of one part in its place, trying older ones where one turns out damaged; null where there is none. Nothing may have the
 * part's file open. What was written after `found.manifest.at` is lost, except in the files aside. For a file found damaged.
 */
export function* restoreNewest(folder: string, which: BackupPart, at: number): Generator<Steps, RestoredPart | Refusal | null> {
  let last: Refusal | null = null
  for (const found of candidates(folder, which)) {
    const staged = yield* stageRestore({
      folder,
      backup: found.folder,
      operations: which === 'operations',
      history: which === 'history' ? 'backup' : 'keep',
      actor: 'branchwatch',
      at,
    })
    if (isRefusal(staged)) {
      last = staged
      continue
    }
    finishRestore(folder)
    return { found, aside: join(folder, staged.journal.aside) }
  }
  return last
}

/** Folders with files that restores have replaced, the newest first. */
export function replacedFolders(folder: string): { name: string; bytes: number }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^replaced-\d{8}-\d{6}(-\d+)?$/.test(entry.name))
    .map(({ name }) => ({ name, bytes: readdirSync(join(folder, name)).reduce((sum, file) => sum + bytesOf(join(folder, name, file)), 0) }))
    .sort((a, b) => (a.name < b.name ? 1 : -1))
}
