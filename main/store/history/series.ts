/** Draws series from history.db: the one way from "series, period, pixels" to points, at the resolution that fits. */
import { METRICS, type MetricKey } from '../../../shared/model/metric.ts'
import type { Resolution, Series, SeriesRequest, StateSeries } from '../../../shared/contract/history.ts'
import type { Db } from '../sqlite.ts'
import type { BookEntry } from './book.ts'
import { hotCache } from './hot-index.ts'
import { periodRows, type Caches, type PeriodRows } from './period.ts'
import { noPoints, pointsOf } from './points.ts'
import { coarserOf, resolutionFor, STEP_OF, widthFor } from './resolution.ts'
import { rowCaches } from './rows.ts'
import { coarsest, statePoints } from './states.ts'
import { stretchOf, type Piece, type Stretch } from './stretch.ts'

/** Epoch ms, [from, to); `pixels`: points a line has at most. */
export type Period = { readonly from: number; readonly to: number }
export type Screen = Period & { readonly pixels: number }
/** What history knows of a device's series. */
export type IndexEntry = SeriesRequest & { label: string; slot: number }

/** The far ends of what a date can be: whatever is asked for beyond is not there. */
const LATEST = 8.64e15

export const FINISHED_MB = 64
export const HOT_MB = 24

export function newCaches(): Caches {
  return { ...rowCaches(FINISHED_MB), hot: hotCache(HOT_MB) }
}

export type SeriesReads = ReturnType<typeof seriesReads>
/** Does some reading in one transaction; `empty` is the answer where there is no file, or a harmed one. */
export type ReadHistory = <T>(empty: T, work: (reads: SeriesReads) => T) => T

/** Each call reads within one transaction of its caller's. */
export function seriesReads(db: Db, caches: Caches) {
  const book = db.prepare<[number], BookEntry>(
    'SELECT deviceId, slot, metric, instance, label FROM series WHERE deviceId = ? ORDER BY slot',
  )
  const byMetric = db.prepare<[string], Omit<BookEntry, 'metric'>>(
    'SELECT deviceId, slot, instance, label FROM series WHERE metric = ? ORDER BY deviceId, slot',
  )
  const rows = periodRows(db, caches)

  /** Series of metrics that this program knows. */
  function entries(deviceId: number): IndexEntry[] {
    return book.all(deviceId).flatMap((entry) => (isMetric(entry.metric) ? [{ ...entry, metric: entry.metric }] : []))
  }

  function asked(deviceId: number, requests: readonly SeriesRequest[]): { known: IndexEntry[]; found: (IndexEntry | null)[] } {
    const known = entries(deviceId)
    return {
      known,
      found: requests.map(({ metric, instance }) => known.find((one) => one.metric === metric && one.instance === instance) ?? null),
    }
  }

  return {
    entries,
    follow: () => rows.follow(),
    /** All series of a metric, by device. */
    ofMetric: (metric: MetricKey): IndexEntry[] => byMetric.all(metric).map((entry) => ({ ...entry, metric })),
    /** What there is of some slots of a device; `metric`: the one they are all of, null where seconds of states are not asked for. */
    pieces(deviceId: number, metric: MetricKey | null, wanted: ReadonlySet<number>, period: Period, resolution: Resolution): Piece[] {
      const isState = () => metric !== null && isStateMetric(metric)
      return rows.pieces({ deviceId, wanted, isState, ...bounded(period), resolution })
    },
    /** Series of one device, in the order they are asked for; empty columns for one that is not known. */
    device(deviceId: number, requests: readonly SeriesRequest[], screen: Screen): Series[] {
      const { known, found } = asked(deviceId, requests)
      const wanted = new Set(found.flatMap((entry) => entry?.slot ?? []))
      const drawn = wanted.size > 0 ? draw(rows, known, deviceId, wanted, screen) : null
      return requests.map((request, i) => {
        const entry = found[i]
        const line = entry && drawn?.get(entry.slot)
        return line
          ? { ...request, label: entry.label, ...line }
          : { ...request, label: entry?.label ?? '', resolution: 'raw', ...noPoints() }
      })
    },
    /** Seconds of states of one device's series; none for a metric that has no states. */
    states(deviceId: number, requests: readonly SeriesRequest[], screen: Screen): StateSeries[] {
      const { found } = asked(deviceId, requests)
      const slots = new Set(found.flatMap((entry) => (entry && isStateMetric(entry.metric) ? entry.slot : [])))
      const { from, to } = bounded(screen)
      const resolution = resolutionFor(from, to, screen.pixels)
      const pieces =
        from < to && slots.size > 0
          ? rows.pieces({ deviceId, wanted: slots, isState: (slot) => slots.has(slot), from, to, resolution })
          : []
      const drawnFrom = coarsest(pieces)
      const width = widthFor(from, to, screen.pixels, coarserOf(drawnFrom, resolution))
      return requests.map((request, i) => {
        const entry = found[i]
        const points = entry && slots.has(entry.slot) ? statePoints(pieces, entry.slot, width) : noStates()
        return { ...request, label: entry?.label ?? '', resolution: drawnFrom, width, ...points }
      })
    },
  }
}

