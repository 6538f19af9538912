/** What a restore would undo: what was entered and raised since the backup. */
import { join } from 'node:path'
import { openCopy, type Db } from '../sqlite.ts'
import { FILE_OF } from './find.ts'

/** Counts of changes by people (audit rows) and of alarms since `at`; null where the present file cannot be read. */
export function lostSince(folder: string, at: number): { changes: number; alarms: number } | null {
  let db: Db | null = null
  try {
    db = openCopy(join(folder, FILE_OF.operations), 'read')
    const count = (sql: string): number => (db as Db).prepare<[number], number>(sql).pluck().get(at) ?? 0
    return {
      changes: count('SELECT count(*) FROM audit WHERE at > ?'),
      alarms: count('SELECT count(*) FROM alarms WHERE raisedAt > ?'),
    }
  } catch {
    return null
  } finally {
    db?.close()
  }
}
