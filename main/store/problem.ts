/** What can go wrong with a file or a database, told apart once: for opening (OpenProblem) and for a write that failed later (Refusal). */
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { OpenProblem } from './store.ts'

export const PROBLEM_KINDS = ['newer', 'broken', 'readOnly', 'full', 'locked', 'missing', 'key', 'beforeUpdate', 'other'] as const
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

const FILE_CODES: Readonly<Record<string, ProblemKind>> = {
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  ENOSPC: 'full',
  EDQUOT: 'full',
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The kind of a failure of SQLite or of the file system; 'other' where neither code says more. */
export function problemKind(error: unknown): ProblemKind {
  const code = codeOf(error)
  // The second: no room for the index beside the write-ahead log, which reading needs too.
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE') return 'full'
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return 'readOnly'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'broken'
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked'
  return FILE_CODES[code] ?? 'other'
}

export function openProblem(file: string, error: unknown): OpenProblem {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  return { kind: problemKind(error), file, detail: code === '' || message.startsWith(code) ? message : `${code}: ${message}` }
}

/** The sentence for it. */
export function storePhrase({ kind, file, detail }: OpenProblem): Phrase {
  return { key: `error.store.${kind}`, params: { file, detail } }
}

export function isOpenProblem(value: unknown): value is OpenProblem {
  return typeof value === 'object' && value !== null && 'kind' in value && 'file' in value && 'detail' in value
}

/** True where the database itself answered with an error: the file, the disk or a lock, not a defect of ours. */
function isStorageError(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN' || (code.startsWith('SQLITE_') && problemKind(error) !== 'other')
}

/** The refusal for a write that the disk or the file did not take; null where the error is a defect and must be thrown on. */
export function storeRefusal(error: unknown): Refusal | null {
  if (!isStorageError(error)) return null
  return refuse('UNAVAILABLE', `store.${problemKind(error)}`, { file: 'operations.db', detail: codeOf(error) })
}
