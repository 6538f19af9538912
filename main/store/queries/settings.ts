/** Settings of the branch: what was changed, over the defaults. */
import { RETENTION_FIELDS, Settings } from '../../../shared/model/settings.ts'
import { ScrapeDoor } from '../../../shared/model/scrape.ts'
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
  retention5mDays: 180,
  retention1hDays: 1100,
  retention1dDays: 3650,
  uplinkProbes: [],
}

/** A class whose days nobody chose is kept no shorter than the finer one, whatever was chosen for that. */
function overDefaults(stored: Record<string, unknown>): Record<string, unknown> {
  const all: Record<string, unknown> = { ...DEFAULT_SETTINGS, ...stored }
  RETENTION_FIELDS.forEach((field, i) => {
    const finer = i === 0 ? 0 : Number(all[RETENTION_FIELDS[i - 1]!])
    if (!Object.hasOwn(stored, field)) all[field] = Math.max(DEFAULT_SETTINGS[field], Number.isFinite(finer) ? finer : 0)
  })
  return all
}

/** The receiver's settings stand under one name of their own. */
const TRAPS = 'traps'
/** The door for Prometheus as well. */
const SCRAPE = 'scrape'

/** The settings as they are now. */
export function settingsRead(db: Db): SettingsStore['get'] {
  const all = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM settings')
  return () => {
    const values = all.all().flatMap((row) => {
      const value = fromJson(row.value)
      return value === null ? [] : [[row.name, value] as const]
    })
    const stored = Object.fromEntries(values)
    const parsed = Settings.safeParse(overDefaults(stored))
    return parsed.success ? parsed.data : DEFAULT_SETTINGS
  }
}

export function settingsStore(db: Db, audit: AuditStore): SettingsStore {
  const get = settingsRead(db)
  const one = db.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const save = db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)')

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
    scrapeDoor() {
      const stored = one.get(SCRAPE)
      const door = ScrapeDoor.safeParse(stored === undefined ? null : fromJson(stored))
      return door.success ? door.data : null
    },
    setScrapeDoor: (door, by) =>
      atomic(db, () => {
        save.run(SCRAPE, JSON.stringify(door))
        audit.add({ action: door ? 'scrape.open' : 'scrape.close', subject: 'settings' }, by)
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
