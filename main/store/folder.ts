/** One process per data folder. The lock is the operating system's, held through SQLite on a file of its own, so it is gone with its process, however that ended. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finishRestore } from './backup/restore.ts'
import { openProblem, problemKind } from './problem.ts'
import { makeFolder } from './make-folder.ts'
import { openBare, type Db } from './sqlite.ts'
import type { OpenProblem } from './store.ts'

/** Who has the folder; `pid` null where it has only just taken it and not yet said who it is. */
export type Holder = { pid: number | null }
export type Acquired = { release(): void }

const LOCK = 'branchwatch.lock'
const HOLDER = 'branchwatch.holder.json'

function readHolder(folder: string): Holder {
  try {
    const found: unknown = JSON.parse(readFileSync(join(folder, HOLDER), 'utf8'))
    if (typeof found !== 'object' || found === null) return { pid: null }
    return { pid: 'pid' in found && typeof found.pid === 'number' ? found.pid : null }
  } catch {
    return { pid: null }
  }
}

/** Whole or not at all: a second start may be reading. */
function writeHolder(folder: string, holder: Holder): void {
  const file = join(folder, HOLDER)
  writeFileSync(`${file}.new`, JSON.stringify(holder), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The lock's file holds nothing: one that was harmed is held by nobody and is made anew. */
function takeLock(file: string): Db {
  try {
    return lockOf(file)
  } catch (error) {
    if (problemKind(error) !== 'broken') throw error
    rmSync(file, { force: true })
    return lockOf(file)
  }
}

function lockOf(file: string): Db {
  const lock = openBare(file)
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

/** Takes the folder, or says who has it, or why it cannot be used. A restore that was cut off in it is finished first: nothing is open yet. */
export function acquireFolder(folder: string): Acquired | { holder: Holder } | { problem: OpenProblem } {
  let lock: Db | null = null
  try {
    makeFolder(folder)
    lock = takeLock(join(folder, LOCK))
    writeHolder(folder, { pid: process.pid })
    finishRestore(folder)
  } catch (error) {
    lock?.close()
    if (problemKind(error) === 'locked') return { holder: readHolder(folder) }
    return { problem: openProblem(folder, error) }
  }
  const taken = lock
  return {
    release() {
      if (!taken.open) return
      rmSync(join(folder, HOLDER), { force: true })
      taken.exec('ROLLBACK')
      taken.close()
    },
  }
}
