/** The archive's desk of backups: by the clock and by hand, kept by rotation, and restores prepared while the console runs. */
import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { BackupRow, BackupState, RestorePreview } from '../../shared/contract/backups.ts'
import {
  DEFAULT_BACKUP_SETTINGS,
  type BackupBook,
  type BackupPart,
  type BackupReason,
  type BackupSettings,
  type RestoreHistory,
} from '../../shared/model/backup.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import { forecastBytes } from '../domain/backup/rotation.ts'
import { daysWithout, isDue, nextSlot, RETRY_MS, takesHistory } from '../domain/backup/schedule.ts'
import { bookOf, keyIdOf, readBook, targetOf, writeBook } from '../store/backup/book.ts'
import { bytesOf, freeBytes } from '../store/backup/files.ts'
import { FILE_OF, findBackup, listBackups, MANIFEST_FILE, type FoundBackup } from '../store/backup/find.ts'
import { lostSince } from '../store/backup/lost.ts'
import { makeBackup, type MadeBackup } from '../store/backup/make.ts'
import { reasonsToKeep, removeBackup, rotateFolder } from '../store/backup/remove.ts'
import { lastRestore, planRestore, replacedFolders, stageRestore } from '../store/backup/restore.ts'
import { targetRefusal } from '../store/backup/trouble.ts'
import { folderProblem } from '../store/sqlite.ts'
import { storePhrase } from '../store/problem.ts'
import type { By } from '../store/store.ts'
import type { Archive } from './archive.ts'
import type { Ended } from './jobs.ts'
import type { ArchiveData } from './protocol.ts'

export type RestoreAsk = { backup: string; operations: boolean; history: RestoreHistory }
export type Backups = {
  state(): BackupState
  make(history: boolean, by: By): { ok: true } | Refusal
  cancel(by: By): { ok: true } | Refusal
  saveSettings(next: BackupSettings, by: By): BackupSettings | Refusal
  remove(name: string, by: By): { ok: true } | Refusal
  removeReplaced(name: string, by: By): { ok: true } | Refusal
  preview(backup: string): RestorePreview | Refusal
  restore(ask: RestoreAsk, by: By): { ok: true } | Refusal
  /** Looks at the clock: begins a backup that is due, and says what should be known. */
  beat(): void
}

type Parts = Pick<Archive, 'folder' | 'version' | 'clock' | 'jobs' | 'stale' | 'note' | 'log'> & {
  readonly demo: ArchiveData['demo']
  /** What a person should know of the backups, as often as it changes. */
  readonly notice: (phrase: Phrase | null) => void
  /** A restore is ready: the console closes and opens its data. */
  readonly restored: () => void
}

const OK = { ok: true } as const
const PROGRAM: By['actor'] = { name: 'branchwatch', role: 'admin' }
const DAY_MS = 86_400_000

