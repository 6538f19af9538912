/** The write-ahead log after a power cut: cut short, gone, or with a byte changed; the file is in use again, and no value is another than it was. */
import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openHistory } from '../../../main/store/history/writer.ts'
import { openOperations } from '../../../main/store/operations.ts'
import { isOpenProblem } from '../../../main/store/sqlite.ts'
import { flipped, seeded } from '../../support/pages.ts'
import { DAY, END, leastOf, readerOf, T0, valuesOf } from './health-kit.ts'
import { branch, openedIn, poll, reading, stationInput, tempFolder, by } from './kit.ts'

const FILES = ['', '-wal', '-shm'] as const
const random = seeded(8)

/** Files as a power cut leaves them: the last hours are in the WAL alone. Answers the folder, and every value there was. */
function cut(): { folder: string; truth: Map<string, number> } {
  const source = tempFolder()
  openedIn(source)
  const { writer } = openHistory(source)
  for (let at = T0; at < T0 + 2 * 3_600_000; at += 60_000) {
    for (const device of [1, 2, 40]) writer.append(poll(device, at, [reading('dc.voltage', Math.round(random() * 7000) / 100)]))
    writer.flush()
  }
  const reader = readerOf(source)
  const truth = valuesOf(reader)
  reader.close()
  const folder = tempFolder()
  openedIn(folder).close()
  for (const suffix of FILES) copyFileSync(join(source, `history.db${suffix}`), join(folder, `history.db${suffix}`))
  writer.close()
  expect(statSync(join(folder, 'history.db-wal')).size).toBeGreaterThan(100_000)
  return { folder, truth }
}

/** Opens what is there, writes one more sample, and answers how much of the truth is there; anything else fails. */
function openAfter({ folder, truth }: ReturnType<typeof cut>): number {
  const { writer } = openHistory(folder)
  writer.append(poll(1, END + DAY, [reading('dc.voltage', 1)]))
  writer.flush()
  expect(writer.state).toBe('ok')
  const reader = readerOf(folder)
  const found = valuesOf(reader)
  reader.close()
  writer.close()
  const least = leastOf(truth)
  expect([...found].filter(([key, value]) => truth.get(key) !== value && least.get(key) !== value)).toEqual([])
  return found.size / truth.size
}

describe('the log of history.db', () => {
  it('is read as it is after a power cut', () => {
    expect(openAfter(cut())).toBe(1)
  })

  it('is read up to where it was cut short', () => {
    for (const share of [0.9, 0.5, 0.01]) {
      const there = cut()
      const wal = join(there.folder, 'history.db-wal')
      truncateSync(wal, Math.floor(statSync(wal).size * share))
      expect(openAfter(there)).toBeLessThan(1)
    }
  })

  it('may be gone: what was in it alone is missing', () => {
    const there = cut()
    for (const suffix of ['-wal', '-shm']) rmSync(join(there.folder, `history.db${suffix}`))
    expect(openAfter(there)).toBeLessThan(1)
  })

  it('with a byte changed is read up to there', () => {
    for (let n = 0; n < 4; n++) {
      const there = cut()
      const name = n % 4 === 3 ? 'history.db-shm' : 'history.db-wal'
      const { bytes } = flipped(join(there.folder, name), [[0, statSync(join(there.folder, name)).size]], random)
      writeFileSync(join(there.folder, name), bytes)
      expect(openAfter(there)).toBeLessThanOrEqual(1)
    }
  })
})

describe('the log of operations.db', () => {
  it('cut short or with a byte changed loses the last commands at most, from some command on', () => {
    for (let n = 0; n < 6; n++) {
      const { store, folder, commune } = branch()
      for (let i = 0; i < 30; i++) store.inventory.createStation(stationInput(`S${i}`, commune.id, { notes: 'x'.repeat(300) }), by)
      const copy = tempFolder()
      for (const suffix of FILES) copyFileSync(join(folder, `operations.db${suffix}`), join(copy, `operations.db${suffix}`))
      const wal = join(copy, 'operations.db-wal')
      const size = statSync(wal).size
      if (n % 2 === 0) truncateSync(wal, Math.floor(size * (0.5 + random() / 2)))
      else writeFileSync(wal, flipped(wal, [[Math.floor(size / 2), size]], random).bytes)
      const opened = openOperations(copy, { key: Buffer.alloc(32) })
      if (isOpenProblem(opened)) throw new Error(opened.detail)
      const codes = opened.inventory.all().stations.map(({ code }) => code)
      opened.close()
      expect(codes).toEqual(Array.from({ length: codes.length }, (_, i) => `S${i}`))
      expect(readFileSync(join(copy, 'operations.db')).length).toBeGreaterThan(0)
    }
  })
})
