/** Takes backups away, and what cut-off work left: a backup's folder loses its name before its first file goes. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { rotate, type Rule } from '../../domain/backup/rotation.ts'
import { renameHard, syncFolder, writeWhole } from './files.ts'
import { FILE_OF, listBackups, MANIFEST_FILE, PARTIAL, type FoundBackup } from './find.ts'

/** Copies made before an update that are kept, the newest ones. */
const UPDATES_KEPT = 4

/** Name of a folder that is no backup: one in the making, or one that is being taken away. */
export function partialName(stamp: string, source: string): string {
  return `.branchwatch-${stamp}.${source}${PARTIAL}`
}

/** Takes away files that may or may not be there; what cannot be taken away now is tried before the next backup. */
export function removeTree(path: string, suffixes: readonly string[] = ['']): void {
  for (const suffix of suffixes) {
    try {
      rmSync(path + suffix, { recursive: true, force: true })
    } catch {
      // The drive is gone or holds it.
    }
  }
}

/** What earlier work of this source left unfinished. The caller holds the lock of backups: nobody is working on it. */
export function clearPartials(target: string, source: string): void {
  const ours = `.${source}${PARTIAL}`
  for (const name of readdirSync(target)) if (name.startsWith('.branchwatch-') && name.endsWith(ours)) removeTree(join(target, name))
}

/** Throws what the file system says; then the backup is as it was, or has lost its name. */
export function removeBackup({ folder, manifest }: Pick<FoundBackup, 'folder' | 'manifest'>): void {
  const parent = dirname(folder)
  const gone = join(parent, partialName(`drop-${basename(folder)}`, manifest.source))
  renameHard(folder, gone)
  syncFolder(parent)
  removeTree(gone)
}

/** Takes the history out of a backup: first its manifest says so, then the file goes. */
export function removeHistory({ folder, manifest }: Pick<FoundBackup, 'folder' | 'manifest'>): void {
  writeWhole(join(folder, MANIFEST_FILE), `${JSON.stringify({ ...manifest, history: null }, null, 2)}\n`)
  syncFolder(folder)
  removeTree(join(folder, FILE_OF.history))
}

/** Why each whole backup of ours is kept; `update` for those made before an update. */
export function reasonsToKeep(found: readonly FoundBackup[], historyKeep: number): ReadonlyMap<string, Rule | 'update'> {
  const { rotated, updates } = sorted(found)
  return new Map([...rotate(rotated, historyKeep).keep, ...updates.slice(0, UPDATES_KEPT).map(({ name }) => [name, 'update'] as const)])
}

/** Only what is ours and whole is counted and taken away; everything else in the folder is left alone. */
function sorted(found: readonly FoundBackup[]) {
  const own = found.filter(({ ours, whole }) => ours && whole)
  return {
    updates: own.filter(({ manifest }) => manifest.reason === 'update'),
    rotated: own
      .filter(({ manifest }) => manifest.reason !== 'update' && manifest.operations !== null)
      .map(({ name, manifest }) => ({ name, sequence: manifest.sequence, at: manifest.at, history: manifest.history !== null })),
  }
}

/** Keeps 3 of the day, 7 daily, 4 weekly and drops the rest; answers the names that went. Throws what the file system says. */
export function rotateFolder(target: string, source: string, historyKeep: number): string[] {
  const found = listBackups(target, source)
  const { rotated, updates } = sorted(found)
  const { drop, dropHistory } = rotate(rotated, historyKeep)
  const names = new Set([...drop, ...updates.slice(UPDATES_KEPT).map(({ name }) => name)])
  for (const backup of found) {
    if (names.has(backup.name)) removeBackup(backup)
    else if (dropHistory.includes(backup.name)) removeHistory(backup)
    // Left by a cut-off moment between the manifest and the file.
    else if (backup.ours && backup.manifest.history === null && existsSync(join(backup.folder, FILE_OF.history)))
      removeTree(join(backup.folder, FILE_OF.history))
  }
  return [...names]
}
