/** Finds what a period of a device is drawn from: for each day or month the class that is wanted, or what there is instead. Nothing is counted twice, nothing left out. */
import type { Resolution } from '../../../shared/contract/history.ts'
import type { Db } from '../sqlite.ts'
import type { HotCache } from './hot-index.ts'
import { dayBegin, dayOf, monthBegin, monthOf, rowBegin, rowPeriod } from './keys.ts'
import { looseSamples } from './loose.ts'
import { joined } from './merge.ts'
import { INSTEAD } from './resolution.ts'
import { rollupOf, withLate, type Rollup } from './rollup.ts'
import { finishedRows, type RollupTable, type RowCaches } from './rows.ts'
import { placeOf, type Piece } from './stretch.ts'

export type Caches = RowCaches & { readonly hot: HotCache }
export type PeriodRows = {
  /** By rising time, without overlap. Call it within one read transaction. */
  pieces(asked: PieceRequest): Piece[]
  /** Looks at what has come since, so that the next question need not. */
  follow(): void
}
export type PieceRequest = {
  readonly deviceId: number
  readonly wanted: ReadonlySet<number>
  /** Which slots hold codes of states. */
  readonly isState: (slot: number) => boolean
  /** Epoch ms, [from, to). */
  readonly from: number
  readonly to: number
  readonly resolution: Resolution
}

type Extent = { readonly first: number; readonly end: number }
type State = { version: number; extent: Extent | null; revisions: Map<number, number> }
/** One question's way through months and days. */
type Walk = PieceRequest & { readonly months: Map<number, Rollup | null> }

const DAYS_TABLES = ['days', 'rollups5m', 'rollups1h'] as const
const MONTHS_TABLES = ['months1h', 'months1d'] as const

