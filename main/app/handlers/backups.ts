/** Backups and restores: begun here, done by the desk's jobs. */
import type { Archive } from '../archive.ts'
import type { Handlers } from './shape.ts'

type Names = 'list' | 'make' | 'cancel' | 'saveSettings' | 'remove' | 'removeReplaced' | 'preview' | 'restore'

export function backupsArea(archive: Archive): Handlers<'backups', Names> {
  return {
    list: () => archive.backups.state(),
    make: ({ history }, by) => archive.backups.make(history, by),
    cancel: (_, by) => archive.backups.cancel(by),
    saveSettings: (next, by) => archive.backups.saveSettings(next, by),
    remove: ({ name }, by) => archive.backups.remove(name, by),
    removeReplaced: ({ name }, by) => archive.backups.removeReplaced(name, by),
    preview: ({ backup }) => archive.backups.preview(backup),
    restore: (ask, by) => archive.backups.restore(ask, by),
  }
}
