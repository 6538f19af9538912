/** Ranks stations over a period by one metric: device by device, so that its caller can do something else in between, or stop. */
import type { Resolution, Worst, WorstBy, WorstRow } from '../../../shared/contract/history.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'
import type { Steps } from '../steps.ts'
import { coarserOf, scanResolution, STEP_OF } from './resolution.ts'
import { STEPS } from './rollup.ts'
import type { IndexEntry, Period, ReadHistory, SeriesReads } from './series.ts'
import { eachState } from './states.ts'
import { stretchOf } from './stretch.ts'
import { meanOf, summed, type Sum } from './sums.ts'

export type WorstRequest = Period & {
  readonly metric: MetricKey
  /** Whose station each device is; others are not looked at. */
  readonly stationOf: ReadonlyMap<number, number>
  readonly by: WorstBy
  /** The state whose seconds count. */
  readonly code: number | null
  readonly end: 'lowest' | 'highest'
  readonly n: number
}

/** A period is looked through in so many buckets or more. */
const BUCKETS_AT_LEAST = 12

type Candidate = WorstRow & { readonly slot: number; readonly drawnFrom: Resolution }

export function* worst(read: ReadHistory, request: WorstRequest): Steps<Worst> {
  const { metric, stationOf, end, n } = request
  const resolution = scanResolution(request.from, request.to, BUCKETS_AT_LEAST)
  const series = read<IndexEntry[]>([], (reads) => reads.ofMetric(metric)).filter(({ deviceId }) => stationOf.has(deviceId))
  const byStation = new Map<number, Candidate>()
  const before = (a: Candidate, b: Candidate) => (end === 'lowest' ? a.value - b.value : b.value - a.value) || a.deviceId - b.deviceId
  let drawnFrom: Resolution = 'raw'
  for (const [deviceId, entries] of Map.groupBy(series, (one) => one.deviceId)) {
    const stationId = stationOf.get(deviceId)!
    for (const one of read<Candidate[]>([], (reads) => candidates(reads, stationId, entries, request, resolution))) {
      drawnFrom = coarserOf(drawnFrom, one.drawnFrom)
      const best = byStation.get(stationId)
      if (!best || before(one, best) < 0) byStation.set(stationId, one)
    }
    yield
  }
  const ranked = [...byStation.values()].sort(before).slice(0, n)
  const rows: WorstRow[] = []
  for (const { slot, drawnFrom, ...row } of ranked) {
    if (row.at === null) rows.push(row)
    else {
      const bucket = { from: row.at, to: row.at + STEP_OF[drawnFrom] }
      const exact = drawnFrom === 'raw' ? null : read(null, (reads) => momentOf(reads, row, slot, bucket))
      rows.push({ ...row, at: exact ?? row.at })
      yield
    }
  }
  return { resolution: drawnFrom, stations: byStation.size, rows }
}

function candidates(
  reads: SeriesReads,
  stationId: number,
  entries: readonly IndexEntry[],
  request: WorstRequest,
  resolution: Resolution,
): Candidate[] {
  const { by, code } = request
  const { deviceId, metric } = entries[0]!
  const pieces = reads.pieces(deviceId, metric, new Set(entries.map(({ slot }) => slot)), request, resolution)
  return entries.flatMap(({ slot, instance, label }) => {
    const sum = summed(pieces, slot)
    if (!sum || (sum.count === 0 && by !== 'seconds')) return []
    let seconds = 0
    if (by === 'seconds') {
      for (const piece of pieces) eachState(piece, slot, STEPS.hour, (_at, one, more) => (seconds += one === code ? more : 0))
    }
    const { value, at } = by === 'seconds' ? { value: seconds, at: null } : figure(sum, by)
    const samples = sum.count + sum.bad
    return [{ stationId, deviceId, instance, label, value, at, samples, bad: sum.bad, slot, drawnFrom: sum.resolution }]
  })
}

function figure(sum: Sum, by: Exclude<WorstBy, 'seconds'>): { value: number; at: number | null } {
  if (by === 'min') return { value: sum.min, at: sum.minAt }
  if (by === 'max') return { value: sum.max, at: sum.maxAt }
  return { value: meanOf(sum), at: null }
}

/** When the value was, within a bucket that has it: as exactly as finer classes still tell. */
function momentOf(reads: SeriesReads, { deviceId, value }: WorstRow, slot: number, bucket: Period): number | null {
  for (const piece of reads.pieces(deviceId, null, new Set([slot]), bucket, 'raw')) {
    const stretch = stretchOf(piece, slot)
    if (!stretch) continue
    const { at, min, max } = stretch
    for (let i = 0; i < at.length; i++) if (min[i] === value || max[i] === value) return Math.max(at[i]!, bucket.from)
  }
  return null
}
