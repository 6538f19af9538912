/** backups.json of a data folder: its own name, the settings of backups and the last failure. Readable where no database is; what is not right in it is the default. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BackupBook, BackupSettings, DEFAULT_BACKUP_SETTINGS } from '../../../shared/model/backup.ts'
import { makeFolder } from '../make-folder.ts'
import { readSmall, writeWhole } from './files.ts'

export const BOOK_FILE = 'backups.json'
const DEFAULT_FOLDER = 'backups'

/** The book of this data folder, or null where there is none that can be read. */
export function readBook(folder: string): BackupBook | null {
  try {
    const raw: unknown = JSON.parse(readSmall(join(folder, BOOK_FILE)))
    const read = BackupBook.safeParse(raw)
    if (read.success) return read.data
    // A setting that is not right must not cost the folder its name: its backups would be strangers.
    const rest = BackupBook.omit({ settings: true }).safeParse(raw)
    return rest.success ? { ...rest.data, settings: DEFAULT_BACKUP_SETTINGS } : null
  } catch {
    return null
  }
}

/** The book, begun where there is none. `automatic` is what a new one starts with. Throws what the file system says. */
export function bookOf(folder: string, now: number, automatic: boolean): BackupBook {
  const found = readBook(folder)
  if (found) return found
  const settings: BackupSettings = { ...DEFAULT_BACKUP_SETTINGS, automatic }
  const book: BackupBook = { source: randomBytes(8).toString('hex'), since: now, settings, failed: null }
  writeBook(folder, book)
  return book
}

export function writeBook(folder: string, book: BackupBook): void {
  makeFolder(folder)
  writeWhole(join(folder, BOOK_FILE), `${JSON.stringify(book, null, 2)}\n`)
}

/** Where the backups of this data folder go. */
export function targetOf(folder: string, settings: Pick<BackupSettings, 'folder'>): string {
  return settings.folder ?? join(folder, DEFAULT_FOLDER)
}

/** Fingerprint of the folder's key of SNMP credentials; null without one. Says nothing of the key itself. */
export function keyIdOf(folder: string): string | null {
  const file = join(folder, KEY_FILE)
  if (!existsSync(file)) return null
  return createHash('sha256')
    .update(`branchwatch key ${readFileSync(file, 'utf8').trim()}`)
    .digest('hex')
    .slice(0, 16)
}

export const KEY_FILE = 'secrets.key'
