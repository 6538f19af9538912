/** A disk that is full or may not be written: operations refuse in a sentence and keep what they have. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireFolder } from '../../main/store/folder.ts'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { storeRefusal } from '../../main/store/problem.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { afterwards, AT, branch, by, deviceInput, openedIn, poll, reading, stationInput, tempFolder } from '../unit/store/kit.ts'

describe('a full disk', () => {
  it('refuses writes as UNAVAILABLE, changes nothing and still reads', () => {
    const { store, commune, folder } = branch(tempFolder(), { maxPages: 140 })
    let refused: unknown = null
    let last = 0
    for (let i = 0; i < 2000 && refused === null; i++) {
      const answer = store.inventory.createStation(stationInput(`S${i}`, commune.id, { notes: 'x'.repeat(500) }), by)
      if (isRefusal(answer)) refused = answer
      else last = answer.id
    }
    expect(refused).toMatchObject({
      refused: 'UNAVAILABLE',
      data: { phrase: { key: 'error.store.full', params: { file: 'operations.db' } } },
    })
    expect(store.inventory.all().stations).toHaveLength(last)
    // Calls that cannot refuse throw; what holds them turns that into the same refusal.
    let thrown: unknown = null
    try {
      store.transaction(() => {
        for (let i = 0; i < 2000; i++) store.audit.add({ action: 'x', subject: 'x'.repeat(500) }, by)
      })
    } catch (error) {
      thrown = error
    }
    expect(storeRefusal(thrown)).toMatchObject({ refused: 'UNAVAILABLE' })
    store.close()
    const again = openedIn(folder)
    expect(again.inventory.all().stations).toHaveLength(last)
    expect(isRefusal(again.inventory.createDevice(deviceInput(last, 1, 'P'), by))).toBe(false)
  })
})

/** The kernel's own tree takes no new folders from anybody, root included; where it is otherwise there is nothing to try. */
function refusedBy(folder: string): string {
  try {
    mkdirSync(folder)
    rmdirSync(folder)
    return ''
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : ''
  }
}

/** A disk of 2 MB, where this machine lets one be made. */
function smallDisk(): string | null {
  const folder = tempFolder()
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  if (made.error || made.status !== 0) return null
  afterwards(() => spawnSync('umount', ['-l', folder]))
  return folder
}

describe('a disk that is really full', () => {
  it('stops neither reading nor closing, and all is there when room is made', (ctx) => {
    const folder = smallDisk()
    if (!folder) return ctx.skip('no small disk can be mounted here')
    const { store, station } = branch(folder)
    const { id } = station('A')
    const { writer } = openHistory(folder)
    const filler = join(folder, 'filler')
    fill(filler)
    expect(isRefusal(store.inventory.setStationRetired(id, 1, '2026-03-01', by))).toBe(true)
    writer.append(poll(1, AT, [reading('dc.voltage', 50)]))
    writer.flush()
    expect([writer.state, writer.detail]).toEqual(['memoryOnly', expect.stringContaining('SQLITE_FULL')])
    expect(store.inventory.all().stations).toHaveLength(1)
    writer.close()
    store.close()
    expect(openOperations(folder)).toMatchObject({ kind: 'full' })
    expect(openOperations(join(folder, 'other'))).toMatchObject({ kind: 'full' })
    rmSync(filler)
    expect(openedIn(folder).inventory.all().stations[0]).toMatchObject({ id, retiredOn: null })
  })
})

/** Writes until nothing more goes in. */
function fill(file: string): void {
  const handle = openSync(file, 'w')
  try {
    for (;;) writeSync(handle, Buffer.alloc(1024, 1))
  } catch {
    closeSync(handle)
  }
}

describe('a folder that may not be written', () => {
  it('is told as readOnly by operations, history and the lock', (ctx) => {
    const folder = '/sys/branchwatch-test'
    if (!['EPERM', 'EACCES', 'EROFS'].includes(refusedBy(folder))) return ctx.skip('this machine has no folder that may not be written')
    expect(openOperations(folder)).toMatchObject({ kind: 'readOnly' })
    expect(acquireFolder(folder)).toMatchObject({ problem: { kind: 'readOnly' } })
    const { writer } = openHistory(folder)
    expect(writer.state).toBe('memoryOnly')
    expect(writer.detail).not.toBeNull()
    writer.flush()
    writer.close()
  })
})