export function openBackups(parts: Parts): Backups {
  const { folder, demo, clock, jobs } = parts
  let restoreFailed: BackupState['restoreFailed'] = null
  let noticed = 'null'

  /** The book; begun only where there is something to back up. The demo is not backed up by the clock. */
  function book(): BackupBook {
    const now = clock.now()
    const fresh = { source: '0'.repeat(16), since: now, settings: { ...DEFAULT_BACKUP_SETTINGS, automatic: demo === null }, failed: null }
    if (!existsSync(join(folder, FILE_OF.operations))) return readBook(folder) ?? fresh
    try {
      return bookOf(folder, now, demo === null)
    } catch {
      // A folder that takes no file says so elsewhere.
      return fresh
    }
  }

  function keepFailure(failed: BackupBook['failed']): void {
    try {
      writeBook(folder, { ...book(), failed })
    } catch (error) {
      parts.log({ level: 'warn', message: 'the book of backups could not be written', detail: String(error) })
    }
  }

  function found(now: BackupBook): { list: FoundBackup[]; problem: Phrase | null } {
    const target = targetOf(folder, now.settings)
    try {
      if (now.settings.folder !== null && !existsSync(target))
        return { list: [], problem: refuse('UNAVAILABLE', 'backup.gone', { folder: target }).data.phrase }
      return { list: listBackups(target, now.source), problem: null }
    } catch (error) {
      return { list: [], problem: targetRefusal(error, target).data.phrase }
    }
  }

  /** When the newest good backup by the clock or by hand was made, and the newest with samples. */
  function lastOf(list: readonly FoundBackup[]): { at: number | null; historyAt: number | null } {
    const good = list.filter(({ ours, whole, manifest }) => ours && whole && manifest.reason !== 'update' && manifest.operations)
    return { at: good[0]?.manifest.at ?? null, historyAt: good.find(({ manifest }) => manifest.history)?.manifest.at ?? null }
  }

  function begin(reason: BackupReason, withHistory: boolean, by: By): { ok: true } | Refusal {
    const { settings, source } = book()
    if (jobs.get('restore')) return refuse('CONFLICT', 'backup.going')
    const target = targetOf(folder, settings)
    const wish = {
      folder,
      target,
      targetIsOwn: settings.folder === null,
      source,
      withHistory,
      withKey: settings.withKey,
      reason,
      version: parts.version,
      demo: demo && { stations: demo.stations, seed: demo.seed },
      at: by.at,
      paced: true,
    }
    const started = jobs.start('backup', () => makeBackup(wish))
    if (isRefusal(started)) return started
    void started.ended.then((ended) => finished(ended, { settings, source, target }, reason, by), failed)
    return OK
  }

  function finished(
    ended: Ended<MadeBackup | Refusal>,
    at: { settings: BackupSettings; source: string; target: string },
    reason: BackupReason,
    by: By,
  ): void {
    if (!ended.done) return tell()
    if (isRefusal(ended.value)) {
      const { phrase } = ended.value.data
      keepFailure({ at: clock.now(), phrase })
      parts.log({ level: 'warn', message: `no backup was made: ${phrase.key}`, detail: phrase.params, phrases: [phrase] })
    } else {
      const { manifest, trouble, folder: made } = ended.value
      keepFailure(trouble && { at: clock.now(), phrase: trouble })
      if (trouble)
        parts.log({ level: 'warn', message: `a backup left the history out: ${trouble.key}`, detail: trouble.params, phrases: [trouble] })
      if (reason === 'hand') parts.note({ action: 'backup.create', subject: made, after: { history: manifest.history !== null } }, by)
      try {
        rotateFolder(at.target, at.source, at.settings.historyKeep)
      } catch (error) {
        const { phrase } = targetRefusal(error, at.target).data
        parts.log({ level: 'warn', message: 'older backups could not be taken away', detail: String(error), phrases: [phrase] })
      }
    }
    tell()
  }

  /** A defect: said, and the thread goes on; nothing stands under a backup's name. */
  function failed(error: unknown): void {
    keepFailure({ at: clock.now(), phrase: { key: 'error.internal' } })
    parts.log({ level: 'error', message: 'a backup failed', detail: error instanceof Error ? error.stack : String(error) })
    tell()
  }

  function tell(): void {
    const notice = noticeNow()
    const text = JSON.stringify(notice)
    if (text !== noticed) {
      noticed = text
      parts.notice(notice)
    }
    parts.stale('backups')
  }

  function noticeNow(): Phrase | null {
    const now = clock.now()
    const last = lastRestore(folder)
    if (last?.credentialsShut && Math.abs(now - last.at) < DAY_MS) return { key: 'backups.notice.credentialsShut' }
    const { settings, since } = book()
    if (!settings.automatic) return null
    const { list } = found(book())
    const { at } = lastOf(list)
    const days = daysWithout(settings.warnDays, now, at, since)
    if (days === null) return null
    return { key: at === null ? 'backups.notice.never' : 'backups.notice.old', params: { days } }
  }

  /** A backup by its name in the folder of backups, or by its whole path. */
  function pathOf(backup: string): string {
    return isAbsolute(backup) ? resolve(backup) : join(targetOf(folder, book().settings), backup.replaceAll(/[\\/]/g, ''))
  }

  function refusedKind({ manifest }: FoundBackup): Refusal | null {
    if (manifest.demo && !demo) return refuse('INVALID', 'backup.otherDemo')
    if (!manifest.demo && demo) return refuse('INVALID', 'backup.otherBranch')
    return null
  }

  return {
    state() {
      const now = clock.now()
      const { settings, failed: failure, since, source } = book()
      const { list, problem } = found(book())
      const kept = reasonsToKeep(list, settings.historyKeep)
      const { at } = lastOf(list)
      const target = targetOf(folder, settings)
      // A young database is mostly in its log: the newest backup knows better.
      const sizeOf = (part: BackupPart): number =>
        Math.max(bytesOf(join(folder, FILE_OF[part])), list.find(({ manifest }) => manifest[part])?.manifest[part]?.bytes ?? 0)
      const [operations, history] = [sizeOf('operations'), sizeOf('history')]
      const last = lastRestore(folder)
      return {
        settings,
        target,
        problem,
        rows: list.map((one) => ({ ...rowOf(one), ours: one.manifest.source === source, kept: kept.get(one.name) ?? null })),
        lastAt: at,
        nextAt: settings.automatic ? nextSlot(settings, now) : null,
        failed: failure,
        making: jobs.get('backup'),
        restoring: jobs.get('restore'),
        restoreFailed,
        restored:
          last && (last.credentialsShut || existsSync(join(folder, last.aside))) ? { ...last, aside: join(folder, last.aside) } : null,
        replaced: existsSync(folder) ? replacedFolders(folder) : [],
        operationsBytes: operations,
        historyBytes: history,
        freeBytes: freeOf(target),
        forecastBytes: forecastBytes(operations, history, settings.historyKeep, settings.history !== 'never'),
        daysWithout: settings.automatic ? daysWithout(settings.warnDays, now, at, since) : null,
      }
    },
    make: (history, by) => begin('hand', history, by),
    cancel(by) {
      const was = [jobs.cancel('backup') && 'backup', jobs.cancel('restore') && 'restore'].filter(Boolean)
      if (was.length > 0) parts.note({ action: 'backup.cancel', subject: was.join(', '), after: null }, by)
      return OK
    },
    saveSettings(next, by) {
      const problem = next.folder === null ? null : folderRefusal(next.folder, folder)
      if (problem) return refuse('INVALID', 'invalid', undefined, { issues: [{ path: 'folder', phrase: problem }] })
      const settings = { ...next, folder: next.folder === null ? null : resolve(next.folder) }
      try {
        writeBook(folder, { ...book(), settings })
      } catch (error) {
        return targetRefusal(error, folder)
      }
      parts.note({ action: 'backup.configure', subject: 'backups', after: settings }, by)
      tell()
      return settings
    },
    remove(name, by) {
      const { settings, source } = book()
      const target = targetOf(folder, settings)
      if (jobs.get('backup') || jobs.get('restore')) return refuse('CONFLICT', 'backup.going')
      const one = listBackups(target, source).find((backup) => backup.name === name)
      if (!one) return refuse('NOT_FOUND', 'backup.unknown', { name })
      if (!one.ours) return refuse('CONFLICT', 'backup.notOurs')
      try {
        removeBackup(one)
      } catch (error) {
        return targetRefusal(error, target)
      }
      parts.note({ action: 'backup.remove', subject: name, after: null }, by)
      tell()
      return OK
    },
    removeReplaced(name, by) {
      if (jobs.get('restore')) return refuse('CONFLICT', 'backup.going')
      try {
        rmSync(join(folder, name), { recursive: true, force: true })
      } catch (error) {
        return targetRefusal(error, folder)
      }
      parts.note({ action: 'replaced.remove', subject: name, after: null }, by)
      parts.stale('backups')
      return OK
    },
    preview(backup) {
      const path = pathOf(backup)
      const one = findBackup(path, book().source)
      if (isRefusal(one)) return one
      const refused = refusedKind(one)
      if (refused) return refused
      const { keyId, keyFile, at } = one.manifest
      return {
        backup: { ...rowOf(one), kept: null },
        lost: existsSync(join(folder, FILE_OF.operations)) ? lostSince(folder, at) : { changes: 0, alarms: 0 },
        credentialsShut: keyId !== null && !keyFile && keyId !== keyIdOf(folder),
        needBytes: (one.manifest.operations?.bytes ?? 0) + (one.manifest.history?.bytes ?? 0),
        freeBytes: freeOf(folder) ?? 0,
      }
    },
    restore(ask, by) {
      const backup = pathOf(ask.backup)
      const plan = planRestore({ folder, ...ask, backup })
      if (isRefusal(plan)) return plan
      const refused = refusedKind(plan.found)
      if (refused) return refused
      if (jobs.get('backup')) return refuse('CONFLICT', 'backup.going')
      restoreFailed = null
      const started = jobs.start('restore', () => stageRestore({ folder, ...ask, backup, actor: by.actor.name, at: by.at }))
      if (isRefusal(started)) return started
      started.ended.then(
        (ended) => {
          if (!ended.done) return
          if (!isRefusal(ended.value)) return parts.restored()
          const { phrase } = ended.value.data
          restoreFailed = { at: clock.now(), phrase }
          parts.log({ level: 'warn', message: `nothing was restored: ${phrase.key}`, detail: phrase.params, phrases: [phrase] })
          parts.stale('backups')
        },
        (error: unknown) => {
          restoreFailed = { at: clock.now(), phrase: { key: 'error.internal' } }
          parts.log({ level: 'error', message: 'a restore failed', detail: error instanceof Error ? error.stack : String(error) })
          parts.stale('backups')
        },
      )
      return OK
    },
    beat() {
      if (!existsSync(join(folder, FILE_OF.operations))) return
      const now = clock.now()
      const { settings, since, failed: failure } = book()
      const { at, historyAt } = lastOf(found(book()).list)
      const waits = failure !== null && Math.abs(now - failure.at) < RETRY_MS
      if (settings.automatic && !waits && !jobs.get('backup') && !jobs.get('restore') && isDue(settings, now, at, since))
        begin('schedule', takesHistory(settings.history, now, historyAt), { actor: PROGRAM, at: now })
      const notice = JSON.stringify(noticeNow())
      if (notice !== noticed) tell()
    },
  }
}

