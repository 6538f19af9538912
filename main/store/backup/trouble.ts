/** What can go wrong on the drive that backups go to, each with its sentence. */
import { existsSync } from 'node:fs'
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'
import { problemKind } from '../problem.ts'
import { codeOf } from './files.ts'

/** Drives that were pulled out, network folders that went away. */
const GONE = new Set([
  'ENOENT',
  'ENOTDIR',
  'EIO',
  'ENODEV',
  'ENXIO',
  'ESTALE',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENOTCONN',
  'UNKNOWN',
])

/** A backup has ended with this sentence. */
export class Failed extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.data.phrase.key)
    this.refusal = refusal
  }
}

/** The sentence for what was thrown while working on `target`; what is no failure of a disk or file is a defect and thrown on. */
export function targetRefusal(error: unknown, target: string): Refusal {
  if (error instanceof Failed) return error.refusal
  const code = codeOf(error)
  const params = { folder: target, detail: code }
  if (!existsSync(target) || GONE.has(code)) return refuse('UNAVAILABLE', 'backup.gone', params)
  const kind = problemKind(error)
  if (kind === 'full') return refuse('UNAVAILABLE', 'backup.full', params)
  if (kind === 'readOnly') return refuse('UNAVAILABLE', 'backup.readOnly', params)
  if (code.startsWith('SQLITE_IOERR')) return refuse('UNAVAILABLE', 'backup.gone', params)
  if (code === '') throw error
  return refuse('UNAVAILABLE', 'backup.failed', params)
}
