/** The desk of backups in the archive: by the clock, by hand, kept and told; restores prepared while the console runs. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBackups } from '../../../main/app/backups.ts'
import { openJobs } from '../../../main/app/jobs.ts'
import { readBook } from '../../../main/store/backup/book.ts'
import { BackupState } from '../../../shared/contract/backups.ts'
import { DEFAULT_BACKUP_SETTINGS } from '../../../shared/model/backup.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { HOUR, DAY } from '../../../shared/format/time.ts'
import { waitFor } from '../../support/wait.ts'
import { AT, by, made, refusal, tempFolder } from '../store/kit.ts'
import { backedUp, filled, wishFor } from './kit.ts'

function desk(folder: string, demo: { stations: number; seed: number } | null = null) {
  const clock = { at: AT, now: () => clock.at, mono: () => clock.at }
  const heard = { notices: [] as (Phrase | null)[], notes: [] as string[], restored: 0, logs: [] as string[] }
  const jobs = openJobs({ now: () => clock.at, mono: () => clock.at, onChange: () => {} })
  const backups = openBackups({
    folder,
    demo,
    version: '1.2.3',
    clock,
    jobs,
    stale: () => {},
    note: ({ action }) => heard.notes.push(action),
    log: ({ message }) => heard.logs.push(message),
    notice: (phrase) => heard.notices.push(phrase),
    restored: () => (heard.restored += 1),
  })
  const idle = () => waitFor(async () => (backups.state().making === null && backups.state().restoring === null ? true : undefined), 20_000)
  return { backups, clock, heard, idle, jobs }
}
const keyOf = (value: unknown) => refusal(value).data.phrase.key

describe('backups by the clock', () => {
  it('are made at the next slot, once, and after a start that missed it', async () => {
    const { folder } = filled()
    const { backups, clock, idle, heard } = desk(folder)
    backups.beat()
    // Nothing is due before the first slot: 02:00 of the next day.
    expect(backups.state()).toMatchObject({ rows: [], making: null, lastAt: null, nextAt: AT + 16 * HOUR })
    clock.at = AT + 17 * HOUR
    backups.beat()
    expect(backups.state().making).not.toBeNull()
    await idle()
    backups.beat()
    expect(backups.state()).toMatchObject({ making: null, lastAt: clock.at, failed: null })
    expect(backups.state().rows).toMatchObject([{ reason: 'schedule', history: true, ours: true, whole: true, kept: 'ofDay', stations: 2 }])
    // The console was off for two days: another desk on the same folder catches up at once.
    const later = desk(folder)
    later.clock.at = AT + 3 * DAY
    later.backups.beat()
    await later.idle()
    expect(later.backups.state().rows).toHaveLength(2)
    expect(heard.notes).toEqual([])
    expect(BackupState.parse(later.backups.state())).toBeTruthy()
  })

  it('that fail are told and tried again later; after some days it is said', async () => {
    const { folder, target } = filled()
    const { backups, clock, idle, heard } = desk(folder)
    backups.beat()
    made(backups.saveSettings({ ...DEFAULT_BACKUP_SETTINGS, folder: target }, by))
    rmSync(target, { recursive: true })
    clock.at = AT + 17 * HOUR
    backups.beat()
    await idle()
    expect(backups.state().failed?.phrase.key).toBe('error.backup.gone')
    expect(backups.state().problem?.key).toBe('error.backup.gone')
    clock.at += 60_000
    backups.beat()
    expect(backups.state().making).toBeNull()
    clock.at = AT + 4 * DAY
    backups.beat()
    expect(heard.notices.at(-1)).toEqual({ key: 'backups.notice.never', params: { days: 4 } })
    await idle()
    // The drive is there again: it is made at the next try, and nothing is left to say.
    mkdirSync(target)
    clock.at += 16 * 60_000
    backups.beat()
    await idle()
    expect(backups.state()).toMatchObject({ failed: null, problem: null, daysWithout: null })
    expect(heard.notices.at(-1)).toBeNull()
  })

  it('are off in the demo, and nothing is written before there is something to back up', () => {
    const empty = tempFolder()
    desk(empty).backups.beat()
    expect(desk(empty).backups.state().rows).toEqual([])
    expect(readdirSync(empty)).toEqual([])
    const { folder } = filled()
    const { backups, clock } = desk(folder, { stations: 3, seed: 1 })
    backups.beat()
    clock.at = AT + 5 * DAY
    backups.beat()
    expect(backups.state()).toMatchObject({ making: null, nextAt: null, daysWithout: null })
    expect(readBook(folder)?.settings.automatic).toBe(false)
  })
})

describe('settings of backups', () => {
  it.each([
    ['a folder that is not there', (folder: string) => join(folder, 'no'), 'error.backup.gone'],
    ['a path that is not whole', () => 'backups', 'error.backup.notAbsolute'],
    ['the data folder', (folder: string) => folder, 'error.backup.inside'],
  ])('refuse %s', (_name, path, key) => {
    const { folder } = filled()
    const refused = refusal(desk(folder).backups.saveSettings({ ...DEFAULT_BACKUP_SETTINGS, folder: path(folder) }, by))
    expect(refused.data.issues).toMatchObject([{ path: 'folder', phrase: { key } }])
    expect(readBook(folder)?.settings.folder ?? null).toBeNull()
  })

  it('outlive a file that was edited wrongly', () => {
    const { folder } = filled()
    const { backups } = desk(folder)
    made(backups.saveSettings({ ...DEFAULT_BACKUP_SETTINGS, time: '03:30' }, by))
    const book = readBook(folder)
    writeFileSync(join(folder, 'backups.json'), JSON.stringify({ ...book, settings: { time: 'soon' } }))
    expect(readBook(folder)).toEqual({ ...book, settings: DEFAULT_BACKUP_SETTINGS })
    writeFileSync(join(folder, 'backups.json'), '{')
    expect(readBook(folder)).toBeNull()
    expect(backups.state().settings.time).toBe('02:00')
  })
})

describe('by hand', () => {
  it('a backup is made, seen, removed; each with its audit row', async () => {
    const { folder } = filled()
    const { backups, idle, heard } = desk(folder)
    made(backups.make(false, by))
    expect(keyOf(backups.make(false, by))).toBe('error.job.going')
    await idle()
    const [row] = backups.state().rows
    expect(row).toMatchObject({ reason: 'hand', history: false, version: '1.2.3' })
    expect(keyOf(backups.remove('../branch', by))).toBe('error.backup.unknown')
    made(backups.remove(row?.name ?? '', by))
    expect(backups.state().rows).toEqual([])
    expect(heard.notes).toEqual(['backup.create', 'backup.remove'])
  })

  it('a backup of another computer is shown and not removed', async () => {
    const { folder } = filled()
    const { backups } = desk(folder)
    await backedUp(wishFor(folder, join(folder, 'backups'), { targetIsOwn: true, source: 'fedcba9876543210' }))
    const [row] = backups.state().rows
    expect(row).toMatchObject({ ours: false, kept: null })
    expect(keyOf(backups.remove(row?.name ?? '', by))).toBe('error.backup.notOurs')
  })

  it('a restore tells first what would be lost, then is prepared while the data is in use', async () => {
    const { folder, store, station, target } = filled()
    const { backups, idle, heard } = desk(folder)
    const backup = await backedUp(wishFor(folder, target, { at: AT - 1 }))
    station('C')
    const preview = backups.preview(backup.folder)
    expect(preview).toMatchObject({ backup: { stations: 2 }, credentialsShut: false })
    expect('lost' in preview && (preview.lost?.changes ?? 0)).toBeGreaterThan(0)
    made(backups.restore({ backup: backup.folder, operations: true, history: 'backup' }, by))
    await idle()
    expect(heard.restored).toBe(1)
    // Still the present data: the files are replaced when the console has closed them.
    expect(store.inventory.all().stations).toHaveLength(3)
    expect(existsSync(join(folder, 'restore.json'))).toBe(true)
  })

  it('a restore that is refused says why, and one of the demo does not go to a branch', async () => {
    const { folder, target } = filled()
    const { backups, idle, heard } = desk(folder)
    const demo = await backedUp(wishFor(folder, target, { demo: { stations: 3, seed: 1 } }))
    expect(keyOf(backups.preview(demo.folder))).toBe('error.backup.otherDemo')
    expect(keyOf(backups.restore({ backup: demo.folder, operations: true, history: 'keep' }, by))).toBe('error.backup.otherDemo')
    expect(keyOf(backups.preview(tempFolder()))).toBe('error.backup.notBackup')
    const good = await backedUp(wishFor(folder, target))
    const file = join(good.folder, 'operations.db')
    writeFileSync(file, Buffer.alloc(good.manifest.operations?.bytes ?? 0))
    made(backups.restore({ backup: good.folder, operations: true, history: 'keep' }, by))
    await idle()
    expect(backups.state().restoreFailed?.phrase.key).toBe('error.backup.brokenFile')
    expect(heard.restored).toBe(0)
  })
})
