/** Looks at the databases of a data folder without changing them: for the doctor of the command line. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { HISTORY_FILE } from '../store/history/writer.ts'
import { HISTORY_MIGRATIONS } from '../store/migrations/history.ts'
import { OPERATIONS_MIGRATIONS } from '../store/migrations/operations.ts'
import { OPERATIONS_FILE } from '../store/operations.ts'
import { isOpenProblem, openProblem } from '../store/problem.ts'
import { folderProblem, openBare, openReadOnly } from '../store/sqlite.ts'
import type { OpenProblem } from '../store/store.ts'

export type DatabaseFinding = { readonly file: string; readonly bytes: number; readonly problem: OpenProblem | null }
export { folderProblem }

const FILES = { [OPERATIONS_FILE]: OPERATIONS_MIGRATIONS, [HISTORY_FILE]: HISTORY_MIGRATIONS }

/** Every database in the folder and in those directly below it. */
export function checkDatabases(folder: string): DatabaseFinding[] {
  if (!existsSync(folder)) return []
  try {
    return look(folder)
  } catch (error) {
    return [{ file: folder, bytes: 0, problem: openProblem(folder, error) }]
  }
}

function look(folder: string): DatabaseFinding[] {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const folders = [folder, ...below.map((entry) => join(folder, entry.name))]
  return folders.flatMap((place) =>
    Object.entries(FILES).flatMap(([name, migrations]) => {
      const file = join(place, name)
      const stat = statSync(file, { throwIfNoEntry: false })
      return stat ? [{ file, bytes: stat.size, problem: check(file, migrations) }] : []
    }),
  )
}

function check(file: string, migrations: Parameters<typeof openReadOnly>[1]): OpenProblem | null {
  const db = openReadOnly(file, migrations)
  if (isOpenProblem(db)) return db
  try {
    const found = String(db.pragma('quick_check(1)', { simple: true }))
    return found === 'ok' ? null : { kind: 'broken', file, detail: found }
  } catch (problem) {
    return openProblem(file, problem)
  } finally {
    db.close()
  }
}

/** The version of SQLite that this process would use; throws where it cannot be loaded. */
export function sqliteVersion(): string {
  const db = openBare(':memory:')
  try {
    return String(db.prepare('SELECT sqlite_version() AS version').pluck().get())
  } finally {
    db.close()
  }
}
