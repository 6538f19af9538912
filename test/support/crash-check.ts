/** Kills the writing process, and holds what is on disk against what it had said. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { decodeChunk } from '../../main/store/history/codec.ts'
import { decodeHot, type HotRow } from '../../main/store/history/hot.ts'
import { DAY_MS, dayOf, rowDevice } from '../../main/store/history/keys.ts'
import { openHistory } from '../../main/store/history/writer.ts'
import { bucketBegin, STEPS } from '../../main/store/history/rollup.ts'
import { decodeRollup } from '../../main/store/history/rollup-codec.ts'
import { openOperations } from '../../main/store/operations.ts'
import { isOpenProblem } from '../../main/store/sqlite.ts'
import { RETENTION, samplesOf, TICKS_A_ROUND, timeOf, type Written } from './crash-world.ts'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
/** A mean on disk is right to a part of the metric's smallest step, here 0.01, each time it is written anew. */
const MEAN_ERROR = 0.02
const CHILD = join(import.meta.dirname, '../fault/store-crash-child.ts')

/** What has been said so far: stations and ticks that are durable, and ticks of which nobody knows. */
export class Said {
  readonly stations = new Set<string>()
  readonly ticks = new Set<number>()
  readonly unsure = new Set<number>()

  take(lines: readonly string[]): void {
    let next: number | null = null
    for (const line of lines) {
      if (line.startsWith('S')) {
        this.stations.add(line)
        next = Number(line.slice(1)) * TICKS_A_ROUND
      } else {
        this.ticks.add(Number(line))
        next = Number(line) + 1
      }
    }
    // It may have been on disk already when the process died.
    if (next !== null && !this.ticks.has(next)) this.unsure.add(next)
  }

  get last(): number {
    return Math.max(0, ...this.ticks)
  }
}

/** Lets the process write for a while, by the seed, kills it, and gives the lines that it said. */
export async function killedRun(folder: string, seed: number, longestMs = 180): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, folder, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const gone = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), gone])
  await new Promise((resolve) => setTimeout(resolve, 10 + ((seed * 7919) % longestMs)))
  child.kill('SIGKILL')
  await gone
  const lines = said.slice(0, said.lastIndexOf('\n') + 1).split('\n')
  return lines.filter((line) => line !== '')
}

export function soundness(folder: string): string[] {
  return ['operations.db', 'history.db'].map((file) => {
    const db = new Sqlite(join(folder, file))
    const found = String(db.pragma('integrity_check', { simple: true }))
    db.close()
    return found
  })
}

/** Stations that were said and are not there, and whatever came in halves. */
export function lostCommands(folder: string, said: Said): string[] {
  const store = openOperations(folder)
  if (isOpenProblem(store)) return [store.detail]
  const { stations } = store.inventory.all()
  const codes = new Set(stations.map(({ code }) => code))
  const lost = [...said.stations].filter((code) => !codes.has(code))
  // Every station came with its row in the trail and its two intervals, or not at all.
  const subjects = new Set(store.audit.page(null, 1_000_000).rows.map(({ subject }) => subject))
  lost.push(...stations.filter(({ id }) => !subjects.has(`station:${id}`)).map(({ code }) => `${code} without its row in the trail`))
  const intervals = store.ledger.between(0, 1e13, null).length
  if (intervals !== stations.length * 2) lost.push(`${intervals} intervals of ${stations.length} stations`)
  store.close()
  return lost
}

type ByTime = Map<number, number>
type ByDevice = Map<number, ByTime>
type Bucket = { count: number; min: number; max: number; mean: number }

function into(all: ByDevice, { deviceId, at, value }: Written): void {
  const known = all.get(deviceId)
  if (known) known.set(at, value)
  else all.set(deviceId, new Map([[at, value]]))
}

/** Samples of days and months are held against what was said; answers what is wrong, in words. */
export function wrongSamples(folder: string, said: Said): string[] {
  // What was gathered is taken up by the next start.
  openHistory(folder).writer.close()
  const sure: ByDevice = new Map()
  const unsure: ByDevice = new Map()
  for (const tick of said.ticks) for (const one of samplesOf(tick)) into(sure, one)
  for (const tick of said.unsure) if (!said.ticks.has(tick)) for (const one of samplesOf(tick)) into(unsure, one)
  const db = new Sqlite(join(folder, 'history.db'), { readonly: true })
  try {
    return db.transaction(() => compare(db, said.last, sure, unsure))()
  } finally {
    db.close()
  }
}

