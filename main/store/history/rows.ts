/** Reads the rows of finished days and months, column by column, and remembers what was decoded until the row is written anew. */
import type { Db } from '../sqlite.ts'
import { decodeChunk, type Chunk, type Column } from './codec.ts'
import { rowId } from './keys.ts'
import { lru, type Lru } from './lru.ts'
import { decodeRollup } from './rollup-codec.ts'
import type { Rollup, RollupColumn } from './rollup.ts'

export const ROLLUP_TABLES = ['rollups5m', 'rollups1h', 'months1h', 'months1d'] as const
export type RollupTable = (typeof ROLLUP_TABLES)[number]

/** A row as far as it was decoded; null for a column that it does not have. */
type Known<C> = { readonly revision: number; readonly step: number; readonly at: Float64Array; readonly columns: Map<number, C | null> }
type Decoded<C> = { readonly step: number; readonly at: Float64Array; readonly columns: C[] }

export type FinishedRows = {
  /** The raw samples of a day; null where there is no row, or a harmed one. `revision`: how often rows of this time were written anew. */
  day(day: number, deviceId: number, wanted: ReadonlySet<number>, revision: number): Chunk | null
  /** `period`: the day, or of a table of months the month. */
  rollup(table: RollupTable, period: number, deviceId: number, wanted: ReadonlySet<number>, revision: number): Rollup | null
}

/** What finished rows may weigh in memory, decoded. */
export type RowCaches = { readonly days: Lru<Known<Column>>; readonly rollups: Lru<Known<RollupColumn>> }

export function rowCaches(megabytes: number): RowCaches {
  const half = (megabytes / 2) * 1024 * 1024
  return { days: lru(half), rollups: lru(half) }
}

const BYTES_AN_ENTRY = 200

export function finishedRows(db: Db, caches: RowCaches): FinishedRows {
  const select = (table: string) => db.prepare<[number], Buffer>(`SELECT body FROM ${table} WHERE id = ?`).pluck()
  const day = select('days')
  const rollups = ROLLUP_TABLES.map((table) => ({ table, body: select(table) }))
  return {
    day(period, deviceId, wanted, revision) {
      const id = rowId(period, deviceId)
      const read = (slots: ReadonlySet<number>) => {
        const body = day.get(id)
        const found = body ? decodeChunk(body, slots) : null
        return found && { step: 0, ...found }
      }
      return remembered(caches.days, id, revision, wanted, read, ({ states, values }) => states.byteLength + values.byteLength)
    },
    rollup(table, period, deviceId, wanted, revision) {
      const place = ROLLUP_TABLES.indexOf(table)
      const id = rowId(period, deviceId)
      const read = (slots: ReadonlySet<number>) => {
        const body = rollups[place]!.body.get(id)
        return body ? decodeRollup(body, slots) : null
      }
      return remembered(caches.rollups, id * rollups.length + place, revision, wanted, read, weightOf)
    },
  }
}

function without(wanted: ReadonlySet<number>, known: ReadonlyMap<number, unknown>): ReadonlySet<number> {
  return new Set([...wanted].filter((slot) => !known.has(slot)))
}

/** Only rows that are there are remembered: one that is missing may come at any time. */
function remembered<C extends { slot: number }>(
  cache: Lru<Known<C>>,
  key: number,
  revision: number,
  wanted: ReadonlySet<number>,
  read: (slots: ReadonlySet<number>) => Decoded<C> | null,
  bytes: (column: C) => number,
): Decoded<C> | null {
  let known = cache.get(key)
  if (known?.revision !== revision) known = undefined
  const missing = known ? without(wanted, known.columns) : wanted
  if (!known || missing.size > 0) {
    const found = read(missing)
    if (!found) return null
    known = { revision, step: found.step, at: found.at, columns: new Map(known?.columns) }
    for (const slot of missing) known.columns.set(slot, null)
    for (const column of found.columns) known.columns.set(column.slot, column)
    let weight = BYTES_AN_ENTRY + known.at.byteLength
    for (const column of known.columns.values()) weight += BYTES_AN_ENTRY + (column ? bytes(column) : 0)
    cache.set(key, known, weight)
  }
  const columns: C[] = []
  for (const slot of wanted) {
    const column = known.columns.get(slot)
    if (column) columns.push(column)
  }
  return { step: known.step, at: known.at, columns }
}

function weightOf({ min, seconds }: RollupColumn): number {
  // Five columns of 8 bytes, two of 4, and one of 8 for each state.
  return min.byteLength * (6 + (seconds?.size ?? 0))
}
