/** The store under a province: 9,000 devices with 13 readings each, polled every 60 s. Flush, compaction, bytes per sample, a chart of 24 h, an import. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { openSeeder } from '../../main/store/history/seed.ts'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { openReader } from '../../main/store/reader.ts'
import { run as drawn } from '../../main/store/steps.ts'
import { isOpenProblem } from '../../main/store/sqlite.ts'
import type { BulkChange } from '../../shared/model/bulk.ts'
import type { MetricKey } from '../../shared/model/metric.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
const HOUR = 3_600_000
const RETENTION = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
const DEVICES = 9000
/** Seeded hours are for fewer devices: the rate says what all would take. */
const SEEDED = 1000
const FIRST = 492_000
/** What a power system tells: start, step of its noise, how often it moves at all. */
const METRICS: readonly (readonly [MetricKey, number, number, number])[] = [
  ['mains.voltage', 225, 0.8, 0.9],
  ['mains.frequency', 50, 0.1, 0.3],
  ['mains.state', 1, 0, 0],
  ['rectifier.current.total', 42, 0.5, 0.8],
  ['rectifier.count', 4, 0, 0],
  ['dc.voltage', 53.9, 0.02, 0.5],
  ['dc.load.current', 38, 0.4, 0.8],
  ['battery.voltage', 53.8, 0.02, 0.5],
  ['battery.current', 0.4, 0.1, 0.4],
  ['battery.state', 1, 0, 0],
  ['battery.temperature', 27.5, 0.1, 0.1],
  ['environment.temperature', 26, 0.1, 0.2],
  ['system.uptime', 100_000, 0, 0],
]

