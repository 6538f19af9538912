/** What a cycle of the whole province costs the core's thread, what is written to the disk for it, and how the host's thread fares while hours are packed. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite from 'better-sqlite3'
import { branchFolder, writeChoice } from '../../main/app/choice.ts'
import { seedDemo } from '../../main/app/demo-branch.ts'
import { openConsole } from '../../main/app/supervisor.ts'
import { phaseOf } from '../../main/poll/slots.ts'
import { HOUR_MS, hourOf } from '../../main/store/history/keys.ts'
import { GATHER_MS, HISTORY_FILE, openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import type { HistoryWriter } from '../../main/store/store.ts'
import { simulatedProvince, type SimulatedDevice } from '../support/simulated-series.ts'
import { since, threadCpu, written } from './_history-io.ts'
import { atMost, ms, perSample, type Row } from './_history-report.ts'
import { keptPoll, MINUTE, SEED } from './_history-series.ts'
import { compactAll } from './_history-sizes.ts'
import { forkSimulator } from './_simulator.ts'
import { median, quantile } from './_table.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const STATIONS = Number(process.env['BENCH_STATIONS'] ?? 3000)
const SECONDS = 60
/** Cycles that go by before any is counted. */
const WARM = 3
const SETTLE_MS = 75_000
const WATCH_MS = 90_000
export const log = ({ level, message }: { level: string; message: string }): void => {
  if (level !== 'info') process.stderr.write(`${level}: ${message}\n`)
}

type Fed = { readonly samples: number; readonly cpu: number[]; readonly wall: number[]; readonly appendCpu: number[] }

/** Cycles as the engine has them: the polls of each second as they come, then a flush. Only appending and flushing are timed. */
function feed(writer: HistoryWriter, clock: { mono: number }, bySecond: readonly SimulatedDevice[][], from: number, cycles: number): Fed {
  const fed = { samples: 0, cpu: [] as number[], wall: [] as number[], appendCpu: [] as number[] }
  for (let cycle = 0; cycle < cycles; cycle++) {
    let [cpu, wall, append] = [0, 0, 0]
    for (const devices of bySecond) {
      const polls = devices.flatMap((device) => keptPoll(device, from + cycle * MINUTE) ?? [])
      clock.mono += 1000
      const [beganCpu, began] = [threadCpu(), performance.now()]
      for (const poll of polls) writer.append(poll)
      append += threadCpu() - beganCpu
      writer.flush()
      cpu += threadCpu() - beganCpu
      wall += performance.now() - began
      for (const { readings } of polls) fed.samples += readings.length
    }
    fed.cpu.push(cpu)
    fed.wall.push(wall)
    fed.appendCpu.push(append)
  }
  return fed
}

