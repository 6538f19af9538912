/** kill -9 in the middle of backups and restores: no half backup under a good name, no present file lost, nothing left behind. 200 of them: npm run bench -- kill-backup. */
import { expect, it } from 'vitest'
import { killBackups } from '../support/kill-backup.ts'

const RUNS = 6

it(`leaves whole backups and a folder that opens, ${RUNS} times`, async () => {
  expect((await killBackups(RUNS)).backups).toBeGreaterThanOrEqual(RUNS)
}, 60_000)
