/** 200 times kill -9 at any moment of writing, bringing together, dropping and vacuum: what was said to be durable, and what is there. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { daysGone, killedRun, lostCommands, Said, soundness, wrongSamples } from '../support/crash-check.ts'
import { megabytes, printTable } from './_table.ts'

const RUNS = Number(process.env['RUNS'] ?? 200)
const SHOWN = 20

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-kill-'))
  const said = new Said()
  const rows: (string | number)[][] = []
  let failures = 0
  try {
    for (let seed = 1; seed <= RUNS; seed++) {
      said.take(await killedRun(folder, seed))
      const sound = soundness(folder).every((found) => found === 'ok')
      const lost = lostCommands(folder, said)
      const wrong = wrongSamples(folder, said)
      if (!sound || lost.length > 0 || wrong.length > 0) {
        failures++
        process.stdout.write(`seed ${seed}: ${[sound ? '' : 'not sound', ...lost.slice(0, 3), ...wrong.slice(0, 3)].join('; ')}\n`)
      }
      if (seed % Math.ceil(RUNS / SHOWN) === 0)
        rows.push([
          seed,
          said.stations.size,
          said.ticks.size,
          daysGone(said).toFixed(1),
          megabytes(statSync(join(folder, 'history.db')).size),
          failures,
        ])
    }
    printTable(
      ['kills', 'commands answered', 'flushes said', 'days of history', 'history.db', 'kills after which anything was lost or wrong'],
      rows,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (failures > 0) process.exitCode = 1
}
