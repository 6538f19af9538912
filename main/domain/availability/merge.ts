/**
 * The ledgers of two records of one site as one: no moment counts twice. What was kept under the target stands wherever it knows how the site was;
 * where it is unknown or not in service there (it had no devices yet, it was made later), what the source knows takes its place. So a record that
 * was made twice loses nothing that was seen, and a figure that was reported of the target does not change unless more is known now.
 */
import type { Interval } from '../../../shared/model/interval.ts'

const knows = (interval: Interval | undefined): boolean =>
  interval !== undefined && interval.bucket !== 'unknown' && interval.bucket !== 'notInService'

/** Both lists oldest first and without gaps, as the ledger has them; the result is the target's, the last one open where one of them is. */
export function mergedLedger(target: readonly Interval[], source: readonly Interval[], targetId: number): Interval[] {
  const edges = new Set<number>()
  for (const { from, to } of [...target, ...source]) edges.add(from).add(to ?? Infinity)
  const moments = [...edges].sort((a, b) => a - b)
  const merged: Interval[] = []
  const [ownAt, otherAt] = [cursor(target), cursor(source)]
  moments.slice(0, -1).forEach((from, i) => {
    const end = moments[i + 1]!
    const own = ownAt(from)
    const other = otherAt(from)
    const chosen = knows(own) || !knows(other) ? (own ?? other) : other
    if (!chosen) return
    const to = end === Infinity ? null : end
    const before = merged.at(-1)
    if (before && before.to === from && before.bucket === chosen.bucket && before.cause === chosen.cause) before.to = to
    else merged.push({ stationId: targetId, bucket: chosen.bucket, cause: chosen.cause, from, to })
  })
  return merged
}

/** The interval that has a moment; the moments asked for rise. */
function cursor(list: readonly Interval[]): (at: number) => Interval | undefined {
  let i = 0
  return (at) => {
    while (i < list.length && (list[i]!.to ?? Infinity) <= at) i++
    const one = list[i]
    return one !== undefined && one.from <= at ? one : undefined
  }
}
