/** A process that is killed in the middle of writing: what it said was durable is there, whole, and the files are sound. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { openReader } from '../../main/store/reader.ts'
import { run } from '../../main/store/steps.ts'
import { isOpenProblem } from '../../main/store/sqlite.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const RUNS = 10
const folder = mkdtempSync(join(tmpdir(), 'branchwatch-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Lets the child write for a while, kills it, and gives the last code it called durable. */
async function killed(seed: number): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'store-crash-child.ts'), folder, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const gone = once(child, 'close')
  await once(child.stdout, 'data')
  // From 20 to 200 ms of work, by the seed.
  await new Promise((resolve) => setTimeout(resolve, 20 + ((seed * 7919) % 180)))
  child.kill('SIGKILL')
  await gone
  return said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) ?? ''
}

function soundness(file: string): string {
  const db = new Sqlite(join(folder, file))
  const found = String(db.pragma('integrity_check', { simple: true }))
  db.close()
  return found
}

describe('kill -9 while writing', () => {
  it(`loses nothing that was said to be durable, ${RUNS} times`, async () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const last = await killed(seed)
      expect(last).toMatch(/^S\d+$/)
      expect([soundness('operations.db'), soundness('history.db')]).toEqual(['ok', 'ok'])
      const store = openOperations(folder)
      if (isOpenProblem(store)) throw new Error(store.detail)
      const stations = store.inventory.all().stations
      expect(stations.some((station) => station.code === last)).toBe(true)
      // Every station came with its row in the trail and its two intervals, or not at all.
      const subjects = new Set(store.audit.page(null, 1_000_000).rows.map((row) => row.subject))
      expect(stations.filter((station) => !subjects.has(`station:${station.id}`))).toEqual([])
      expect(store.ledger.between(0, 1e13, null)).toHaveLength(stations.length * 2)
      store.close()
      const { writer } = openHistory(folder)
      expect([writer.state, writer.detail]).toEqual(['ok', null])
      writer.close()
    }
  }, 60_000)

  it('gives the same samples before and after the hours are compacted', () => {
    const reader = openReader(folder)
    if (isOpenProblem(reader)) throw new Error(reader.detail)
    const asked = { series: [{ deviceId: 3, metric: 'dc.voltage' as const, instance: '' }], from: 0, to: 4e12, pixels: 1_000_000 }
    const before = run(reader.series(asked))
    expect(before[0]!.at.length).toBeGreaterThan(10)
    const { writer } = openHistory(folder)
    while (writer.compact(3e12, { rawDays: 35_000, fiveMinuteDays: 35_000, hourDays: 35_000, dayDays: 35_000 }, 50)) continue
    writer.close()
    expect(run(reader.series(asked))).toEqual(before)
    reader.close()
  })
})
