/** Looks at the databases of a data folder without changing them: for the doctor of the command line. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckFinding } from '../../shared/model/storage.ts'
import { dailyBytes } from '../domain/history/forecast.ts'
import { deepCheck } from '../store/check/deep.ts'
import { HISTORY_FILE } from '../store/history/writer.ts'
import { HISTORY_MIGRATIONS } from '../store/migrations/history.ts'
import { OPERATIONS_MIGRATIONS } from '../store/migrations/operations.ts'
import { OPERATIONS_FILE } from '../store/operations.ts'
import { isOpenProblem, openProblem } from '../store/problem.ts'
import { openReader } from '../store/reader.ts'
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

/** What a restore has put away is kept as it is. */
const PUT_AWAY = /^(?:replaced|restore)-/

function places(folder: string): string[] {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !PUT_AWAY.test(entry.name))
  return [folder, ...below.map((entry) => join(folder, entry.name))]
}

function look(folder: string): DatabaseFinding[] {
  return places(folder).flatMap((place) =>
    Object.entries(FILES).flatMap(([name, migrations]) => {
      const file = join(place, name)
      const stat = statSync(file, { throwIfNoEntry: false })
      return stat ? [{ file, bytes: stat.size, problem: check(file, migrations) }] : []
    }),
  )
}

export type DeepFinding = CheckFinding & { readonly folder: string }

/** Everything in the folder and in those directly below it read to its end, beside a running console if there is one; each step says which folder and how far it is, 0…1. */
export function* checkDeep(folder: string, all: boolean): Generator<{ folder: string; share: number }, DeepFinding[]> {
  const findings: DeepFinding[] = []
  for (const place of existsSync(folder) ? places(folder) : []) {
    if (!existsSync(join(place, OPERATIONS_FILE)) && !existsSync(join(place, HISTORY_FILE))) continue
    const work = deepCheck({ folder: place, whole: true, all, dailyBytes: dailyBytesOf(place) })
    for (;;) {
      const step = work.next()
      if (step.done) {
        findings.push(...step.value.map((one) => ({ ...one, folder: place })))
        break
      }
      const { done, total } = step.value
      yield { folder: place, share: total > 0 ? done / total : 0 }
    }
  }
  return findings
}

/** 0 where it cannot be measured. */
function dailyBytesOf(folder: string): number {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) return 0
  try {
    const size = reader.historySize()
    return size ? dailyBytes(size) : 0
  } finally {
    reader.close()
  }
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
