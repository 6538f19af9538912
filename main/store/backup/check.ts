/** Whether a database file of a backup is sound: opened, looked through, its rows counted. */
import { basename } from 'node:path'
import type { BackupFile, BackupPart } from '../../../shared/model/backup.ts'
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'
import { HISTORY_MIGRATIONS } from '../migrations/history.ts'
import { OPERATIONS_MIGRATIONS } from '../migrations/operations.ts'
import { openProblem, problemKind } from '../problem.ts'
import { openCopy, userVersion, type Db } from '../sqlite.ts'
import { bytesOf } from './files.ts'

/**
 * SQLite looks through every page of a file up to this size. It cannot be stopped or paced while it does, so of a larger one the tables are walked
 * (every leaf is read for the count) and the rows compared; each blob in it carries a checksum of its own, which reading looks at.
 */
const LOOKED_THROUGH_BYTES = 512 * 1024 * 1024

export const NEWEST_SCHEMA: Readonly<Record<BackupPart, number>> = {
  operations: OPERATIONS_MIGRATIONS.at(-1)?.version ?? 0,
  history: HISTORY_MIGRATIONS.at(-1)?.version ?? 0,
}

/** Rows by table; a step for each table. */
export function* countRows(db: Db): Generator<number, Record<string, number>> {
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`)
    .pluck()
    .all()
  const rows: Record<string, number> = {}
  for (const table of tables) {
    rows[table] = Number(
      db
        .prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`)
        .pluck()
        .get(),
    )
    yield 0
  }
  return rows
}

/** What is wrong with the file, null where nothing is. `said` is what its manifest says of it; null where there is none to compare with. */
export function* checkDatabase(
  file: string,
  said: Pick<BackupFile, 'schema' | 'rows'> | null,
  part: BackupPart,
): Generator<number, Refusal | null> {
  const name = basename(file)
  const broken = (detail: string): Refusal => refuse('INVALID', 'backup.brokenFile', { file: name, detail })
  let db: Db | null = null
  try {
    db = openCopy(file, 'read')
    const schema = userVersion(db)
    if (schema > NEWEST_SCHEMA[part]) return refuse('INVALID', 'backup.newer', { folder: file })
    if (said && schema !== said.schema) return broken(`version ${schema}, ${said.schema} expected`)
    yield 0
    if (bytesOf(file) <= LOOKED_THROUGH_BYTES) {
      const found = String(db.pragma(part === 'operations' ? 'integrity_check(1)' : 'quick_check(1)', { simple: true }))
      if (found !== 'ok') return broken(found)
      yield 0
    }
    const rows = yield* countRows(db)
    for (const [table, count] of Object.entries(said?.rows ?? {}))
      if (rows[table] !== count) return broken(`${table}: ${rows[table] ?? 0} rows, ${count} expected`)
    return null
  } catch (error) {
    const problem = openProblem(file, error)
    // A backup whose disk does not answer is not said to be damaged.
    if (problemKind(error) === 'broken') return broken(problem.detail)
    return refuse('UNAVAILABLE', 'backup.notReadable', { folder: file, detail: problem.detail })
  } finally {
    db?.close()
  }
}