/** `dayStep`: bytes handed over and brought to the disk by the day's step, per raw sample; measured on a part of the province. */
export async function ingest(dayStep: { handed: number; disk: number } | null): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'bench-history-ingest-'))
  const simulator = await forkSimulator({ seed: SEED, stations: STATIONS })
  try {
    const folder = branchFolder(root)
    mkdirSync(folder, { recursive: true })
    writeChoice(root, { kind: 'branch', branchName: 'Bench', demo: null })
    const operations = openOperations(folder, { busyMs: 1000 })
    if (isOpenProblem(operations)) throw new Error(operations.detail)
    seedDemo(
      operations,
      { seed: SEED, stations: STATIONS, port: simulator.port },
      { actor: { name: 'bench', role: 'admin' }, at: Date.now() },
    )
    operations.close()
    // Two hours of the past: one that is packed here, one that the console will find and pack.
    const from = (hourOf(Date.now()) - 2) * HOUR_MS
    const { devices } = simulatedProvince(SEED, STATIONS, from)
    const bySecond = Array.from({ length: SECONDS }, (_, second) =>
      devices.filter(({ deviceId }) => Math.floor(phaseOf(deviceId, 0) * SECONDS) === second),
    )
    // As the console opens it.
    const clock = { mono: 0 }
    const { writer } = openHistory(folder, { mono: () => clock.mono, gatherMs: GATHER_MS })
    // The first cycles name the series, which happens once.
    feed(writer, clock, bySecond, from, WARM)
    const before = written()
    const fed = feed(writer, clock, bySecond, from + WARM * MINUTE, 60 - WARM)
    const hot = since(before)
    const packing = written()
    const beganCpu = threadCpu()
    compactAll(writer, from + HOUR_MS + 10_000)
    const hourStepCpu = threadCpu() - beganCpu
    const hourStep = since(packing)
    feed(writer, clock, bySecond, from + HOUR_MS, 60)
    // Of the WAL of both hours; in use it is brought in when it has 96 MB, some hours apart.
    const closing = written()
    writer.close()
    const walIn = since(closing)
    const per = (bytes: number): number => bytes / fed.samples
    const perCycle = Math.round(fed.samples / (60 - WARM))
    const handed = per(hot.handed) + per(hourStep.handed) + per(walIn.handed) / 2
    return [
      atMost(
        `worker time of a cycle of ${perCycle.toLocaleString('en-US')} values, 60 flushes, median`,
        median(fed.cpu),
        10,
        ms,
        ` CPU (append ${ms(median(fed.appendCpu))}; wall ${ms(median(fed.wall))})`,
      ),
      { what: 'the same, p95', value: `${ms(quantile(fed.cpu, 0.95))} CPU; wall ${ms(quantile(fed.wall, 0.95))}` },
      { what: 'worker time of the hour’s step', value: `${ms(hourStepCpu)} CPU, in slices` },
      {
        what: 'bytes written per sample: hot log (write() / to the disk)',
        value: `${perSample(per(hot.handed))} / ${perSample(per(hot.disk))}`,
      },
      { what: 'the same: hour’s step', value: `${perSample(per(hourStep.handed))} / ${perSample(per(hourStep.disk))}` },
      { what: 'the same: bringing the WAL in', value: `${perSample(per(walIn.handed) / 2)} / ${perSample(per(walIn.disk) / 2)}` },
      ...(dayStep
        ? [
            { what: 'the same: day’s step with its roll-ups', value: `${perSample(dayStep.handed)} / ${perSample(dayStep.disk)}` },
            atMost(
              'bytes written per sample, all of it',
              per(hot.disk) + per(hourStep.disk) + per(walIn.disk) / 2 + dayStep.disk,
              6,
              perSample,
              ` to the disk; ${perSample(handed + dayStep.handed)} by write()`,
            ),
          ]
        : []),
      ...(await whilePacking(root, folder)),
    ]
  } finally {
    await simulator.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** The real console polls the simulator, and packs the hour it has found. */
async function whilePacking(root: string, folder: string): Promise<Row[]> {
  const file = join(folder, HISTORY_FILE)
  const packed = (): number => {
    const db = new Sqlite(file, { readonly: true })
    const count = Number(db.prepare('SELECT count(*) FROM chunks').pluck().get())
    db.close()
    return count
  }
  const console = await openConsole({ folder: root, log })
  try {
    await sleep(SETTLE_MS)
    const [chunks, missed] = [packed(), console.status().poll.missed]
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    await sleep(WATCH_MS)
    delay.disable()
    const during = packed() - chunks
    return [
      atMost(
        'host thread’s delay p99 while an hour is packed beside polling',
        delay.percentile(99) / 1e6,
        16,
        ms,
        ` (max ${ms(delay.max / 1e6)}; ${during} chunks written meanwhile, WAL ${(statSync(`${file}-wal`).size / 2 ** 20).toFixed(0)} MiB)`,
      ),
      {
        what: 'missed slots meanwhile',
        value: `${console.status().poll.missed - missed}`,
        wanted: '0',
        holds: console.status().poll.missed === missed,
      },
    ]
  } finally {
    await console.close()
  }
}
