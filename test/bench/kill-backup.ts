/** 200 seeded kill -9 in the middle of backups and restores: each must leave whole backups, and a folder that opens with what was entered in it or beside it. */
import { killBackups } from '../support/kill-backup.ts'

const RUNS = 200

export async function run(): Promise<void> {
  const began = performance.now()
  const { backups } = await killBackups(RUNS, (at) => {
    if (at % 50 === 0) process.stdout.write(`${at} kills, ${Math.round((performance.now() - began) / 1000)} s\n`)
  })
  process.stdout.write(
    `${RUNS} kills in backups and restores by turns: ${backups} backups looked at, every one whole; nothing lost, nothing left behind.\n`,
  )
}
