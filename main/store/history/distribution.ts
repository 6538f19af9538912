/** How the values of one metric lie over a period, of many series together; device by device like `worst`. */
import type { Distribution, Resolution } from '../../../shared/contract/history.ts'
import type { MetricKey } from '../../../shared/model/metric.ts'
import type { Steps } from '../steps.ts'
import { decimalsOf } from './book.ts'
import { coarserOf, scanResolution } from './resolution.ts'
import { STEPS } from './rollup.ts'
import { isStateMetric, type IndexEntry, type Period, type ReadHistory } from './series.ts'
import { powerOf } from './sample.ts'
import { Spread } from './spread.ts'
import { eachState } from './states.ts'
import { meanOf, summed, type Sum } from './sums.ts'

export type DistributionRequest = Period & {
  readonly metric: MetricKey
  readonly deviceIds: ReadonlySet<number>
  readonly bins: number
}

/** A period is looked through in so many buckets or more: each is one mean only. */
const BUCKETS_AT_LEAST = 100
const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

export function* distribution(read: ReadHistory, request: DistributionRequest): Steps<Distribution> {
  const { metric, deviceIds, bins } = request
  const resolution = scanResolution(request.from, request.to, BUCKETS_AT_LEAST)
  const known = read<IndexEntry[]>([], (reads) => reads.ofMetric(metric)).filter(({ deviceId }) => deviceIds.has(deviceId))
  const spread = new Spread(1 / powerOf(decimalsOf(metric)))
  const seconds = new Map<number, number>()
  const all: Sum = { resolution: 'raw', min: Infinity, minAt: 0, max: -Infinity, maxAt: 0, sum: 0, count: 0, bad: 0 }
  let series = 0
  let drawnFrom: Resolution = 'raw'
  for (const [deviceId, entries] of Map.groupBy(known, (one) => one.deviceId)) {
    const pieces = read([], (reads) => reads.pieces(deviceId, metric, new Set(entries.map(({ slot }) => slot)), request, resolution))
    for (const { slot } of entries) {
      const sum = summed(pieces, slot, (mean, count) => spread.add(mean, count))
      if (!sum) continue
      series++
      drawnFrom = coarserOf(drawnFrom, sum.resolution)
      all.min = Math.min(all.min, sum.min)
      all.max = Math.max(all.max, sum.max)
      all.sum += sum.sum
      all.count += sum.count
      all.bad += sum.bad
      if (isStateMetric(metric)) {
        for (const piece of pieces) {
          eachState(piece, slot, STEPS.hour, (_at, code, more) => seconds.set(code, (seconds.get(code) ?? 0) + more))
        }
      }
    }
    yield
  }
  const none = all.count === 0
  return {
    resolution: drawnFrom,
    series,
    samples: all.count + all.bad,
    bad: all.bad,
    min: none ? null : all.min,
    max: none ? null : all.max,
    mean: none ? null : meanOf(all),
    quantiles: none ? [] : SHARES.map((share) => ({ share, value: spread.quantile(share) })),
    ...spread.bins(bins),
    states: [...seconds].sort(([a], [b]) => a - b).map(([code, held]) => ({ code, seconds: held })),
  }
}
