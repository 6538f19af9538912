/** Two starts at once: what must be done by one at a time is, also after one that died in the middle. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { alone } from '../../../main/hosts/cli/alone.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'branchwatch-alone-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('lets one work at a time, and the mark is gone afterwards, also after a failure', async () => {
  const mark = join(folder, 'mark')
  let [inside, most, done] = [0, 0, 0]
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside)
    await new Promise((later) => setTimeout(later, 30))
    inside -= 1
    done += 1
    if (done === 2) throw new Error('the second fails')
  }
  const ends = await Promise.allSettled([1, 2, 3].map(() => alone(mark, work)))
  expect({ most, done }).toEqual({ most: 1, done: 3 })
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(existsSync(mark)).toBe(false)
})

it('takes over from one that died', async () => {
  const mark = join(folder, 'mark')
  mkdirSync(mark)
  const long = new Date(Date.now() - 60_000)
  utimesSync(mark, long, long)
  expect(await alone(mark, () => Promise.resolve('done'))).toBe('done')
})

it('works without a mark where none can be made', async () => {
  expect(await alone(join(folder, 'none', 'mark'), () => Promise.resolve('done'))).toBe('done')
})
