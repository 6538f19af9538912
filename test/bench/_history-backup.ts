/** Beside polling: the latest of all stations, and a backup of the year's file: how long it takes, what it costs the host's thread and the WAL, and whether a slot is missed. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { openConsole } from '../../main/app/supervisor.ts'
import { HISTORY_FILE } from '../../main/store/history/writer.ts'
import type { BackupState } from '../../shared/contract/backups.ts'
import type { Latest } from '../../shared/contract/history.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import { log } from './_history-ingest.ts'
import { atMost, gigabytes, ms, type Row } from './_history-report.ts'
import { SEED } from './_history-series.ts'
import type { Year } from './_history-year.ts'
import { forkSimulator } from './_simulator.ts'
import { median } from './_table.ts'

const ACTOR = { name: 'bench', role: 'admin' } as const
const SETTLE_MS = 90_000
const MOST_MS = 20 * 60_000

export async function backup(year: Year): Promise<Row[]> {
  const simulator = await forkSimulator({ seed: SEED, stations: year.stations, port: year.port })
  const console = await openConsole({ folder: year.root, log })
  const folder = mkdtempSync(join(year.root, 'backups-of-bench-'))
  try {
    const call = async <T>(name: string, input?: unknown): Promise<T> => {
      const answer = await console.call(['backups', name], input, ACTOR)
      if (isRefusal(answer)) throw new Error(`backups.${name}: ${answer.data.phrase.key}`)
      return answer as T
    }
    // The worker of backups comes up behind the others.
    while (isRefusal(await console.call(['backups', 'list'], undefined, ACTOR))) await sleep(500)
    const { settings } = await call<BackupState>('list')
    await call('saveSettings', { ...settings, folder, automatic: false })
    await sleep(SETTLE_MS)
    const latest: number[] = []
    let lines = 0
    for (let n = 0; n < 30; n++) {
      const began = performance.now()
      const answer = await console.call(['history', 'latest'], { metric: 'dc.voltage' }, ACTOR)
      latest.push(performance.now() - began)
      if (isRefusal(answer)) throw new Error(answer.data.phrase.key)
      lines = (answer as Latest).deviceId.length
    }
    const missed = console.status().poll.missed
    const wal = join(year.folder, `${HISTORY_FILE}-wal`)
    let peak = 0
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const began = performance.now()
    await call('make', { history: true })
    let state = await call<BackupState>('list')
    while (state.making && performance.now() - began < MOST_MS) {
      await sleep(250)
      peak = Math.max(peak, statSync(wal, { throwIfNoEntry: false })?.size ?? 0)
      state = await call<BackupState>('list')
    }
    const took = (performance.now() - began) / 1000
    delay.disable()
    if (state.failed) process.stderr.write(`the backup failed: ${state.failed.phrase.key}\n`)
    const [made] = state.rows
    // Slots of the last seconds show themselves a little later.
    await sleep(15_000)
    const lost = console.status().poll.missed - missed
    await call('saveSettings', { ...settings, automatic: false })
    return [
      atMost('latest of all stations, one metric, core thread and back, median', median(latest), 5, ms, ` (${lines} lines)`),
      {
        what: 'backup of the year beside polling: duration, size',
        value: `${took.toFixed(0)} s, ${gigabytes(made?.bytes ?? 0)}`,
        wanted: 'whole',
        holds: made?.whole === true && state.failed === null,
      },
      { what: 'missed slots meanwhile', value: `${lost}`, wanted: '0', holds: lost === 0 },
      atMost('host thread’s delay p99 meanwhile', delay.percentile(99) / 1e6, 16, ms, ` (max ${ms(delay.max / 1e6)})`),
      { what: 'largest WAL of history.db meanwhile', value: `${(peak / 2 ** 20).toFixed(1)} MiB` },
    ]
  } finally {
    await console.close()
    await simulator.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