export function periodRows(db: Db, caches: Caches): PeriodRows {
  const rows = finishedRows(db, caches)
  const loose = looseSamples(db, caches.hot)
  const version = db.prepare<[], number>('PRAGMA data_version').pluck()
  const revisions = db.prepare<[], { day: number; revision: number }>('SELECT day, revision FROM revisions')
  const daysInMonth = db.prepare<[number, number], number>('SELECT 1 FROM rollups1h WHERE id >= ? AND id < ? LIMIT 1').pluck()
  const ends = (table: string) =>
    db.prepare<[], { first: number | null; last: number | null }>(
      `SELECT (SELECT min(id) FROM ${table}) AS first, (SELECT max(id) FROM ${table}) AS last`,
    )
  const extents = [
    ...DAYS_TABLES.map((table) => ({ of: ends(table), begin: dayBegin })),
    ...MONTHS_TABLES.map((table) => ({ of: ends(table), begin: monthBegin })),
  ]
  let known: State | null = null

  /** Looked up anew only after another connection has written. */
  function state(): State {
    const now = version.get() ?? 0
    if (known?.version === now) return known
    const days = loose.days()
    let first = days.length > 0 ? dayBegin(days[0]!) : Infinity
    let end = days.length > 0 ? dayBegin(days.at(-1)! + 1) : -Infinity
    for (const { of, begin } of extents) {
      const found = of.get()
      if (!found || found.first === null || found.last === null) continue
      first = Math.min(first, begin(rowPeriod(found.first)))
      end = Math.max(end, begin(rowPeriod(found.last) + 1))
    }
    const rewritten = new Map(revisions.all().map(({ day, revision }) => [day, revision]))
    return (known = { version: now, extent: first < end ? { first, end } : null, revisions: rewritten })
  }

  const dayRevision = (day: number): number => known?.revisions.get(day) ?? 0

  /** A month was written anew when any of its days was. */
  function monthRevision(month: number): number {
    if (!known || known.revisions.size === 0) return 0
    let sum = 0
    const end = dayOf(monthBegin(month + 1))
    for (let day = dayOf(monthBegin(month)); day < end; day++) sum += dayRevision(day)
    return sum
  }

  function dayRow({ deviceId, wanted }: Walk, table: RollupTable, day: number): Rollup | null {
    return rows.rollup(table, day, deviceId, wanted, dayRevision(day))
  }

  function monthRow(walk: Walk, table: RollupTable, month: number): Rollup | null {
    const key = month * 2 + (table === 'months1d' ? 1 : 0)
    const before = walk.months.get(key)
    if (before !== undefined) return before
    const found = rows.rollup(table, month, walk.deviceId, walk.wanted, monthRevision(month))
    walk.months.set(key, found)
    return found
  }

  function dayRollup(walk: Walk, resolution: Exclude<Resolution, 'raw'>, day: number): Rollup | null {
    const month = monthOf(dayBegin(day))
    if (resolution === '5m') return dayRow(walk, 'rollups5m', day)
    // A row of its own says more than the month's: what is in it could not be put there yet.
    const own = dayRow(walk, 'rollups1h', day)
    if (resolution === '1h') return own ?? cut(monthRow(walk, 'months1h', month), day)
    return own ? null : cut(monthRow(walk, 'months1d', month), day)
  }

  /** What a day is drawn from. Samples that came late are not in its rows yet. */
  function dayPiece(walk: Walk, day: number, late: ReadonlySet<number>): Piece | null {
    const { deviceId, wanted, isState } = walk
    const span = { from: Math.max(walk.from, dayBegin(day)), to: Math.min(walk.to, dayBegin(day + 1)) }
    const more = late.has(day) ? loose.of(day, deviceId, wanted) : null
    let raw: ReturnType<typeof rows.day> | undefined
    const rawRow = () => (raw === undefined ? (raw = rows.day(day, deviceId, wanted, dayRevision(day))) : raw)
    // With the day's own samples at hand the late ones are put among them: one that came twice counts once.
    if (more && rawRow()) return { ...span, resolution: 'raw', chunk: joined([rawRow()!, more])!, rollup: null }
    for (const resolution of INSTEAD[walk.resolution]) {
      if (resolution === 'raw') {
        const chunk = rawRow()
        if (chunk) return { ...span, resolution, chunk, rollup: null }
        continue
      }
      const found = dayRollup(walk, resolution, day)
      if (!found) continue
      const rollup = more ? withLate(found, rollupOf(more, found.step, isState)) : found
      return { ...span, resolution, chunk: null, rollup }
    }
    return more && { ...span, resolution: 'raw', chunk: more, rollup: null }
  }

  return {
    follow: () => loose.follow(),
    pieces(asked) {
      const { extent } = state()
      if (!extent) return []
      const walk: Walk = { ...asked, from: Math.max(asked.from, extent.first), to: Math.min(asked.to, extent.end), months: new Map() }
      if (!(walk.from < walk.to)) return []
      const late = new Set(loose.days())
      const found: Piece[] = []
      const lastMonth = monthOf(walk.to - 1)
      for (let month = monthOf(walk.from); month <= lastMonth; month++) {
        const from = Math.max(walk.from, monthBegin(month))
        const to = Math.min(walk.to, monthBegin(month + 1))
        const whole = wholeMonth(walk, month, monthRow)
        const ownDays =
          whole !== null && daysInMonth.get(rowBegin(dayOf(monthBegin(month))), rowBegin(dayOf(monthBegin(month + 1)))) !== undefined
        // A month's row stands for all of its days but those that have more to say.
        let done = from
        for (let day = dayOf(from); day <= dayOf(to - 1); day++) {
          if (whole && !late.has(day) && !(ownDays && dayRow(walk, 'rollups1h', day))) continue
          if (whole && done < dayBegin(day)) found.push({ ...whole, from: done, to: dayBegin(day) })
          const piece = dayPiece(walk, day, late)
          if (piece) found.push(piece)
          done = dayBegin(day + 1)
        }
        if (whole && done < to) found.push({ ...whole, from: done, to })
      }
      return found
    },
  }
}

type Whole = { readonly resolution: Resolution; readonly chunk: null; readonly rollup: Rollup }

/** The row that has the whole month as it is wanted, or more finely. */
function wholeMonth(walk: Walk, month: number, monthRow: (walk: Walk, table: RollupTable, month: number) => Rollup | null): Whole | null {
  const days = walk.resolution === '1d' ? monthRow(walk, 'months1d', month) : null
  if (days) return { resolution: '1d', chunk: null, rollup: days }
  const hours = walk.resolution === '1d' || walk.resolution === '1h' ? monthRow(walk, 'months1h', month) : null
  return hours && { resolution: '1h', chunk: null, rollup: hours }
}

/** The month's row where it has anything of the day: a piece is cut to its time where it is drawn. */
function cut(month: Rollup | null, day: number): Rollup | null {
  if (!month) return null
  const begin = month.at[placeOf(month.at, dayBegin(day))]
  return begin !== undefined && begin < dayBegin(day + 1) ? month : null
}
