/**
 * Reads samples for an export: piece by piece of time (a day; a month for the coarse levels), device by device within it, each in one consistent read.
 * A day gives the same rows whether it lies in hours, in one row, or still in the hot log; a roll-up that is not made yet is made from what there is.
 */
import type { ExportLevel, SeriesPart } from '../../../shared/model/export.ts'
import { metric, Quality, type MetricKey } from '../../../shared/model/metric.ts'
import type { Db } from '../sqlite.ts'
import type { BookEntry } from './book.ts'
import { decodeChunk, type Chunk, type Column } from './codec.ts'
import type { HotRow } from './hot.ts'
import {
  chunkHour,
  chunkId,
  dayBegin,
  dayOf,
  firstHour,
  HOUR_MS,
  hotBegin,
  hotHour,
  monthBegin,
  monthOf,
  rowId,
  rowPeriod,
} from './keys.ts'
import { columnsOf, joined } from './merge.ts'
import { withDay } from './part.ts'
import { recordPool, type RecordPool } from './pool.ts'
import { decodeRollup } from './rollup-codec.ts'
import { coarser, rollupOf, STEPS, withLate, type Rollup, type RollupColumn } from './rollup.ts'
import { ABSENT, hasValue, NULL_BIT } from './sample.ts'

/** A day (or a month) of the period, cut to it; epoch ms, [from, to). */
export type Piece = { readonly from: number; readonly to: number }
/** What one device has in a piece. `harmed` counts rows of the file that could not be read and are left out. */
export type Found = { readonly parts: readonly SeriesPart[]; readonly harmed: number }
/** What the hot log has of some devices, by day. */
export type Late = ReadonlyMap<number, RecordPool>

const HOURS = 24
type RowTable = 'days' | 'rollups5m' | 'rollups1h' | 'months1h' | 'months1d'
type Names = ReadonlyMap<number, BookEntry>
/** Gathers what could not be read on the way. */
type Harm = { count: number }