function rowOf({ name, manifest, ours, whole }: FoundBackup): Omit<BackupRow, 'kept'> {
  const { at, reason, version, branchName, demo, operations, history, keyFile } = manifest
  return {
    name,
    at,
    reason,
    version,
    branchName,
    demo: demo !== null,
    bytes: (operations?.bytes ?? 0) + (history?.bytes ?? 0),
    operations: operations !== null,
    history: history !== null,
    keyFile,
    stations: operations?.rows['stations'] ?? null,
    devices: operations?.rows['devices'] ?? null,
    ours,
    whole,
  }
}

function freeOf(path: string): number | null {
  try {
    return freeBytes(existsSync(path) ? path : dirname(path))
  } catch {
    return null
  }
}

/** Why backups cannot go there: it must be a folder that is there, can be written, and is neither the data folder nor a backup. */
function folderRefusal(chosen: string, folder: string): Phrase | null {
  if (!isAbsolute(chosen)) return { key: 'error.backup.notAbsolute' }
  const path = resolve(chosen)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return { key: 'error.backup.gone', params: { folder: path } }
  if (path === resolve(folder) || existsSync(join(path, MANIFEST_FILE))) return { key: 'error.backup.inside' }
  const problem = folderProblem(path)
  return problem && (problem.kind === 'readOnly' ? { key: 'error.backup.readOnly', params: { folder: path } } : storePhrase(problem))
}
