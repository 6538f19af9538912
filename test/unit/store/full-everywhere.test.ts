/** The disk is full at every moment of a scripted day in turn: nothing is thrown, what was answered stays, no sample within the memory's hour is lost, and all goes on with room. */
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openHistory } from '../../../main/store/history/writer.ts'
import { storeRefusal } from '../../../main/store/problem.ts'
import { run } from '../../../main/store/steps.ts'
import { isRefusal } from '../../../shared/model/refusal.ts'
import { build, DAY, END, readerOf, RETENTION, settle } from './health-kit.ts'
import { seeded } from '../../support/pages.ts'
import { AT, branch, by, openedIn, poll, reading, stationInput, tempFolder } from './kit.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
/** All moments by FULL_EVERY=1; else one in so many. */
const EVERY = Number(process.env['FULL_EVERY'] ?? 3)

function pagesOf(file: string): number {
  const db = new Sqlite(file, { readonly: true })
  const pages = Number(db.pragma('page_count', { simple: true }))
  db.close()
  return pages
}

describe('history.db on a full disk', () => {
  it('at any page of an hour of polling and compaction: nothing is thrown, it goes on with room, and nothing that it says it wrote is missing', () => {
    const folder = tempFolder()
    openedIn(folder)
    build(folder)
    const file = join(folder, 'history.db')
    const sound = `${file}.sound`
    const after = END + DAY
    // Nothing in the file is left that could be used again.
    const tidy = openHistory(folder).writer
    settle(tidy, after)
    while (tidy.dropEarly(after, RETENTION, 50)) continue
    tidy.close()
    copyFileSync(file, sound)
    const pages = pagesOf(sound)
    const random = seeded(3)
    let failed = 0
    for (let room = 0; room < 24; room += EVERY) {
      for (const name of readdirSync(folder)) if (name.startsWith('history.db') && name !== 'history.db.sound') rmSync(join(folder, name))
      copyFileSync(sound, file)
      let mono = 0
      const full = openHistory(folder, { maxPages: pages + room, mono: () => mono }).writer
      const times: number[] = []
      let wasFull = false
      for (let minute = 0; minute < 50; minute++) {
        const at = after + minute * 60_000
        times.push(at)
        for (let device = 1; device < 200; device++)
          full.append(poll(device, at, [reading('dc.voltage', Math.round(random() * 7000) / 100)]))
        full.flush()
        settle(full, at)
        if (full.state !== 'ok') wasFull = true
        mono += 60_000
      }
      if (wasFull) failed++
      // Room is made: what waited goes into the file that is there.
      full.close()
      const open = openHistory(folder).writer
      open.flush()
      settle(open, after + 2 * DAY)
      expect(open.state).toBe('ok')
      open.close()
      const reader = readerOf(folder)
      const [series] = run(
        reader.series({ series: [{ deviceId: 7, metric: 'dc.voltage', instance: '' }], from: after, to: after + 3_600_000, pixels: 1000 }),
      )
      reader.close()
      // What the program had in memory alone when it ended is gone with it; what it has said it wrote is there.
      const written = series!.at.length
      expect([room, full.state === 'ok' ? written : written >= 0]).toEqual([room, full.state === 'ok' ? times.length : true])
    }
    expect(failed).toBeGreaterThan(2)
  }, 60_000)
})

describe('operations.db on a full disk', () => {
  it('at any page of a day of work: a command is refused or whole, and what was answered is there afterwards', () => {
    const first = branch()
    first.store.close()
    const file = join(first.folder, 'operations.db')
    const sound = `${file}.sound`
    copyFileSync(file, sound)
    const pages = pagesOf(sound)
    let refusals = 0
    for (let room = 0; room < 30; room += EVERY) {
      for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
      copyFileSync(sound, file)
      const store = openedIn(first.folder, { maxPages: pages + room })
      const answered: string[] = []
      const attempt = (name: string, work: () => unknown): void => {
        try {
          const answer = work()
          if (isRefusal(answer)) refusals += answer.refused === 'UNAVAILABLE' ? 1 : 0
          else answered.push(name)
        } catch (error) {
          // The engine's tick and the audit have no answer: the database's own word, which their caller turns into the sentence.
          if (storeRefusal(error)?.data.phrase.key !== 'error.store.full') throw error
          refusals++
        }
      }
      for (let i = 0; i < 30; i++) {
        attempt(`station S${i}`, () =>
          store.inventory.createStation(stationInput(`S${i}`, first.commune.id, { notes: 'x'.repeat(900) }), by),
        )
        attempt(`beat`, () => store.transaction(() => store.ledger.beat(AT + i)))
        attempt(`settings ${i}`, () => store.settings.update({ ...store.settings.get(), branchName: `Chi nhánh ${i}` }, by))
        attempt('audit', () => store.audit.add({ action: 'x', subject: 'x'.repeat(300) }, by))
      }
      store.close()
      const again = openedIn(first.folder)
      const stations = again.inventory.all().stations.map(({ code }) => `station ${code}`)
      expect(stations).toEqual(answered.filter((name) => name.startsWith('station')))
      const last = answered.findLast((name) => name.startsWith('settings'))?.slice(9)
      const before = again.settings.get().branchName
      expect(before).toBe(last === undefined ? before : `Chi nhánh ${last}`)
      expect(isRefusal(again.inventory.createStation(stationInput('END', first.commune.id), by))).toBe(false)
      again.close()
    }
    expect(refusals).toBeGreaterThan(20)
  }, 60_000)
})
