/** The operations database cannot be written for a while: commands are refused with a sentence, polling goes on, and all is well when it can be written again. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { closeAll, open, temporaryFolder } from '../support/console.ts'

afterEach(closeAll)

describe('a store that somebody else holds', () => {
  it('refuses what cannot be kept and takes up again by itself', async () => {
    const folder = temporaryFolder()
    const at = await open({ folder, demo: 5 })
    await at.until('readings', () => at.console.status().poll.answering > 0)
    const other = new Database(join(folder, 'demo', 'operations.db'))
    other.exec('BEGIN IMMEDIATE')

    const refused = at.client.stations.addCommune({ provinceName: 'Thử', name: 'Bị khóa' })
    await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE', data: { phrase: { key: 'error.store.locked' } } })
    await at.until('the state on screen', () => at.changes.some((batch) => batch.status.store.operations === 'failed'), 45_000)
    expect(at.changes.findLast((batch) => batch.status.store.operations === 'failed')?.status.store.detail).toContain('operations.db')
    expect((await at.client.stations.list()).rows).toHaveLength(5)

    other.exec('ROLLBACK')
    other.close()
    await at.until('a healthy store', () => at.console.status().store.operations === 'ok', 20_000)
    expect(await at.client.stations.addCommune({ provinceName: 'Thử', name: 'Đã mở' })).toMatchObject({ name: 'Đã mở' })
    expect((await at.client.stations.places()).communes.some((commune) => commune.name === 'Bị khóa')).toBe(false)
    // It was a state and no defect: no thread had to start again.
    expect(at.console.status().restarts).toEqual({ core: 0, reader: 0, archive: 0, simulator: 0, traps: 0, sender: 0 })
  }, 120_000)
})