export function exportReads(db: Db) {
  const book = db.prepare<[number], BookEntry>(
    'SELECT deviceId, slot, metric, instance, label FROM series WHERE deviceId = ? ORDER BY slot',
  )
  const bodyOf = (table: RowTable | 'chunks') => db.prepare<[number], Buffer>(`SELECT body FROM ${table} WHERE id = ?`).pluck()
  const rows: Record<RowTable | 'chunks', ReturnType<typeof bodyOf>> = {
    chunks: bodyOf('chunks'),
    days: bodyOf('days'),
    rollups5m: bodyOf('rollups5m'),
    rollups1h: bodyOf('rollups1h'),
    months1h: bodyOf('months1h'),
    months1d: bodyOf('months1d'),
  }
  const hot = db.prepare<[number, number], HotRow>('SELECT crc, head, body FROM hot WHERE id >= ? AND id < ?')
  const edges = (table: RowTable | 'chunks' | 'hot') =>
    db.prepare<[], { first: number | null; last: number | null }>(
      `SELECT (SELECT min(id) FROM ${table}) AS first, (SELECT max(id) FROM ${table}) AS last`,
    )
  const ends = {
    chunks: edges('chunks'),
    hot: edges('hot'),
    days: edges('days'),
    rollups5m: edges('rollups5m'),
    rollups1h: edges('rollups1h'),
    months1h: edges('months1h'),
    months1d: edges('months1d'),
  }

  /** Epoch ms that a table's rows reach over; null where it has none. */
  function span(table: keyof typeof ends): Piece | null {
    const { first, last } = ends[table].get()!
    if (first === null || last === null) return null
    if (table === 'hot') return { from: hotHour(first) * HOUR_MS, to: (hotHour(last) + 1) * HOUR_MS }
    if (table === 'chunks') return { from: chunkHour(first) * HOUR_MS, to: (chunkHour(last) + 1) * HOUR_MS }
    const begin = table === 'months1h' || table === 'months1d' ? monthBegin : dayBegin
    return { from: begin(rowPeriod(first)), to: begin(rowPeriod(last) + 1) }
  }

  const SOURCES: Record<ExportLevel, readonly (keyof typeof ends)[]> = {
    raw: ['days', 'chunks', 'hot'],
    '5m': ['rollups5m', 'days', 'chunks', 'hot'],
    '1h': ['months1h', 'rollups1h', 'days', 'chunks', 'hot'],
    '1d': ['months1d', 'rollups1h', 'days', 'chunks', 'hot'],
  }

  /** From when to when there may be samples of a level, epoch ms; null where there are none. */
  function reach(level: ExportLevel): Piece | null {
    const spans = SOURCES[level].map(span).filter((one) => one !== null)
    if (spans.length === 0) return null
    return { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) }
  }

  /** The hot log of some devices in a piece. To be asked before `device`: what is brought into chunks meanwhile is then seen twice, and never not at all. */
  function late(devices: readonly number[], piece: Piece): Late {
    const found = new Map<number, RecordPool>()
    const there = span('hot')
    if (!there) return found
    const wanted = new Set(devices)
    const last = dayOf(Math.min(piece.to, there.to) - 1)
    for (let day = dayOf(Math.max(piece.from, there.from)); day <= last; day++) {
      const pool = recordPool((deviceId) => wanted.has(deviceId))
      const first = firstHour(day)
      for (const row of hot.iterate(hotBegin(first), hotBegin(first + HOURS))) pool.take(row)
      if (pool.devices().length > 0) found.set(day, pool)
    }
    return found
  }

  function namesOf(deviceId: number, metrics: ReadonlySet<MetricKey> | null): Names {
    const wanted = metrics as ReadonlySet<string> | null
    const entries = book.all(deviceId).filter((entry) => wanted === null || wanted.has(entry.metric))
    return new Map(entries.map((entry) => [entry.slot, entry]))
  }

  /** Hours of a day that are not in its row (the running day, late samples), as parts of one chunk, and what the hot log has of it. */
  function loose(deviceId: number, day: number, lately: Late, names: Names, harm: Harm): Chunk[] {
    const wanted = new Set(names.keys())
    const parts: Chunk[] = []
    const there = span('chunks')
    if (there) {
      const first = firstHour(day)
      const end = Math.min(first + HOURS, there.to / HOUR_MS)
      for (let hour = Math.max(first, there.from / HOUR_MS); hour < end; hour++) {
        const body = rows.chunks.get(chunkId(hour, deviceId))
        const chunk = body && decodeChunk(body, wanted)
        if (chunk) parts.push(chunk)
        else if (body) harm.count++
      }
    }
    const polls = lately.get(day)?.polls(deviceId) ?? []
    const hot = columnsOf(polls.map((poll) => ({ ...poll, readings: poll.readings.filter(({ slot }) => wanted.has(slot)) })))
    return hot ? [...parts, hot] : parts
  }

  /** The row of the day's samples; `null` without one that can be read. */
  function dayRow(deviceId: number, day: number, names: Names, harm: Harm): Chunk | null {
    const body = rows.days.get(rowId(day, deviceId))
    const chunk = body ? decodeChunk(body, new Set(names.keys())) : null
    if (body && !chunk) harm.count++
    return chunk
  }

  /** The day's samples in one chunk; of two at the same moment the later written stands. */
  function rawDay(deviceId: number, day: number, lately: Late, names: Names, harm: Harm): Chunk | null {
    const whole = dayRow(deviceId, day, names, harm)
    const parts = loose(deviceId, day, lately, names, harm)
    if (whole && parts.length === 0) return whole
    return joined(whole ? [whole, ...parts] : parts)
  }

  function rollupRow(table: RowTable, deviceId: number, period: number, names: Names, harm: Harm): Rollup | null {
    const body = rows[table].get(rowId(period, deviceId))
    if (!body) return null
    const rollup = decodeRollup(body, new Set(names.keys()))
    if (!rollup) harm.count++
    return rollup
  }

  const stateIn = (names: Names) => (slot: number) => {
    const entry = names.get(slot)
    return entry !== undefined && metric(entry.metric as MetricKey).states !== undefined
  }

  /** A day's roll-up with samples that came since, as the day step will make it: from all samples where they are kept, else added to what is there. */
  function renewed(there: Rollup, parts: readonly Chunk[], deviceId: number, day: number, names: Names, harm: Harm): Rollup {
    const whole = dayRow(deviceId, day, names, harm)
    const samples = joined(whole ? [whole, ...parts] : parts)
    if (!samples) return there
    const fresh = rollupOf(samples, there.step, stateIn(names))
    return whole ? fresh : withLate(there, fresh)
  }

  /** A day at 5 minutes or an hour: its row with what came since, else made from its samples. */
  function rollupDay(
    table: 'rollups5m' | 'rollups1h',
    deviceId: number,
    day: number,
    lately: Late,
    names: Names,
    harm: Harm,
  ): Rollup | null {
    const row = rollupRow(table, deviceId, day, names, harm)
    if (row) {
      const parts = loose(deviceId, day, lately, names, harm)
      return parts.length === 0 ? row : renewed(row, parts, deviceId, day, names, harm)
    }
    const samples = rawDay(deviceId, day, lately, names, harm)
    return samples && rollupOf(samples, table === 'rollups5m' ? STEPS.fiveMinutes : STEPS.hour, stateIn(names))
  }

  /** A month at an hour or a day. Rows of its days beside its own take the place of what it has of them. */
  function rollupMonth(level: '1h' | '1d', deviceId: number, piece: Piece, lately: Late, names: Names, harm: Harm): Rollup | null {
    const step = level === '1h' ? STEPS.hour : STEPS.day
    let whole = rollupRow(level === '1h' ? 'months1h' : 'months1d', deviceId, monthOf(piece.from), names, harm)
    const days: Rollup[] = []
    const last = dayOf(piece.to - 1)
    for (let day = dayOf(piece.from); day <= last; day++) {
      if (!whole) {
        const rollup = rollupDay('rollups1h', deviceId, day, lately, names, harm)
        if (rollup) days.push(rollup)
        continue
      }
      const row = rollupRow('rollups1h', deviceId, day, names, harm)
      const parts = loose(deviceId, day, lately, names, harm)
      if (row) whole = withDay(whole, day, () => coarser([row], step))
      if (parts.length > 0) whole = withDay(whole, day, (there) => renewed(there, parts, deviceId, day, names, harm))
    }
    if (whole) return whole
    return days.length === 0 ? null : coarser(days, step)
  }

  return {
    reach,
    late,
    /** What a device has in a piece: one day for `raw` and `5m`, within one month for the others. */
    device(deviceId: number, level: ExportLevel, piece: Piece, metrics: ReadonlySet<MetricKey> | null, lately: Late): Found {
      const names = namesOf(deviceId, metrics)
      if (names.size === 0) return { parts: [], harmed: 0 }
      const harm: Harm = { count: 0 }
      const day = dayOf(piece.from)
      if (level === 'raw') {
        const chunk = rawDay(deviceId, day, lately, names, harm)
        const parts = chunk?.columns.flatMap((column) => rawPart(names.get(column.slot), chunk.at, column, piece)) ?? []
        return { parts, harmed: harm.count }
      }
      const rollup =
        level === '5m'
          ? rollupDay('rollups5m', deviceId, day, lately, names, harm)
          : rollupMonth(level, deviceId, piece, lately, names, harm)
      const parts = rollup?.columns.flatMap((column) => bucketPart(names.get(column.slot), rollup.at, column, piece)) ?? []
      return { parts, harmed: harm.count }
    },
  }
}

