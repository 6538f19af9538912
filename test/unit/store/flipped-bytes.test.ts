/** A byte that changes on the disk, in every kind of page: the row is lost alone, or the file is set aside, or nothing; never a crash, and never another value. */
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { storeRefusal } from '../../../main/store/problem.ts'
import { openReader } from '../../../main/store/reader.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { run } from '../../../main/store/steps.ts'
import type { Operations, Reader } from '../../../main/store/store.ts'
import { flipped, pageKinds, seeded, type Kinds } from '../../support/pages.ts'
import { AT, bulkDevice, bulkStation, by, made, openedIn, poll, reading, tempFolder } from './kit.ts'

/** More by FLIPS=40: so many flips of each kind of page. */
const FLIPS = Number(process.env['FLIPS'] ?? 2)
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Two days before the end of a month at +07. */
const T0 = Date.UTC(2026, 1, 26, 17)
const END = T0 + 3 * DAY + 5 * HOUR
const RETENTION = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
const DEVICES = [1, 2, 40]
const METRICS = ['dc.voltage', 'dc.load.current', 'battery.charge'] as const

type Writer = ReturnType<typeof openHistory>['writer']
function settle(writer: Writer, now: number): void {
  for (let i = 0; i < 10_000 && writer.compact(now, RETENTION, 50); i++) continue
}

/** Whole days, a month, hours and a hot log of some devices, with values like those of a sensor. */
function build(folder: string): void {
  const { writer } = openHistory(folder)
  const random = seeded(4)
  for (let at = T0; at < END; at += 60_000) {
    for (const device of DEVICES)
      writer.append(
        poll(
          device,
          at + device * 10,
          METRICS.map((key, i) => reading(key, Math.round((30 + i + random() * 30) * 100) / 100)),
        ),
      )
    if ((at - T0) % (10 * 60_000) === 0) writer.flush()
    if ((at - T0) % HOUR === 0) settle(writer, at)
  }
  writer.flush()
  settle(writer, END - HOUR)
  writer.close()
}

type Values = Map<string, number>
/** Every sample that the reader answers, minute by minute. */
function valuesOf(reader: Reader): Values {
  const values: Values = new Map()
  for (const deviceId of DEVICES)
    for (let from = T0; from < END; from += 12 * HOUR) {
      const asked = METRICS.map((metric) => ({ deviceId, metric, instance: '' }))
      for (const { metric, at, min } of run(reader.series({ series: asked, from, to: from + 12 * HOUR, pixels: 1000 })))
        for (let i = 0; i < at.length; i++) {
          const value = min[i]
          if (value !== undefined && value !== null && !Number.isNaN(value)) values.set(`${deviceId} ${metric} ${at[i]}`, value)
        }
    }
  return values
}

/** The least of each 5 minutes: what roll-ups answer where raw samples were lost. */
function leastOf(values: Values): Values {
  const least: Values = new Map()
  for (const [key, value] of values) {
    const [device, metric, at] = key.split(' ')
    const bucket = `${device} ${metric} ${Math.floor(Number(at) / 300_000) * 300_000}`
    least.set(bucket, Math.min(value, least.get(bucket) ?? Infinity))
  }
  return least
}

function readerOf(folder: string): Reader {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  return reader
}

it('of history.db: values that are answered are true ones', () => {
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
}, 60_000)

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

it('of operations.db: it is told as broken, or read, and nothing else is thrown', () => {
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
}, 60_000)
