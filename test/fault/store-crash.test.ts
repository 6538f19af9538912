/** A process that is killed in the middle of writing: what it said was durable is there, whole, on every level of history, and the files are sound. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openHistory } from '../../main/store/history/writer.ts'
import { daysGone, killedRun, lostCommands, Said, soundness, wrongSamples } from '../support/crash-check.ts'
import { RETENTION, timeOf } from '../support/crash-world.ts'

const RUNS = 12
/** In the killed process's time; a slow machine is killed more often until they have gone by. */
const DAYS = 9
const MOST_RUNS = 60
const folder = mkdtempSync(join(tmpdir(), 'branchwatch-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('kill -9 while writing', () => {
  const said = new Said()
  it('loses nothing that was said to be durable', async () => {
    for (let seed = 1; seed <= RUNS || (daysGone(said) < DAYS && seed <= MOST_RUNS); seed++) {
      const lines = await killedRun(folder, seed)
      expect(lines.length).toBeGreaterThan(0)
      said.take(lines)
      expect(soundness(folder)).toEqual(['ok', 'ok'])
      expect(lostCommands(folder, said)).toEqual([])
      expect(wrongSamples(folder, said)).toEqual([])
    }
    // Days were finished meanwhile, and raw ones dropped.
    expect(daysGone(said)).toBeGreaterThan(RETENTION.rawDays + 2)
  }, 120_000)

  it('has the same once all that was begun is finished', () => {
    const { writer } = openHistory(folder)
    expect([writer.state, writer.detail]).toEqual(['ok', null])
    while (writer.compact(timeOf(said.last), RETENTION, 50)) continue
    expect(writer.tally).toEqual({ tooLate: 0, harmed: 0, setAside: 0 })
    writer.close()
    expect(wrongSamples(folder, said)).toEqual([])
  })
})
