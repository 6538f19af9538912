/** Opens SQLite files for this room: the runtime check, the pragmas, the migrations, and every expected failure as an OpenProblem. */
import { createRequire } from 'node:module'
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import type { OpenProblem } from './store.ts'
import { makeFolder } from './make-folder.ts'
import { openProblem, isOpenProblem, storeRefusal } from './problem.ts'

export type Db = BetterSqlite.Database
export type Migration = { readonly version: number; readonly sql: string }
type Constructor = typeof BetterSqlite

/** The addon is built for N-API 10: on an older Node loading it would crash the process without a word. */
const NEEDED_NAPI = 10
const BUSY_MS = 5000
/** Small files are checked at every opening; a large one only when the last run did not close it. */
const ALWAYS_CHECKED_BYTES = 32 * 1024 * 1024

/** A WAL that was brought into the file becomes this short again. */
const SHORT_WAL_BYTES = 4 * 1024 * 1024
/** No version of this program will ever have so many changes of its tables: a byte of the header has changed. */
const LARGEST_VERSION = 65_535

let loaded: Constructor | null = null

function load(): Constructor {
  if (loaded) return loaded
  const napi = Number(process.versions.napi ?? 0)
  if (napi < NEEDED_NAPI) {
    throw new Error(
      `Node ${process.versions.node} is too old for the database (Node-API ${napi}, ${NEEDED_NAPI} needed): use Node 22.18 or newer`,
    )
  }
  loaded = createRequire(import.meta.url)('better-sqlite3') as Constructor
  return loaded
}

export type OpenOptions = {
  readonly synchronous: 'FULL' | 'NORMAL'
  /** Frees pages step by step; only takes hold in a new file. */
  readonly incrementalVacuum?: boolean
  /** For tests of a full disk: the file may not grow beyond so many pages. */
  readonly maxPages?: number
  /** Copies the file before its tables are brought to a newer version; the update does not begin where it answers why it could not. */
  readonly beforeUpdate?: (db: Db, from: number) => OpenProblem | null
  /** How long another program's change is waited for. */
  readonly busyMs?: number
  /** A large file that was not closed is opened at once all the same; whoever opens it has it checked beside (`isUnclosed`). */
  readonly checkBeside?: boolean
  /** The file was met damaged: all of it is checked, however large. */
  readonly isSuspect?: boolean
  /** So large may the WAL grow before this connection itself brings it into the file; SQLite's own measure where it is not given. */
  readonly walBytes?: number
}

/** Why files cannot be created in this folder, or null. Made with a real file: access rights alone do not tell of a full or read-only disk. */
export function folderProblem(folder: string): OpenProblem | null {
  const probe = join(folder, `.write-${process.pid}`)
  try {
    makeFolder(folder)
    writeFileSync(probe, 'x')
    rmSync(probe)
    return null
  } catch (error) {
    const problem = openProblem(folder, error)
    // A full disk still makes the name.
    if (problem.kind === 'full') rmSync(probe, { force: true })
    return problem
  }
}

/** The version the file's tables have. */
export function userVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/** Brings the tables from whatever version to the newest, one transaction a step. */
export function migrate(db: Db, migrations: readonly Migration[]): void {
  const from = userVersion(db)
  for (const migration of migrations) {
    if (migration.version <= from) continue
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
}

function checkedProblem(db: Db, file: string, migrations: readonly Migration[], mustCheck: boolean): OpenProblem | null {
  const version = userVersion(db)
  const newest = migrations.at(-1)?.version ?? 0
  if (version > LARGEST_VERSION) return { kind: 'broken', file, detail: `version ${version}` }
  if (version > newest) return { kind: 'newer', file, detail: `version ${version}, this program knows ${newest}` }
  if (!mustCheck) return null
  const found = String(db.pragma('quick_check(1)', { simple: true }))
  return found === 'ok' ? null : { kind: 'broken', file, detail: found }
}

function integrityProblem(db: Db, file: string): OpenProblem | null {
  const found = String(db.pragma('integrity_check(1)', { simple: true }))
  return found === 'ok' ? null : { kind: 'broken', file, detail: found }
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0
}

/** A check of all of it takes so long that nobody may wait for it. */
export function isLarge(file: string): boolean {
  return sizeOf(file) >= ALWAYS_CHECKED_BYTES
}

/** True where a large file was not closed by its last program: to be asked before it is opened. */
export function isUnclosed(file: string): boolean {
  return isLarge(file) && sizeOf(`${file}-wal`) > 0
}

/** Opens for writing, creating and migrating as needed. */
export function openWriter(file: string, migrations: readonly Migration[], options: OpenOptions): Db | OpenProblem {
  const blocked = folderProblem(dirname(file))
  if (blocked) return { ...blocked, file }
  const mustCheck = (sizeOf(file) > 0 && !isLarge(file)) || (isUnclosed(file) && options.checkBeside !== true)
  let db: Db | null = null
  try {
    db = new (load())(file, { timeout: options.busyMs ?? BUSY_MS })
    const problem = checkedProblem(db, file, migrations, mustCheck) ?? (options.isSuspect ? integrityProblem(db, file) : null)
    if (problem) {
      db.close()
      return problem
    }
    if (options.incrementalVacuum) db.pragma('auto_vacuum = INCREMENTAL')
    db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${options.synchronous}`)
    db.pragma('foreign_keys = ON')
    if (options.walBytes !== undefined) {
      db.pragma(`wal_autocheckpoint = ${Math.round(options.walBytes / Number(db.pragma('page_size', { simple: true })))}`)
      db.pragma(`journal_size_limit = ${SHORT_WAL_BYTES}`)
    }
    if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`)
    const from = userVersion(db)
    const uncopied = from > 0 && from < (migrations.at(-1)?.version ?? 0) ? (options.beforeUpdate?.(db, from) ?? null) : null
    if (uncopied) {
      closeWriter(db)
      return uncopied
    }
    migrate(db, migrations)
    return db
  } catch (error) {
    db?.close()
    return openProblem(file, error)
  }
}

/** Opens for reading only; the file must be there and at the version this program knows, or newer where `orNewer`: then its tables may be others. */
export function openReadOnly(file: string, migrations: readonly Migration[], orNewer = false): Db | OpenProblem {
  if (!existsSync(file)) return { kind: 'missing', file, detail: 'no such file' }
  let db: Db | null = null
  try {
    db = new (load())(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
    const version = userVersion(db)
    const newest = migrations.at(-1)?.version ?? 0
    if (version === newest || (orNewer && version > newest)) return db
    db.close()
    return { kind: version > newest ? 'newer' : 'other', file, detail: `version ${version}, this program knows ${newest}` }
  } catch (error) {
    db?.close()
    const problem = openProblem(file, error)
    // Reading makes files beside the database too: where none can be made, that is the reason.
    return (problem.kind === 'other' && folderProblem(dirname(file))) || problem
  }
}

/** Brings the WAL into the file and closes. Where the disk does not take it, the WAL stays and is read at the next opening: nothing is lost. */
export function closeWriter(db: Db): void {
  if (!db.open) return
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (!storeRefusal(error)) throw error
  } finally {
    db.close()
  }
}

/** Opens a file as it is, whatever its version: for backups. Throws what SQLite throws. */
export function openCopy(file: string, how: 'read' | 'write'): Db {
  return new (load())(file, { readonly: how === 'read', fileMustExist: true, timeout: BUSY_MS })
}

/** Opens a file that only serves as a lock. Throws what SQLite throws. */
export function openBare(file: string): Db {
  return new (load())(file, { timeout: 0 })
}

export { isOpenProblem }
