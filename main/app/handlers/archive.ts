/** Every procedure that the archive worker answers, by area: long work is begun here, and watched and cancelled; nobody waits for its end. */
import type { Archive } from '../archive.ts'
import { backupsArea } from './backups.ts'
import { tableOf, type HandlerTable } from './core.ts'
import { exportsArea } from './exports.ts'
import { careArea, storageArea } from './storage-archive.ts'

export function archiveHandlers(archive: Archive): HandlerTable {
  return tableOf({
    backups: backupsArea(archive),
    exports: exportsArea(archive),
    storage: storageArea(archive),
    care: careArea(archive),
  })
}
