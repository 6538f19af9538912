/** A byte that changes on the disk, in every kind of page: the row is lost alone, or the file is set aside, or nothing; never a crash, and never another value. */
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { storeRefusal } from '../../../main/store/problem.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import type { Operations } from '../../../main/store/store.ts'
import { flipped, pageKinds, seeded, type Kinds } from '../../support/pages.ts'
import { build, DAY, END, leastOf, readerOf, settle, valuesOf } from './health-kit.ts'
import { AT, bulkDevice, bulkStation, by, made, openedIn, poll, reading, tempFolder } from './kit.ts'

/** More by FLIPS=40: so many flips of each kind of page. */
const FLIPS = Number(process.env['FLIPS'] ?? 1)
it(
  'of history.db: values that are answered are true ones',
  () => {
    const folder = tempFolder()
    openedIn(folder)
    build(folder)
    const file = join(folder, 'history.db')
    const sound = `${file}.sound`
    copyFileSync(file, sound)
    const reader = readerOf(folder)
    const truth = valuesOf(reader)
    reader.close()
    const least = leastOf(truth)
    expect(truth.size).toBeGreaterThan(5000)
    const kinds = pageKinds(sound)
    expect([...kinds.keys()].sort()).toEqual(expect.arrayContaining(['header', 'schema', 'map', 'days leaf', 'days overflow', 'hot leaf']))
    const outcomes = { unharmed: 0, less: 0, aside: 0 }
    const random = seeded(11)
    for (const [kind, ranges] of kinds)
      for (let n = 0; n < FLIPS; n++) {
        for (const name of readdirSync(folder)) if (name.startsWith('history.db') && name !== 'history.db.sound') rmSync(join(folder, name))
        const { bytes, at } = flipped(sound, ranges, random)
        writeFileSync(file, bytes)
        const where = `${kind}, byte ${at}`
        // As the console beside which the reader runs.
        const { writer } = openHistory(folder)
        const open = readerOf(folder)
        const found = valuesOf(open)
        const wrong = [...found].filter(([key, value]) => truth.get(key) !== value && least.get(key) !== value)
        expect([where, ...wrong.slice(0, 3)]).toEqual([where])
        writer.append(poll(1, END + 1000, [reading('dc.voltage', 50)]))
        writer.flush()
        settle(writer, END + DAY)
        writer.flush()
        // The header's own number of the tables may become one of a newer program: then nothing is touched, and that is said.
        const isNewer = writer.phrase?.key === 'error.store.history.newer' && kind === 'header'
        expect([where, writer.state]).toEqual([where, isNewer ? 'failed' : 'ok'])
        writer.close()
        open.close()
        const aside = readdirSync(folder).some((name) => name.startsWith('history.db.broken-'))
        outcomes[aside ? 'aside' : found.size < truth.size ? 'less' : 'unharmed']++
      }
    expect(outcomes.unharmed).toBeGreaterThan(0)
    expect(outcomes.less).toBeGreaterThan(0)
    expect(outcomes.aside).toBeGreaterThan(0)
  },
  60_000 * FLIPS,
)

/** All that a screen may ask of operations.db. */
function readAll(store: Operations): void {
  store.inventory.all()
  store.credentials.list()
  store.credentials.secret(1)
  store.alarms.active()
  store.alarms.ruleOverrides()
  store.ledger.open()
  store.inspections.list(null, 100)
  store.settings.get()
  store.settings.traps()
  store.tokens.list()
  store.discovery.identities()
  store.audit.page(null, 200)
  store.transaction(() => store.ledger.beat(AT))
}

it(
  'of operations.db: it is told as broken, or read, and nothing else is thrown',
  () => {
    const folder = tempFolder()
    const store = openedIn(folder)
    made(store.credentials.add('chung', { version: '2c', community: 'bimat' }, by))
    const stations = Array.from({ length: 60 }, (_, i) => bulkStation(`S${i}`, { notes: 'x'.repeat(200) }))
    const communes = [{ province: 'Tuyên Quang', name: 'Nà Hang', code: '02248' }]
    made(store.inventory.bulk({ communes, hamlets: [], stations, devices: stations.map(({ code }) => bulkDevice(code, 'P')) }, by))
    store.settings.update({ ...store.settings.get(), branchName: 'Thử' }, by)
    store.close()
    const file = join(folder, 'operations.db')
    const sound = `${file}.sound`
    copyFileSync(file, sound)
    const kinds: Kinds = pageKinds(sound)
    const outcomes = { broken: 0, read: 0, refused: 0 }
    const kindsOfProblem = new Set<string>()
    const random = seeded(5)
    for (const [kind, ranges] of kinds)
      for (let n = 0; n < FLIPS / 2; n++) {
        const { bytes, at } = flipped(sound, ranges, random)
        for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
        writeFileSync(file, bytes)
        const opened = openOperations(folder)
        if (isOpenProblem(opened)) {
          kindsOfProblem.add(opened.kind)
          outcomes.broken++
          continue
        }
        try {
          readAll(opened)
          outcomes.read++
        } catch (error) {
          if (!storeRefusal(error)) throw new Error(`${kind}, byte ${at}`, { cause: error })
          outcomes.refused++
        } finally {
          opened.close()
        }
      }
    expect(outcomes.broken).toBeGreaterThan(0)
    expect([...kindsOfProblem].filter((kind) => !['broken', 'newer', 'readOnly', 'other'].includes(kind))).toEqual([])
    expect(outcomes.read).toBeGreaterThan(0)
  },
  60_000 * FLIPS,
)
