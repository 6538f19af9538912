/**
 * The WAL of history.db: brought into the file by a thread that nobody waits for, and seldom, so that pages written again and again (the hot log's,
 * freed and taken every hour) are written into the file once. It is made to reach the disk itself more often than that.
 */
import { closeSync, existsSync, fdatasyncSync, openSync, statSync } from 'node:fs'
import { storeRefusal } from '../problem.ts'
import { openBare } from '../sqlite.ts'

/** From here on it is brought into the file. */
const CHECKPOINT_BYTES = 96 * 1024 * 1024
/** Without anybody who does that, the writer does it itself. */
export const LONGEST_WAL_BYTES = 160 * 1024 * 1024

/** True where the WAL was brought into the file; call every minute or so. A file that is busy, away or broken waits for another time. */
export function tendWal(file: string, from = CHECKPOINT_BYTES): boolean {
  const wal = `${file}-wal`
  try {
    const bytes = statSync(wal, { throwIfNoEntry: false })?.size ?? 0
    if (bytes === 0 || !existsSync(file)) return false
    if (bytes < from) {
      sync(wal)
      return false
    }
    const db = openBare(file)
    try {
      db.pragma('wal_checkpoint(PASSIVE)')
      return true
    } finally {
      db.close()
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return false
    if (!storeRefusal(error)) throw error
    return false
  }
}

/** What was committed since the last checkpoint is safe from a loss of power after this. */
function sync(wal: string): void {
  const handle = openSync(wal, 'r+')
  try {
    fdatasyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