function compare(db: BetterSqlite.Database, last: number, sure: ByDevice, unsure: ByDevice): string[] {
  const wrong: string[] = []
  const today = dayOf(timeOf(last))
  const { waiting, raw } = samplesIn(db, wrong)
  const isKept = (at: number, days: number): boolean => dayOf(at) > today - days
  for (const [deviceId, byTime] of raw) {
    for (const [at, value] of byTime) {
      const expected = sure.get(deviceId)?.get(at) ?? unsure.get(deviceId)?.get(at)
      if (expected === undefined || Math.abs(expected - value) > 1e-9) wrong.push(`${deviceId} at ${at}: ${value} in place of ${expected}`)
    }
  }
  for (const [deviceId, byTime] of sure) {
    for (const at of byTime.keys()) {
      if (isKept(at, RETENTION.rawDays) && raw.get(deviceId)?.has(at) !== true) wrong.push(`${deviceId} at ${at}: lost`)
    }
  }
  const levels: [tables: string[], step: number, days: number][] = [
    [['rollups5m'], STEPS.fiveMinutes, RETENTION.fiveMinuteDays],
    [['rollups1h', 'months1h'], STEPS.hour, RETENTION.hourDays],
    [['months1d'], STEPS.day, RETENTION.dayDays],
  ]
  for (const [tables, step, days] of levels) {
    const found = bucketsIn(db, tables, wrong)
    // Days of the running month are not in a row of their own yet.
    const monthly = tables[0] === 'months1d'
    for (const [deviceId, byTime] of sure) {
      const expected = bucketsOf(byTime, waiting.get(deviceId), step)
      const maybe = bucketsOf(unsure.get(deviceId) ?? new Map(), undefined, step)
      for (const [begin, bucket] of expected) {
        if (!isKept(begin, days - 1) || maybe.has(begin)) continue
        const there = found.get(deviceId)?.get(begin)
        if (!there && monthly) continue
        if (!there || !isSame(there, bucket)) {
          wrong.push(`${tables.join('+')} of ${deviceId} at ${begin}: ${JSON.stringify(there)} in place of ${JSON.stringify(bucket)}`)
        }
      }
      for (const [begin, there] of found.get(deviceId) ?? []) {
        if (isKept(begin, days - 1) && there.count > 0 && !expected.has(begin) && !maybe.has(begin))
          wrong.push(`${tables.join('+')} of ${deviceId} at ${begin}: nothing was written there`)
      }
    }
  }
  return wrong
}

function isSame(a: Bucket, b: Bucket): boolean {
  return a.count === b.count && a.min === b.min && a.max === b.max && Math.abs(a.mean - b.mean) < MEAN_ERROR
}

function bucketsOf(byTime: ByTime, without: ByTime | undefined, step: number): Map<number, Bucket> {
  const sums = new Map<number, { count: number; min: number; max: number; sum: number }>()
  for (const [at, value] of byTime) {
    if (without?.has(at)) continue
    const begin = bucketBegin(at, step)
    const known = sums.get(begin)
    if (!known) sums.set(begin, { count: 1, min: value, max: value, sum: value })
    else {
      known.count++
      known.min = Math.min(known.min, value)
      known.max = Math.max(known.max, value)
      known.sum += value
    }
  }
  return new Map(Array.from(sums, ([begin, { sum, ...rest }]) => [begin, { ...rest, mean: sum / rest.count }]))
}

/** All raw samples, and those that are still in the hot log or in hours: roll-ups have all others. */
function samplesIn(db: BetterSqlite.Database, wrong: string[]): { raw: ByDevice; waiting: ByDevice } {
  const raw: ByDevice = new Map()
  const waiting: ByDevice = new Map()
  for (const table of ['days', 'chunks'] as const) {
    for (const { id, body } of db.prepare<[], { id: number; body: Uint8Array }>(`SELECT id, body FROM ${table}`).iterate()) {
      const chunk = decodeChunk(body)
      if (!chunk) wrong.push(`${table} ${id} cannot be read`)
      chunk?.at.forEach((at, i) => {
        const one = { deviceId: rowDevice(id), at, value: chunk.columns[0]!.values[i]! }
        into(raw, one)
        if (table === 'chunks') into(waiting, one)
      })
    }
  }
  for (const row of db.prepare<[], HotRow>('SELECT crc, head, body FROM hot ORDER BY id').iterate()) {
    const polls = decodeHot(row, () => true)
    if (polls.length === 0) wrong.push('a hot row cannot be read')
    for (const { deviceId, at, readings } of polls) {
      const one = { deviceId, at, value: readings[0]!.value }
      into(raw, one)
      into(waiting, one)
    }
  }
  return { raw, waiting }
}

function bucketsIn(db: BetterSqlite.Database, tables: readonly string[], wrong: string[]): Map<number, Map<number, Bucket>> {
  const found = new Map<number, Map<number, Bucket>>()
  for (const table of tables) {
    for (const { id, body } of db.prepare<[], { id: number; body: Uint8Array }>(`SELECT id, body FROM ${table}`).iterate()) {
      const rollup = decodeRollup(body)
      const column = rollup?.columns[0]
      if (!rollup || !column) {
        wrong.push(`${table} ${id} cannot be read`)
        continue
      }
      const of = found.get(rowDevice(id)) ?? new Map<number, Bucket>()
      found.set(rowDevice(id), of)
      rollup.at.forEach((begin, i) => {
        if (of.has(begin)) wrong.push(`${table} ${id}: ${begin} is there twice`)
        of.set(begin, { count: column.count[i]!, min: column.min[i]!, max: column.max[i]!, mean: column.mean[i]! })
      })
    }
  }
  return found
}

/** How many days went by in the killed process's time. */
export const daysGone = (said: Said): number => (timeOf(said.last) - timeOf(0)) / DAY_MS