type Named = Pick<SeriesPart, 'deviceId' | 'metric' | 'instance' | 'label'>
const named = ({ deviceId, metric, instance, label }: BookEntry): Named => ({ deviceId, metric: metric as MetricKey, instance, label })

/** The samples of a column in the piece; none where a poll did not have the reading. */
function rawPart(entry: BookEntry | undefined, at: Float64Array, { states, values }: Column, piece: Piece): SeriesPart[] {
  if (!entry) return []
  const times: number[] = []
  const value: number[] = []
  const quality: Quality[] = []
  for (let i = 0; i < at.length; i++) {
    const state = states[i]!
    if (state === ABSENT || at[i]! < piece.from || at[i]! >= piece.to) continue
    times.push(at[i]!)
    value.push(hasValue(state) ? values[i]! : Number.NaN)
    quality.push(Quality.options[state & ~NULL_BIT]!)
  }
  return times.length === 0 ? [] : [{ ...named(entry), at: times, samples: { kind: 'raw', value, quality } }]
}

/** Buckets that had any sample of this series and begin in the piece. */
function bucketPart(entry: BookEntry | undefined, at: Float64Array, column: RollupColumn, piece: Piece): SeriesPart[] {
  if (!entry) return []
  const rows: number[] = []
  for (let i = 0; i < at.length; i++) {
    if (at[i]! >= piece.from && at[i]! < piece.to && column.count[i]! + column.bad[i]! > 0) rows.push(i)
  }
  if (rows.length === 0) return []
  const pick = (values: ArrayLike<number>): number[] => rows.map((i) => values[i]!)
  const { min, max, mean, last, count, bad } = column
  const samples = {
    kind: 'buckets',
    min: pick(min),
    max: pick(max),
    mean: pick(mean),
    last: pick(last),
    count: pick(count),
    bad: pick(bad),
  } as const
  return [{ ...named(entry), at: pick(at), samples }]
}
