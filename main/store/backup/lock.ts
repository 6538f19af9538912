/** One backup or restore of a data folder at a time, whichever process does it. The lock is the operating system's: it is gone with its process. */
import { join } from 'node:path'
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'
import { openProblem, problemKind } from '../problem.ts'
import { openBare, type Db } from '../sqlite.ts'

const LOCK_FILE = 'backups.lock'

export type BackupLock = { release(): void }

/** The lock, or that somebody else has it (CONFLICT), or why the folder cannot be used. */
export function lockBackups(folder: string): BackupLock | Refusal {
  const file = join(folder, LOCK_FILE)
  let lock: Db | null = null
  try {
    lock = openBare(file)
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    const kind = problemKind(error)
    if (kind === 'locked') return refuse('CONFLICT', 'backup.going')
    return refuse('UNAVAILABLE', `store.${kind}`, { file, detail: openProblem(file, error).detail })
  }
  const taken = lock
  return { release: () => taken.close() }
}
