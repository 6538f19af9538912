/** Station-minutes without service: what the ledger says of the times in which a station was out through an incident. */
import type { Interval } from '../../../shared/model/interval.ts'
import type { Span } from './record.ts'

/** Users had no service: down without a plan, or cut off behind a dead station. Time in which nobody looked counts for nothing. */
function isLost({ bucket, cause }: Interval): boolean {
  return bucket === 'downUnplanned' || (bucket === 'unknown' && cause === 'transmission')
}

/** Ms lost within these spans, up to `now` (a label of the ledger). */
export function lostMs(out: readonly Span[], intervals: readonly Interval[], now: number): number {
  let sum = 0
  // Spans that were merged by hand may overlap: each moment counts once.
  let counted = Number.NEGATIVE_INFINITY
  for (const [from, to] of out.toSorted((a, b) => a[0] - b[0])) {
    const begin = Math.max(from, counted)
    const end = Math.max(begin, Math.min(to ?? now, now))
    counted = end
    for (const interval of intervals) {
      if (!isLost(interval)) continue
      const part = Math.min(interval.to ?? now, end) - Math.max(interval.from, begin)
      if (part > 0) sum += part
    }
  }
  return sum
}