function line(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(46)} ${value}\n`)
}

/** A device that wanders around its values, so that the codecs meet something like the field. */
function world() {
  const values = Float64Array.from({ length: DEVICES * METRICS.length }, (_, i) => METRICS[i % METRICS.length]![1])
  return (device: number, metric: number, at: number): number => {
    const [key, start, step, moves] = METRICS[metric]!
    if (key === 'system.uptime') return Math.floor(at / 1000) - 1_700_000_000 + device
    const i = device * METRICS.length + metric
    if (Math.random() < moves) values[i] = start + (values[i]! - start) * 0.9 + (Math.random() * 2 - 1) * step
    return Math.round(values[i]! * 100) / 100
  }
}

function percentile(sorted: Float64Array, share: number): string {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2)
}

function importProvince(folder: string): void {
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  const by = { actor: { name: 'bench', role: 'admin' as const }, at: 0 }
  store.credentials.add('chung', { version: '2c', community: 'public' }, by)
  const change: BulkChange = {
    communes: Array.from({ length: 100 }, (_, i) => ({ province: 'Tuyên Quang', name: `Xã ${i}`, code: `${i}` })),
    hamlets: [],
    stations: Array.from({ length: 3000 }, (_, i) => ({
      code: `TQG${i}`,
      name: `Trạm ${i}`,
      province: 'Tuyên Quang',
      commune: `Xã ${i % 100}`,
      hamlet: null,
      parentCodes: i === 0 ? [] : [`TQG${i >> 2}`],
      lat: 22,
      lon: 105,
      technologies: ['4G'],
      cells: 3,
      shelter: 'outdoor',
      owner: '',
      sharedWith: '',
      remoteClass: 'near',
      access: 'road',
      accessMinutes: 30,
      criticality: 3,
      commissionedOn: null,
      mains: true,
      batteryAh: 200,
      batteryCells: 24,
      batteryInstalledOn: null,
      batteryTestedOn: null,
      genset: 'none',
      tankLitres: null,
      solar: false,
      notes: '',
    })),
    devices: Array.from({ length: DEVICES }, (_, i) => ({
      stationCode: `TQG${i % 3000}`,
      credential: 'chung',
      name: `D${i}`,
      kind: 'power',
      host: '127.0.0.1',
      port: 161,
      context: '',
      profile: 'auto',
      intervalSeconds: null,
      elsewhere: false,
      enabled: true,
    })),
  }
  const begin = performance.now()
  store.inventory.bulk(change, by)
  line('import of 3,000 stations and 9,000 devices', `${(performance.now() - begin).toFixed(0)} ms`)
  const read = performance.now()
  store.inventory.all()
  line('reading all of them', `${(performance.now() - read).toFixed(0)} ms`)
  store.close()
}

function seedDay(folder: string): void {
  const seeder = openSeeder(folder)
  if (isOpenProblem(seeder)) throw new Error(seeder.detail)
  const valueOf = world()
  const begin = performance.now()
  let bytes = 0
  for (let device = 0; device < SEEDED; device++) {
    seeder.series(
      device + 1,
      METRICS.map(([metric]) => ({ metric, instance: '', label: '' })),
    )
    for (let hour = FIRST - 23; hour < FIRST; hour++) {
      const at = Float64Array.from({ length: 60 }, (_, minute) => hour * HOUR + minute * 60_000 + ((device * 37) % 60_000))
      const columns = METRICS.map((_, metric) => Float64Array.from(at, (time) => valueOf(device, metric, time)))
      bytes += seeder.hour(device + 1, hour, at, columns)
    }
  }
  seeder.close()
  const seconds = (performance.now() - begin) / 1000
  const chunks = SEEDED * 23
  line('seeding: chunks a second', `${Math.round(chunks / seconds)} (${(bytes / chunks).toFixed(0)} bytes each)`)
  line('seeding a week of 9,000 devices would take', `${((DEVICES * 168 * seconds) / chunks / 60).toFixed(1)} min`)
}

/** An hour and a little more, as the engine would do it: 150 polls appended, one flush, each second. */
function pollHour(folder: string): void {
  const { writer } = openHistory(folder)
  const valueOf = world()
  const seconds = 3720
  const flushes = new Float64Array(seconds)
  let appending = 0
  for (let second = 0; second < seconds; second++) {
    const polls: DevicePoll[] = []
    for (let device = second % 60; device < DEVICES; device += 60) {
      const at = FIRST * HOUR + second * 1000 + ((device * 7) % 900)
      const readings = METRICS.map(([metric], i) => ({
        metric,
        instance: '',
        label: '',
        oid: '',
        raw: null,
        value: valueOf(device, i, at),
        quality: 'good' as const,
      }))
      polls.push({ deviceId: device + 1, stationId: 1, at, mono: at, outcome: 'ok', responseMs: 1, readings })
    }
    const begin = performance.now()
    for (const poll of polls) writer.append(poll)
    const between = performance.now()
    writer.flush()
    appending += between - begin
    flushes[second] = performance.now() - between
  }
  const mean = flushes.reduce((sum, ms) => sum + ms, 0) / seconds
  flushes.sort()
  line('append of 150 polls, mean', `${(appending / seconds).toFixed(2)} ms`)
  line('flush of 150 polls, mean / p99 / max', `${mean.toFixed(2)} / ${percentile(flushes, 0.99)} / ${percentile(flushes, 1)} ms`)
  chart(folder, 'chart of 24 h, last hour in the hot log', FIRST * HOUR + seconds * 1000)
  compactHour(writer)
  writer.close()
}

function compactHour(writer: ReturnType<typeof openHistory>['writer']): void {
  const before = process.cpuUsage()
  const steps: number[] = []
  for (let more = true; more;) {
    const begin = performance.now()
    more = writer.compact(FIRST * HOUR + HOUR + 60_000, RETENTION, 10)
    steps.push(performance.now() - begin)
  }
  const used = process.cpuUsage(before)
  const sorted = Float64Array.from(steps).sort()
  line('compaction of the hour, CPU', `${((used.user + used.system) / 1e6).toFixed(1)} s in ${steps.length} steps of 10 ms`)
  line('a step, median / p99 / max', `${percentile(sorted, 0.5)} / ${percentile(sorted, 0.99)} / ${percentile(sorted, 1)} ms`)
}

function chart(folder: string, name: string, to: number): void {
  const times: number[] = []
  let points = 0
  const reader = openReader(folder)
  if (isOpenProblem(reader)) throw new Error(reader.detail)
  for (let i = 0; i < 20; i++) {
    const begin = performance.now()
    const found = drawn(
      reader.series({
        series: [{ deviceId: 1 + i * 40, metric: 'dc.voltage', instance: '' }],
        from: to - 24 * HOUR,
        to,
        pixels: 800,
      }),
    )
    times.push(performance.now() - begin)
    points = found[0]?.at.length ?? 0
  }
  reader.close()
  const rest = Float64Array.from(times.slice(1)).sort()
  line(name, `first ${times[0]!.toFixed(1)}, then median ${percentile(rest, 0.5)} ms (${points} points)`)
}

function sizes(folder: string): void {
  const file = join(folder, 'history.db')
  const db = new Sqlite(file, { readonly: true })
  const found = db
    .prepare<[number], { chunks: number; bytes: number }>('SELECT count(*) AS chunks, sum(length(body)) AS bytes FROM chunks WHERE id >= ?')
    .get(FIRST * 2 ** 24)
  const samples = (found?.chunks ?? 1) * 60 * METRICS.length
  line('bytes a sample in chunks', ((found?.bytes ?? 0) / samples).toFixed(2))
  const all = Number(db.prepare('SELECT count(*) FROM chunks').pluck().get())
  const free = Number(db.pragma('freelist_count', { simple: true })) * 4096
  db.close()
  line('bytes a sample in the file, free pages left out', ((statSync(file).size - free) / (all * 60 * METRICS.length)).toFixed(2))
}

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-bench-'))
  try {
    importProvince(folder)
    seedDay(folder)
    pollHour(folder)
    chart(folder, 'chart of 24 h, from chunks', FIRST * HOUR + HOUR)
    sizes(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
