/** Bytes a sample after the hour's and the day's step, of roll-ups, and of the peers, on real simulated series of a part of the province. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { dayBegin, dayOf, DAY_MS } from '../../main/store/history/keys.ts'
import { decodeRollup } from '../../main/store/history/rollup-codec.ts'
import { HISTORY_FILE, openHistory } from '../../main/store/history/writer.ts'
import type { HistoryWriter } from '../../main/store/store.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import type { Retention } from '../../shared/model/settings.ts'
import { simulatedProvince } from '../support/simulated-series.ts'
import { atMost, perSample, type Row } from './_history-report.ts'
import { keptPoll, MINUTE, SEED } from './_history-series.ts'
import { since, written } from './_history-io.ts'
import { peers } from './_history-peers.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
export const RETENTION: Retention = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
/** Every tenth station of the 3,000; a day of all would take twenty minutes to simulate. */
const EVERY = Number(process.env['BENCH_SIZES_EVERY'] ?? 10)
/** The peers get a part of that. */
const PEER_STATIONS = 30

/** What the day's step writes, per raw sample; for the sum of all that is written. */
export type Sizes = { readonly rows: Row[]; readonly dayStepHanded: number; readonly dayStepDisk: number }

export function compactAll(writer: HistoryWriter, now: number): void {
  while (writer.compact(now, RETENTION, 1000));
}

export async function sizes(): Promise<Sizes> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-history-sizes-'))
  try {
    const day = dayOf(Date.now()) - 2
    const from = dayBegin(day)
    const { devices } = simulatedProvince(SEED, 3000, from, { wanted: ({ index }) => index % EVERY === 0 })
    const { writer } = openHistory(folder)
    const lent: DevicePoll[] = []
    const peered = new Set([...new Set(devices.map(({ stationId }) => stationId))].slice(0, PEER_STATIONS))
    let samples = 0
    for (let minute = 0; minute < 1440; minute++) {
      for (const device of devices) {
        const poll = keptPoll(device, from + minute * MINUTE)
        if (!poll) continue
        samples += poll.readings.length
        writer.append(poll)
        if (peered.has(device.stationId)) lent.push(poll)
      }
      writer.flush()
      if (minute % 60 === 59) compactAll(writer, from + (minute + 1) * MINUTE + 6000)
    }
    const hours = table(folder, 'chunks')
    const before = written()
    compactAll(writer, from + DAY_MS + 20 * MINUTE)
    const step = since(before)
    const days = table(folder, 'days')
    writer.close()
    const stations = new Set(devices.map(({ stationId }) => stationId)).size
    const rows: Row[] = [
      {
        what: 'series',
        value: `${stations} of 3,000 stations for a day, ${(samples / 1440 / stations).toFixed(1)} values a station, ${(samples / 1e6).toFixed(1)} million samples`,
      },
      atMost('bytes a sample after the hourly step', hours.bytes / samples, 0.8, perSample),
      atMost('bytes a sample after the daily step', days.bytes / samples, 0.65, perSample),
      { what: 'roll-ups of 5 minutes, bytes a point', value: rollup(folder, 'rollups5m', samples) },
      { what: 'roll-ups of 1 hour (days), bytes a point', value: rollup(folder, 'rollups1h', samples) },
      ...(await peers(lent, folder)),
    ]
    return { rows, dayStepHanded: step.handed / samples, dayStepDisk: step.disk / samples }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function table(folder: string, name: 'chunks' | 'days'): { bytes: number } {
  const db = new Sqlite(join(folder, HISTORY_FILE), { readonly: true })
  const bytes = Number(db.prepare(`SELECT sum(length(body)) FROM ${name}`).pluck().get())
  db.close()
  return { bytes }
}

function rollup(folder: string, name: 'rollups5m' | 'rollups1h', samples: number): string {
  const db = new Sqlite(join(folder, HISTORY_FILE), { readonly: true })
  let [bytes, points] = [0, 0]
  for (const body of db.prepare<[], Buffer>(`SELECT body FROM ${name}`).pluck().iterate()) {
    const found = decodeRollup(body)
    bytes += body.length
    points += found ? found.at.length * found.columns.length : 0
  }
  db.close()
  return `${perSample(bytes / points)} (${perSample(bytes / samples)} a sample)`
}
