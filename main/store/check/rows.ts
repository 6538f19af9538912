/** Every row of history.db read and decoded, in steps: harmed ones are counted and named, roll-ups are compared with the raw samples that are still there. */
import { isDeepStrictEqual } from 'node:util'
import { decodeChunk, type Chunk } from '../history/codec.ts'
import { decodeHot, findInHead, unpackHot, type HotRow } from '../history/hot.ts'
import { rowDevice, rowId, rowPeriod } from '../history/keys.ts'
import { decodeRollup, encodeRollup } from '../history/rollup-codec.ts'
import { rollupOf, STEPS } from '../history/rollup.ts'
import { tablesOf, type Tables } from '../history/tables.ts'
import { problemKind } from '../problem.ts'
import type { Db } from '../sqlite.ts'

export type TableFound = {
  readonly table: string
  rows: number
  bytes: number
  /** Rows whose checksum or content is wrong. */
  harmed: number
  /** The first of them. */
  first: string | null
  /** Why the table could not be read to its end. */
  unreadable: string | null
  /** Rows that do not stand in the order of their numbers. */
  disordered: number
}
export type RowsFound = {
  readonly tables: TableFound[]
  /** Days whose roll-ups were compared with their raw samples, and those that differ. */
  compared: number
  differing: number
  /** Columns in rows of which no series tells, and series of which no row has anything. */
  unnamed: number
  empty: number
}

/** Of the newest rows of the day, one in so many is compared with its roll-ups; all of them where that is asked for. */
const SAMPLED = 16
const BYTES_AT_ONCE = 1024 * 1024
const ROWS_AT_ONCE = 16

type Row = { id: number; body: Buffer }
/** Slots by device. */
type Slots = Map<number, Set<number>>

function note(slots: Slots, deviceId: number, columns: readonly { readonly slot: number }[]): void {
  let known = slots.get(deviceId)
  if (!known) slots.set(deviceId, (known = new Set()))
  for (const { slot } of columns) known.add(slot)
}

const found = (table: string): TableFound => ({ table, rows: 0, bytes: 0, harmed: 0, first: null, unreadable: null, disordered: 0 })

/** Reads a table by its ids, `check` says whether a row is sound; a table that cannot be read ends there. */
function* walkTable<R extends { id: number }>(
  into: TableFound,
  read: (after: number, most: number) => R[],
  sizeOf: (row: R) => number,
  check: (row: R) => boolean,
): Generator<number> {
  let after = Number.MIN_SAFE_INTEGER
  let unsaid = 0
  try {
    for (;;) {
      const rows = read(after, ROWS_AT_ONCE)
      for (const row of rows) {
        if (row.id <= after) into.disordered++
        after = Math.max(after, row.id)
        into.rows++
        into.bytes += sizeOf(row)
        unsaid += sizeOf(row)
        if (!check(row)) {
          into.harmed++
          into.first ??= String(row.id)
        }
      }
      if (rows.length === 0) break
      if (unsaid >= BYTES_AT_ONCE) {
        yield unsaid
        unsaid = 0
      }
    }
  } catch (error) {
    if (problemKind(error) !== 'broken') throw error
    into.unreadable = error instanceof Error ? error.message : String(error)
  }
  yield unsaid
}

function compare(tables: Tables, day: number, deviceId: number, chunk: Chunk, into: RowsFound): void {
  const body = tables.rollups5m.get(day, deviceId)
  if (!body) return
  into.compared++
  const expected = encodeRollup(rollupOf(chunk, STEPS.fiveMinutes, tables.states(deviceId)))
  if (body.equals(expected)) return
  // Another version of the codec may say the same in other bytes. A harmed row is told elsewhere.
  const stored = decodeRollup(body)
  if (stored && !isDeepStrictEqual(stored, decodeRollup(expected))) into.differing++
}

/** `all`: every day is compared with its roll-ups. Progress in bytes of rows. */
export function* walkRows(db: Db, all: boolean): Generator<number, RowsFound> {
  const tables = tablesOf(db)
  const slots: Slots = new Map()
  const result: RowsFound = { tables: [], compared: 0, differing: 0, unnamed: 0, empty: 0 }
  const of = (table: string): TableFound => {
    const made = found(table)
    result.tables.push(made)
    return made
  }
  const hot = db.prepare<[number, number], HotRow & { id: number }>('SELECT id, crc, head, body FROM hot WHERE id > ? ORDER BY id LIMIT ?')
  yield* walkTable(
    of('hot'),
    (after, most) => hot.all(after, most),
    (row) => row.head.length + row.body.length,
    (row) => {
      if (!unpackHot(row)) return false
      const wanted = findInHead(row.head, () => true).records.length
      const polls = decodeHot(row, () => true)
      for (const { deviceId, readings } of polls) note(slots, deviceId, readings)
      return polls.length === wanted
    },
  )
  const bodies = (table: string) => {
    const some = db.prepare<[number, number], Row>(`SELECT id, body FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`)
    return (after: number, most: number): Row[] => some.all(after, most)
  }
  const sizeOf = ({ body }: Row): number => body.length
  for (const table of ['chunks', 'days'] as const) {
    let days = 0
    yield* walkTable(of(table), bodies(table), sizeOf, ({ id, body }) => {
      const chunk = decodeChunk(body)
      if (!chunk) return false
      note(slots, rowDevice(id), chunk.columns)
      if (table === 'days' && (all || days++ % SAMPLED === 0)) compare(tables, rowPeriod(id), rowDevice(id), chunk, result)
      return true
    })
  }
  for (const table of ['rollups5m', 'rollups1h', 'months1h', 'months1d'] as const)
    yield* walkTable(of(table), bodies(table), sizeOf, ({ id, body }) => {
      const rollup = decodeRollup(body)
      if (rollup) note(slots, rowDevice(id), rollup.columns)
      return rollup !== null
    })
  const series = db.prepare<[], { deviceId: number; slot: number }>('SELECT deviceId, slot FROM series')
  const named = new Set<number>()
  for (const { deviceId, slot } of series.iterate()) {
    named.add(rowId(slot, deviceId))
    if (!slots.get(deviceId)?.has(slot)) result.empty++
  }
  for (const [deviceId, known] of slots) for (const slot of known) if (!named.has(rowId(slot, deviceId))) result.unnamed++
  yield 0
  return result
}
