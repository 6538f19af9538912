/** Finds backups in a folder: what their manifests say, and whether their files are there. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { BACKUP_FORMAT, BackupManifest, type BackupPart } from '../../../shared/model/backup.ts'
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import { readBook, targetOf } from './book.ts'
import { checkDatabase } from './check.ts'
import { bytesOf, codeOf, readSmall, runToEnd } from './files.ts'

export const MANIFEST_FILE = 'manifest.json'
export const FILE_OF = { operations: 'operations.db', history: 'history.db' } as const satisfies Record<BackupPart, string>
/** Folders that are being made have this at their end, before it the source's name. */
export const PARTIAL = '.partial'

export type FoundBackup = {
  readonly name: string
  /** The backup's own folder. */
  readonly folder: string
  readonly manifest: BackupManifest
  /** Of the data folder that was asked for. */
  readonly ours: boolean
  /** Every file of the manifest is there with its size; what is in it is checked when it is used. */
  readonly whole: boolean
}

/** What a folder says of itself, or why it is no backup that this program can use. */
export function readManifest(folder: string): BackupManifest | Refusal {
  let raw: unknown
  try {
    raw = JSON.parse(readSmall(join(folder, MANIFEST_FILE)))
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return refuse('NOT_FOUND', 'backup.notBackup', { folder })
    if (code !== '') return refuse('UNAVAILABLE', 'backup.notReadable', { folder, detail: code })
    return refuse('INVALID', 'backup.brokenManifest', { folder })
  }
  const format = typeof raw === 'object' && raw !== null && 'format' in raw ? raw.format : null
  if (typeof format === 'number' && format > BACKUP_FORMAT) return refuse('INVALID', 'backup.newer', { folder })
  const read = BackupManifest.safeParse(raw)
  return read.success ? read.data : refuse('INVALID', 'backup.brokenManifest', { folder })
}

/** One backup; `source` is the data folder's name of itself. */
export function findBackup(folder: string, source: string | null): FoundBackup | Refusal {
  const manifest = readManifest(folder)
  if (isRefusal(manifest)) return manifest
  const whole = (['operations', 'history'] as const).every((part) => {
    const said = manifest[part]
    return said === null || bytesOf(join(folder, FILE_OF[part])) === said.bytes
  })
  return { name: basename(folder), folder, manifest, ours: manifest.source === source, whole }
}

/** All backups of a folder, the newest first. A folder that is not there has none; one that cannot be read throws. */
export function listBackups(target: string, source: string | null): FoundBackup[] {
  let names: string[]
  try {
    names = readdirSync(target, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
  return names
    .filter((name) => !name.endsWith(PARTIAL))
    .map((name) => findBackup(join(target, name), source))
    .filter((found): found is FoundBackup => !isRefusal(found))
    .sort((a, b) => b.manifest.sequence - a.manifest.sequence || b.manifest.at - a.manifest.at)
}

/** Backups of a data folder that hold this part, the newest first: those of the chosen folder and those in the data folder. */
export function candidates(folder: string, which: BackupPart): FoundBackup[] {
  const book = readBook(folder)
  const own = targetOf(folder, { folder: null })
  const targets = new Set([book ? targetOf(folder, book.settings) : own, own])
  return [...targets]
    .flatMap((target) => {
      try {
        // Whatever lies in the data folder itself is of it, also where its book was lost.
        return listBackups(target, book?.source ?? null).filter(({ ours }) => ours || target === own)
      } catch {
        return []
      }
    })
    .filter(({ whole, manifest }) => whole && manifest[which] !== null)
    .sort((a, b) => b.manifest.sequence - a.manifest.sequence || b.manifest.at - a.manifest.at)
}

/** The newest backup of this part that opens and passes its check (see `checkDatabase` for how deep); null where there is none. Waits for the disk. */
export function newestGood(folder: string, which: BackupPart): FoundBackup | null {
  const passes = (found: FoundBackup): boolean =>
    runToEnd(checkDatabase(join(found.folder, FILE_OF[which]), found.manifest[which], which)) === null
  return candidates(folder, which).find(passes) ?? null
}
