/** The same series in Prometheus blocks, in RRD files and in a plain table with a row per sample. A peer that is missing here says so. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { since, written } from './_history-io.ts'
import { perSample, type Row } from './_history-report.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
/** RRD writes whole files for each series, the plain table whole pages for each sample: a part of them is enough. */
const RRD_SERIES = 300
const PLAIN_STATIONS = 3

type Sample = { readonly at: number; readonly value: number }

function bytesBelow(folder: string, only: (path: string) => boolean = () => true): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && only(path))
    .reduce((sum, path) => sum + statSync(path).size, 0)
}

const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

/** `polls` of some devices over a day, by time. Samples without a value are nothing to the peers. */
export async function peers(polls: readonly DevicePoll[], folder: string): Promise<Row[]> {
  const series = new Map<string, Sample[]>()
  for (const { deviceId, at, readings } of polls) {
    for (const { metric, instance, value } of readings) {
      if (value === null || !Number.isFinite(value)) continue
      const key = `${deviceId}\t${metric}\t${instance}`
      const samples = series.get(key)
      if (samples) samples.push({ at, value })
      else series.set(key, [{ at, value }])
    }
  }
  return [
    ...(await prometheus(series, join(folder, 'prometheus'))),
    ...(await rrd(series, join(folder, 'rrd'))),
    plain(polls, series, folder),
  ]
}

const countOf = (series: Iterable<readonly Sample[]>): number => [...series].reduce((sum, samples) => sum + samples.length, 0)
const millions = (count: number): string => `${(count / 1e6).toFixed(1)} million samples`

/** Once with the times as they are, once with times on the minute: Prometheus itself puts its samples onto its beat. */
async function prometheus(series: ReadonlyMap<string, Sample[]>, folder: string): Promise<Row[]> {
  if (!has('promtool')) return [{ what: 'Prometheus blocks', value: 'promtool is not installed' }]
  return [
    { what: 'Prometheus blocks (promtool, 2 h each), per sample', value: await blocks(series, join(folder, 'own'), (at) => at) },
    {
      what: 'the same with all times put onto the minute',
      value: await blocks(series, join(folder, 'minutes'), (at) => Math.floor(at / 60_000) * 60_000),
    },
  ]
}

async function blocks(series: ReadonlyMap<string, Sample[]>, folder: string, timeOf: (at: number) => number): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const text = createWriteStream(join(folder, 'samples.om'))
  text.write('# TYPE reading gauge\n')
  for (const [key, samples] of series) {
    const [device, metric, instance] = key.split('\t')
    const labels = `{device="${device}",metric="${metric}",instance="${instance}"}`
    const lines = samples.map(({ at, value }) => `reading${labels} ${value} ${(timeOf(at) / 1000).toFixed(3)}\n`)
    if (!text.write(lines.join(''))) await once(text, 'drain')
  }
  text.end('# EOF\n')
  await once(text, 'close')
  const made = spawnSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'samples.om'), join(folder, 'blocks')])
  if (made.status !== 0) return `promtool ended with ${made.status}: ${made.stderr.toString().slice(0, 200)}`
  const count = countOf(series.values())
  const chunks = bytesBelow(join(folder, 'blocks'), (path) => path.includes('/chunks/'))
  return `${perSample(bytesBelow(join(folder, 'blocks')) / count)}, chunks alone ${perSample(chunks / count)} (${millions(count)})`
}

async function rrd(all: ReadonlyMap<string, Sample[]>, folder: string): Promise<Row[]> {
  if (!has('rrdtool')) return [{ what: 'RRD files', value: 'rrdtool is not installed' }]
  mkdirSync(folder, { recursive: true })
  const some = [...all.values()].slice(0, RRD_SERIES)
  const tool = spawn('rrdtool', ['-'], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(tool, 'exit')
  for (const [n, samples] of some.entries()) {
    const file = join(folder, `${n}.rrd`)
    const start = Math.floor((samples[0]?.at ?? 0) / 60_000) * 60
    tool.stdin.write(`create ${file} --start ${start - 60} --step 60 DS:v:GAUGE:120:U:U RRA:AVERAGE:0.5:1:1440\n`)
    const lines = samples.map(({ at, value }) => `${Math.floor(at / 1000)}:${value}`)
    for (let from = 0; from < lines.length; from += 100) {
      if (!tool.stdin.write(`update ${file} --skip-past-updates ${lines.slice(from, from + 100).join(' ')}\n`))
        await once(tool.stdin, 'drain')
    }
  }
  tool.stdin.end('quit\n')
  await ended
  const count = countOf(some)
  return [
    {
      what: 'RRD files (minutes of a day, no roll-ups), per sample',
      value: `${perSample(bytesBelow(folder) / count)} (${some.length} series, ${millions(count)})`,
    },
  ]
}

/** A row per sample, one transaction a minute. */
function plain(all: readonly DevicePoll[], series: ReadonlyMap<string, unknown>, folder: string): Row {
  const file = join(folder, 'plain.db')
  const stations = new Set([...new Set(all.map(({ stationId }) => stationId))].slice(0, PLAIN_STATIONS))
  const polls = all.filter(({ stationId }) => stations.has(stationId))
  const ids = new Map([...series.keys()].map((key, n) => [key, n + 1]))
  const before = written()
  const db = new Sqlite(file)
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE samples (series INTEGER, at INTEGER, value REAL, PRIMARY KEY (series, at)) WITHOUT ROWID',
  )
  const insert = db.prepare('INSERT OR REPLACE INTO samples VALUES (?, ?, ?)')
  const write = db.transaction((some: readonly DevicePoll[]) => {
    for (const { deviceId, at, readings } of some)
      for (const { metric, instance, value } of readings) {
        const id = ids.get(`${deviceId}\t${metric}\t${instance}`)
        if (id !== undefined && value !== null) insert.run(id, at, value)
      }
  })
  const byMinute = Map.groupBy(polls, ({ at }) => Math.floor(at / 60_000))
  for (const some of byMinute.values()) write(some)
  db.pragma('wal_checkpoint(TRUNCATE)')
  const count = Number(db.prepare('SELECT count(*) FROM samples').pluck().get())
  db.close()
  const { handed } = since(before)
  return {
    what: 'a plain table with a row per sample (key series, time), per sample',
    value: `${perSample(statSync(file).size / count)}, ${perSample(handed / count)} written (${millions(count)})`,
  }
}
