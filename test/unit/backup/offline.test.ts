/** Backups and restores of the command line: the folder, the choice of the next start, what is asked for and refused. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { backUp, restoreNow, restorePlan, type RestoreAsk } from '../../../main/app/offline-backups.ts'
import { readChoice, writeDemo } from '../../../main/app/choice.ts'
import { readBook } from '../../../main/store/backup/book.ts'
import { acquireFolder } from '../../../main/store/folder.ts'
import { afterwards, AT, made, openedIn, refusal, tempFolder } from '../store/kit.ts'
import { filled } from './kit.ts'

const keyOf = (value: unknown) => refusal(value).data.phrase.key
const ask = (root: string, backup: string, more: Partial<RestoreAsk> = {}): RestoreAsk => ({
  root,
  backup,
  operations: true,
  history: null,
  actor: 'Hà',
  now: AT + 1,
  ...more,
})

async function oneBackup(root: string, name = 'branch') {
  const at = filled(join(root, name))
  const to = join(root, 'drive')
  mkdirSync(to)
  const { folder } = made(await backUp({ folder: at.folder, to, history: true, version: '1', paced: false, now: AT }))
  return { ...at, to, backup: folder }
}

describe('backup', () => {
  it('goes to the folder of the settings and is rotated there; one that is named is left alone', async () => {
    const { folder, to } = await oneBackup(tempFolder())
    const wish = { folder, to: null, history: false, version: '1', paced: false }
    for (let i = 0; i < 5; i++) made(await backUp({ ...wish, now: AT + i * 1000 }))
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(3)
    expect(readdirSync(to)).toHaveLength(1)
    expect(readBook(folder)?.settings.automatic).toBe(true)
  })

  it('to a folder that is not there is refused', async () => {
    const { folder, to } = await oneBackup(tempFolder())
    rmSync(to, { recursive: true })
    expect(keyOf(await backUp({ folder, to, history: true, version: '1', paced: false, now: AT }))).toBe('error.backup.gone')
  })
})

describe('restore', () => {
  it('into an empty folder makes it the choice of the next start', async () => {
    const { backup } = await oneBackup(tempFolder())
    const root = join(tempFolder(), 'new')
    const plan = made(restorePlan(ask(root, backup)))
    expect(plan).toMatchObject({ folder: join(root, 'branch'), history: 'backup', replaces: false, credentialsShut: false })
    expect(made(restoreNow(ask(root, backup), plan))).toEqual({ aside: null })
    expect(readChoice(root)).toMatchObject({ kind: 'branch' })
    const store = openedIn(join(root, 'branch'))
    expect(store.inventory.all().stations).toHaveLength(2)
    store.close()
  })

  it('of a demo goes to the demo', async () => {
    const from = tempFolder()
    const at = filled(join(from, 'demo'))
    writeDemo(at.folder, { stations: 2, seed: 9, port: 1 })
    const to = join(from, 'drive')
    mkdirSync(to)
    const { folder } = made(await backUp({ folder: at.folder, to, history: false, version: '1', paced: false, now: AT }))
    const root = tempFolder()
    const plan = made(restorePlan(ask(root, folder)))
    expect(plan).toMatchObject({ folder: join(root, 'demo'), history: 'keep' })
    made(restoreNow(ask(root, folder), plan))
    expect(readChoice(root)).toMatchObject({ kind: 'demo', demo: { stations: 2, seed: 9 } })
  })

  it('over data says what would be lost, and puts them aside', async () => {
    const root = tempFolder()
    const at = await oneBackup(root)
    at.station('C')
    at.store.close()
    at.writer.close()
    const plan = made(restorePlan(ask(root, at.backup)))
    expect(plan.replaces).toBe(true)
    expect(plan.lost).not.toBeNull()
    const { aside } = made(restoreNow(ask(root, at.backup), plan))
    expect(existsSync(join(aside ?? '', 'operations.db'))).toBe(true)
  })

  it('is refused while somebody has the folder, and for what is no backup', async () => {
    const root = tempFolder()
    const at = await oneBackup(root)
    at.store.close()
    at.writer.close()
    const plan = made(restorePlan(ask(root, at.backup)))
    const lock = acquireFolder(at.folder)
    afterwards(() => 'release' in lock && lock.release())
    expect(keyOf(restoreNow(ask(root, at.backup), plan))).toBe('error.store.locked')
    expect(keyOf(restorePlan(ask(root, at.folder)))).toBe('error.backup.notBackup')
    expect(keyOf(restorePlan(ask(root, at.backup, { operations: false, history: 'keep' })))).toBe('error.backup.nothingChosen')
  })
})
