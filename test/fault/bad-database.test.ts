/** A data folder whose files are broken or from a newer version: one file takes no other down, each has its sentence, and nothing is lost. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Phrase } from '../../shared/model/phrase.ts'
import { LOCALES, say, translator } from '../../shared/i18n/words.ts'
import { close, closeAll, open, temporaryFolder, type Opened } from '../support/console.ts'

const GARBAGE = 'this is not a database at all, though it has some length'.repeat(200)

let folder = ''
let data = ''
let stations: string[] = []
/** A demo that has been polled, then closed. */
beforeEach(async () => {
  folder = temporaryFolder()
  data = join(folder, 'demo')
  const at = await open({ folder, demo: 3 })
  stations = (await at.client.stations.list()).rows.map(({ code }) => code)
  await at.until('readings', () => at.console.status().poll.answering > 0)
  await at.client.stations.addCommune({ provinceName: 'Thử', name: 'Có từ trước' })
  await close(at.console)
})
afterEach(closeAll)

function makeNewer(file: string): Buffer {
  const db = new Database(file)
  db.pragma('user_version = 99')
  db.close()
  return readFileSync(file)
}

/** The sentence in both languages: whole words, with the file's name, no key and no hole. */
function sentences(phrase: Phrase | null): string[] {
  return LOCALES.map((locale) => {
    const text = say(translator(locale), phrase ?? { key: '' })
    expect(text).not.toMatch(/error\.|\{\{|SQLITE|\bat \//)
    expect(text.length).toBeGreaterThan(30)
    return text
  })
}

const codes = async (at: Opened) => (await at.client.stations.list()).rows.map(({ code }) => code)
const keyOf = (kind: string) => ({ phrase: { key: `error.store.${kind}` } })

describe('operations.db', () => {
  it('of a newer version: is left as it is, every call says why, and samples are not touched either', async () => {
    const before = makeNewer(join(data, 'operations.db'))
    const history = readFileSync(join(data, 'history.db'))
    const at = await open({ folder })
    await expect(at.client.stations.list()).rejects.toMatchObject({ code: 'UNAVAILABLE', data: keyOf('newer') })
    await expect(at.client.reports.uptime({ month: '2026-10' })).rejects.toMatchObject({ data: keyOf('newer') })
    const { notice } = await at.client.session.me()
    const [vi = '', en = ''] = sentences(notice)
    expect(vi).toContain('Hãy cài phiên bản mới; dữ liệu được giữ nguyên.')
    expect(en).toContain(join(data, 'operations.db'))
    expect(at.console.status().store.operations).toBe('failed')
    await close(at.console)
    expect(readFileSync(join(data, 'operations.db')).equals(before)).toBe(true)
    expect(readFileSync(join(data, 'history.db')).equals(history)).toBe(true)
  })

  it('broken while history.db is fine: is kept, told, and the branch opens by itself when it is put back', async () => {
    const whole = readFileSync(join(data, 'operations.db'))
    writeFileSync(join(data, 'operations.db'), GARBAGE)
    const at = await open({ folder })
    await expect(at.client.stations.list()).rejects.toMatchObject({ code: 'UNAVAILABLE', data: keyOf('broken') })
    expect(sentences((await at.client.session.me()).notice)[0]).toContain('Hãy khôi phục từ bản sao lưu; tệp hỏng được giữ nguyên.')
    expect(readFileSync(join(data, 'operations.db'), 'utf8')).toBe(GARBAGE)
    writeFileSync(join(data, 'operations.db'), whole)
    await at.until('the branch', async () => (await at.client.session.me()).notice === null, 30_000)
    expect(await codes(at)).toEqual(stations)
    expect((await at.client.stations.places()).communes.map(({ name }) => name)).toContain('Có từ trước')
    expect(at.console.status().restarts).toMatchObject({ core: 0, reader: 0 })
  })
})

describe('history.db', () => {
  it('broken while operations.db is fine: is set aside, said once, and everything else goes on', async () => {
    writeFileSync(join(data, 'history.db'), GARBAGE)
    const at = await open({ folder })
    expect(await codes(at)).toEqual(stations)
    // A backup is looked for first; there is none.
    const notice = await at.until('the notice', async () => {
      const said = (await at.client.session.me()).notice
      return said?.key === 'error.store.historyAside' && said
    })
    const aside = readdirSync(data).find((name) => name.startsWith('history.db.broken-')) ?? ''
    expect(readFileSync(join(data, aside), 'utf8')).toBe(GARBAGE)
    for (const text of sentences(notice)) expect(text).toContain(aside)
    expect(at.log.filter(({ phrases }) => phrases?.[0]?.key === notice.key)).toHaveLength(1)
    expect(at.changes.some(({ stale }) => stale.includes('settings'))).toBe(true)
    await at.until('history', () => at.console.status().store.history === 'ok')
    expect(at.console.status().store.operations).toBe('ok')
    await at.client.stations.addCommune({ provinceName: 'Thử', name: 'Sau' })
    // It is said until somebody who answers for the branch has confirmed it, and that is in the audit.
    const { notices } = await at.client.storage.status()
    expect(notices.map(({ phrase }) => phrase.key)).toEqual([notice.key])
    await at.client.storage.confirm({ id: notices[0]?.id ?? 0 })
    await at.until('no notice', async () => (await at.client.session.me()).notice === null)
    expect((await at.client.alarms.audit({ before: null, limit: 10 })).rows.map(({ action }) => action)).toContain('storage.confirm')
    await expect(at.client.storage.confirm({ id: notices[0]?.id ?? 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('of a newer version: is left as it is, and polling, alarms and uptime go on', async () => {
    const before = makeNewer(join(data, 'history.db'))
    const at = await open({ folder })
    expect(await codes(at)).toEqual(stations)
    await at.until('readings', () => at.console.status().poll.answering > 0)
    const notice = await at.until('the notice', async () => (await at.client.session.me()).notice)
    expect(notice.key).toBe('error.store.history.newer')
    expect(sentences(notice)[0]).toContain('Hãy cài phiên bản mới.')
    expect(at.console.status().store).toMatchObject({ operations: 'ok', history: 'failed' })
    const month = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 7)
    expect((await at.client.reports.uptime({ month })).stations).toHaveLength(3)
    await close(at.console)
    expect(readFileSync(join(data, 'history.db')).equals(before)).toBe(true)
  })
})

describe('the small files', () => {
  it('a lock that was harmed is made anew: it holds nothing', async () => {
    writeFileSync(join(data, 'branchwatch.lock'), GARBAGE)
    const at = await open({ folder })
    expect((await at.client.session.me()).notice).toBeNull()
    expect(await codes(at)).toEqual(stations)
  })

  it('a key that was harmed: no new one takes its place, and with the right one all credentials are there', async () => {
    const key = readFileSync(join(data, 'secrets.key'))
    writeFileSync(join(data, 'secrets.key'), 'half a k')
    const at = await open({ folder })
    await expect(at.client.devices.list()).rejects.toMatchObject({ code: 'UNAVAILABLE', data: keyOf('key') })
    for (const text of sentences((await at.client.session.me()).notice)) expect(text).toContain('secrets.key')
    expect(readFileSync(join(data, 'secrets.key'), 'utf8')).toBe('half a k')
    writeFileSync(join(data, 'secrets.key'), key)
    await at.until('the branch', async () => (await at.client.session.me()).notice === null, 30_000)
    await at.until('readings', () => at.console.status().poll.answering > 0)
  })

  it('a choice that was harmed asks again, and the branch of before is as it was', async () => {
    writeFileSync(join(folder, 'choice.json'), '{"kind":"dem')
    const at = await open({ folder })
    expect((await at.client.session.me()).dataset.kind).toBe('none')
    await at.client.session.choose({ kind: 'demo', stations: 3 })
    expect(await codes(at)).toEqual(stations)
    expect((await at.client.stations.places()).communes.map(({ name }) => name)).toContain('Có từ trước')
  })

  it('a database that is a folder is told, and nothing below it is removed', async () => {
    rmSync(join(data, 'operations.db'))
    mkdirSync(join(data, 'operations.db', 'mine'), { recursive: true })
    const at = await open({ folder })
    await expect(at.client.stations.list()).rejects.toMatchObject({ code: 'UNAVAILABLE', data: keyOf('other') })
    expect(readdirSync(join(data, 'operations.db'))).toEqual(['mine'])
  })
})

describe('a folder that another console holds', () => {
  it('is opened by the second when the first has gone, and never by both', async () => {
    const first = await open({ folder })
    await first.until('readings', () => first.console.status().poll.answering > 0)
    const db = new Database(join(data, 'branchwatch.lock'), { timeout: 0 })
    expect(() => db.exec('BEGIN EXCLUSIVE')).toThrow(/locked/)
    db.close()
    await close(first.console)
    const second = await open({ folder })
    expect(await codes(second)).toEqual(stations)
  })
})
