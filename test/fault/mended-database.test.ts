/** Damage with a backup at hand: the console restores it by itself, at the start and in the middle of polling, says what is missing, and goes on. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { say, translator } from '../../shared/i18n/words.ts'
import { close, closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'
import { pageKinds } from '../support/pages.ts'

const GARBAGE = 'this is not a database at all, though it has some length'.repeat(200)

let folder = ''
let data = ''
let at: Opened
const communes = async () => (await at.client.stations.places()).communes.map(({ name }) => name)
const add = (name: string) => at.client.stations.addCommune({ provinceName: 'Thử', name })
const notices = async () => (await at.client.storage.status()).notices.map(({ phrase }) => phrase)

/** A demo that has been polled and backed up; what is entered after that is lost with the file. It goes from one damage to the next. */
beforeAll(async () => {
  folder = temporaryFolder()
  data = join(folder, 'demo')
  at = await open({ folder, demo: 3 })
  await at.until('readings', () => at.console.status().poll.answering > 0)
  await at.until('samples', async () => (await at.client.storage.sizes()).unfinishedBytes > 0)
  await add('Có trong bản sao lưu')
  await at.client.backups.make({ history: true })
  await at.until('the backup', async () => (await at.client.backups.list()).rows.length > 0)
  await add('Nhập sau bản sao lưu')
})
afterAll(closeAll)

/** The inner pages of the file are no pages any more, under the open connections. */
function harm(file: string, kinds: readonly string[]): void {
  const db = new Database(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  const bytes = readFileSync(file)
  for (const [kind, ranges] of pageKinds(file)) if (kinds.includes(kind)) for (const [begin, end] of ranges) bytes.fill(0xee, begin, end)
  writeFileSync(file, bytes)
}

describe('damage with a backup at hand', () => {
  it('of both files at the start: both come back from it, and it is said what is missing', async () => {
    await close(at.console)
    for (const name of ['operations.db', 'history.db']) writeFileSync(join(data, name), GARBAGE)
    at = await open({ folder })
    expect(await communes()).toContain('Có trong bản sao lưu')
    expect(await communes()).not.toContain('Nhập sau bản sao lưu')
    await at.until('history', () => at.console.status().store.history === 'ok')
    const said = await at.until('both notices', async () => {
      const found = await notices()
      return found.length === 2 && found
    })
    expect(said.map(({ key }) => key).sort()).toEqual(['storage.notice.historyRestored', 'storage.notice.operationsRestored'])
    for (const phrase of said)
      expect(say(translator('vi'), phrase)).toMatch(/Bản sao lưu lúc \d\d:\d\d \d\d\/\d\d\/\d{4} đã được khôi phục/)
    const kept = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => /broken-|replaced-.*operations\.db$/.test(name))
    for (const name of kept) expect(readFileSync(join(data, name), 'utf8')).toBe(GARBAGE)
    expect(kept).toHaveLength(2)
    await add('Sau khi khôi phục')
    for (const { id } of (await at.client.storage.status()).notices) await at.client.storage.confirm({ id })
  })

  it('of operations.db in use: the core opens anew with the backup, and the next start finds nothing wrong', async () => {
    harm(join(data, 'operations.db'), ['communes leaf', 'sqlite_autoindex_communes_1 leaf', 'sqlite_autoindex_communes_2 leaf'])
    // Whoever writes into it next meets it.
    await at.until(
      'the notice',
      async () => {
        await add(`Thử ${Date.now()}`).catch(() => {})
        return (await notices().catch(() => [])).some(({ key }) => key === 'storage.notice.operationsRestored')
      },
      40_000,
    )
    expect(await communes()).toContain('Có trong bản sao lưu')
    await at.until('readings', () => at.console.status().poll.answering > 0)
    expect(at.console.status().restarts['core']).toBe(0)
    await close(at.console)
    at = await open({ folder })
    await at.until('the notice again', async () => (await at.client.session.me()).notice?.key === 'storage.notice.operationsRestored')
  })

  it('of history.db in use: the samples that are read after it are those of the backup and those that came since', async () => {
    harm(join(data, 'history.db'), ['hot leaf', 'hot internal', 'series leaf', 'sqlite_autoindex_series_1 leaf'])
    const [device] = await at.client.devices.list()
    // Whoever reads meets it too, and gets what can be read.
    await at.until('the notice', async () => {
      await at.client.history.index({ stationId: device?.stationId ?? 0 })
      return (await notices()).some(({ key }) => key === 'storage.notice.historyRestored')
    })
    await at.until('history', () => at.console.status().store.history === 'ok')
    expect((await at.client.storage.status()).mending).toBeNull()
    expect(at.console.status().restarts['core']).toBe(0)
  })
})
