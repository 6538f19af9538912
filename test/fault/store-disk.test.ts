/** A disk that is full or may not be written: operations refuse in a sentence and keep what they have. */
import { mkdirSync, rmdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { acquireFolder } from '../../main/store/folder.ts'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { storeRefusal } from '../../main/store/problem.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { branch, by, deviceInput, openedIn, stationInput, tempFolder } from '../unit/store/kit.ts'

describe('a full disk', () => {
  it('refuses writes as UNAVAILABLE, changes nothing and still reads', () => {
    const { store, commune, folder } = branch(tempFolder(), { maxPages: 70 })
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
