/** The copy that is made before the tables of a database are brought to a newer version: a backup of its own kind, to go back to the older program with. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BACKUP_FORMAT, type BackupManifest, type BackupPart } from '../../../shared/model/backup.ts'
import { makeFolder } from '../make-folder.ts'
import { openProblem } from '../problem.ts'
import type { Db } from '../sqlite.ts'
import type { OpenProblem } from '../store.ts'
import { bookOf, KEY_FILE, keyIdOf, targetOf } from './book.ts'
import { checkDatabase, countRows } from './check.ts'
import { bytesOf, hashFile, renameHard, runToEnd, syncFile, syncFolder, writeWhole } from './files.ts'
import { candidates, FILE_OF, MANIFEST_FILE } from './find.ts'
import { freeName, roomProblem, stampOf } from './make.ts'
import { partialName, removeTree } from './remove.ts'

/**
 * The opening waits for the copy. A history larger than this is not copied: its update is done all the same, because each of its steps is one transaction,
 * whole or not at all, and the newest backup still has it as it was.
 */
const LARGEST_HISTORY = 256 * 1024 * 1024

/** Makes the copy in the data folder's own `backups`; answers why it could not be made. `from` is the version the tables have. */
export function keepBeforeUpdate(folder: string, part: BackupPart, db: Db, from: number): OpenProblem | null {
  const source = join(folder, FILE_OF[part])
  const isHistory = part === 'history'
  const own = targetOf(folder, { folder: null })
  const at = Date.now()
  let partial: string | null = null
  try {
    makeFolder(own)
    const bytes = bytesOf(source) + bytesOf(`${source}-wal`)
    const room = roomProblem(own, bytes)
    if (isHistory && (bytes > LARGEST_HISTORY || room)) return null
    if (room) return { kind: 'beforeUpdate', file: source, detail: `${room.data.phrase.params?.['free'] ?? 0} MB` }
    const book = bookOf(folder, at, !existsSync(join(folder, 'demo.json')))
    partial = join(own, partialName(`${part}-${stampOf(at)}`, book.source))
    mkdirSync(partial, { mode: 0o700 })
    const file = join(partial, FILE_OF[part])
    db.prepare('VACUUM INTO ?').run(file)
    syncFile(file)
    const rows = runToEnd(countRows(db))
    const damage = runToEnd(checkDatabase(file, { schema: from, rows }, part))
    if (damage) return { kind: 'beforeUpdate', file: source, detail: String(damage.data.phrase.params?.['detail'] ?? '') }
    const keyFile = !isHistory && existsSync(join(folder, KEY_FILE))
    if (keyFile) {
      copyFileSync(join(folder, KEY_FILE), join(partial, KEY_FILE))
      syncFile(join(partial, KEY_FILE))
    }
    const known = [...candidates(folder, 'operations'), ...candidates(folder, 'history')].reduce(
      (most, { manifest }) => Math.max(most, manifest.sequence),
      0,
    )
    const copy = { bytes: bytesOf(file), sha256: runToEnd(hashFile(file)), schema: from, rows }
    const manifest: BackupManifest = {
      format: BACKUP_FORMAT,
      // Which program wrote it is not known here; the version of its tables is.
      version: '',
      source: book.source,
      sequence: known + 1,
      branchName: '',
      demo: null,
      reason: 'update',
      at,
      operations: isHistory ? null : copy,
      history: isHistory ? copy : null,
      keyId: isHistory ? null : keyIdOf(folder),
      keyFile,
    }
    writeWhole(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
    syncFolder(partial)
    renameHard(partial, freeName(own, `before-update-${part}-${from}`))
    partial = null
    syncFolder(own)
    return null
  } catch (error) {
    // The history's own update does not hang on a copy: see above.
    return isHistory ? null : { kind: 'beforeUpdate', file: source, detail: openProblem(source, error).detail }
  } finally {
    if (partial !== null) removeTree(partial)
  }
}