const noStates = (): Pick<StateSeries, 'at' | 'states'> => ({ at: new Float64Array(0), states: [] })

function bounded({ from, to }: Period): Period {
  return { from: Math.max(from, 0), to: Math.min(to, LATEST) }
}

type Line = Omit<Series, keyof SeriesRequest | 'label'>

function draw(
  rows: PeriodRows,
  known: readonly IndexEntry[],
  deviceId: number,
  wanted: ReadonlySet<number>,
  screen: Screen,
): Map<number, Line> {
  const { pixels } = screen
  const { from, to } = bounded(screen)
  const states = new Set(known.filter(({ metric }) => isStateMetric(metric)).map(({ slot }) => slot))
  const lines = new Map<number, Line>()
  const stretches = (slots: ReadonlySet<number>, resolution: Resolution) => {
    const pieces = rows.pieces({ deviceId, wanted: slots, isState: (slot) => states.has(slot), from, to, resolution })
    return new Map([...slots].map((slot) => [slot, pieces.flatMap((piece) => stretchOf(piece, slot) ?? [])]))
  }
  const take = (found: ReadonlyMap<number, Stretch[]>, resolution: Resolution) => {
    for (const [slot, list] of found) {
      const drawnFrom = list.reduce<Resolution>((coarsest, one) => coarserOf(coarsest, one.resolution), 'raw')
      // Where hours stand in for samples, points are whole hours: a bucket must not begin in one point and have its samples in the next.
      const fits = STEP_OF[drawnFrom] <= (to - from) / pixels
      const width = widthFor(from, to, pixels, fits ? coarserOf(resolution, drawnFrom) : resolution)
      lines.set(slot, { resolution: drawnFrom, ...pointsOf(list, from, pixels, width) })
    }
  }
  if (!(from < to)) return lines
  const resolution = resolutionFor(from, to, pixels)
  const found = stretches(wanted, resolution)
  take(found, resolution)
  // Of a series with few samples the samples themselves are shown.
  const few = new Set([...wanted].filter((slot) => lines.get(slot)?.resolution !== 'raw' && samplesIn(found.get(slot)!) <= pixels))
  if (few.size > 0) take(stretches(few, 'raw'), 'raw')
  return lines
}

function samplesIn(stretches: readonly Stretch[]): number {
  let sum = 0
  for (const { count, bad } of stretches) for (let i = 0; i < count.length; i++) sum += count[i]! + bad[i]!
  return sum
}

export function isMetric(key: string): key is MetricKey {
  return Object.hasOwn(METRICS, key)
}

export function isStateMetric(key: MetricKey): boolean {
  return 'states' in METRICS[key]
}
