/** Settings of the branch: what was changed, over the defaults. */
import { Settings } from '../../../shared/model/settings.ts'
import { DEFAULT_TRAP_SETTINGS, TrapSettings } from '../../../shared/model/trap.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, SettingsStore } from '../store.ts'
import { atomic } from './attempt.ts'
import { difference, fromJson } from './text.ts'

const DEFAULT_SETTINGS: Settings = {
  branchName: 'Chi nhánh viễn thông',
  intervalSeconds: 60,
  timeoutMs: 2000,
  retries: 1,
  retentionDays: 35,
  inspectionDays: 90,
}

/** The receiver's settings stand under one name of their own. */
const TRAPS = 'traps'

export function settingsStore(db: Db, audit: AuditStore): SettingsStore {
  const all = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM settings')
  const one = db.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const save = db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)')

  function get(): Settings {
    const stored = Object.fromEntries(all.all().map((row) => [row.name, fromJson(row.value)]))
    const parsed = Settings.safeParse({ ...DEFAULT_SETTINGS, ...stored })
    return parsed.success ? parsed.data : DEFAULT_SETTINGS
  }

  function traps(): TrapSettings {
    const stored = one.get(TRAPS)
    const parsed = TrapSettings.safeParse({ ...DEFAULT_TRAP_SETTINGS, ...(stored === undefined ? {} : Object(fromJson(stored))) })
    return parsed.success ? parsed.data : DEFAULT_TRAP_SETTINGS
  }

  return {
    get,
    update: (next, by) =>
      atomic(db, () => {
        const now = get()
        const changed = difference(now, { ...next, branchName: next.branchName.normalize('NFC') })
        if (Object.keys(changed.after).length === 0) return now
        for (const [name, value] of Object.entries(changed.after)) save.run(name, JSON.stringify(value))
        audit.add({ action: 'settings.update', subject: 'settings', ...changed }, by)
        return get()
      }),
    traps,
    updateTraps: (next, by) =>
      atomic(db, () => {
        const changed = difference(traps(), next)
        if (Object.keys(changed.after).length === 0) return next
        save.run(TRAPS, JSON.stringify(next))
        audit.add({ action: 'traps.configure', subject: 'settings', ...changed }, by)
        return traps()
      }),
  }
}
