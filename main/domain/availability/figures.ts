/** Figures of availability out of intervals: buckets in seconds, ratios, outages, mean times. */
import type { Availability, Interval, OutageCause } from '../../../shared/model/interval.ts'

export type Policy = {
  /** Counts "behind a dead hub" (unknown, cause transmission) as DOWN-unplanned. */
  readonly unreachableIsDown: boolean
}

/** Whole figures that can be added: everything else is made of these. */
export type Totals = {
  up: number
  downUnplanned: number
  downPlanned: number
  unknown: number
  notInService: number
  outages: number
  endedOutages: number
  endedOutageSeconds: number
  byCause: Record<OutageCause, number>
}

export function noTotals(): Totals {
  return {
    up: 0,
    downUnplanned: 0,
    downPlanned: 0,
    unknown: 0,
    notInService: 0,
    outages: 0,
    endedOutages: 0,
    endedOutageSeconds: 0,
    byCause: { power: 0, transmission: 0, equipment: 0, environment: 0, other: 0, unknown: 0 },
  }
}

/**
 * The seconds since the epoch that a moment stands for. Both edges of every interval and of the period go through here, so that buckets
 * add up to the second and a period split anywhere on a whole second keeps its totals.
 */
const second = (at: number): number => Math.floor(at / 1000)

/**
 * Totals of one station's intervals in [from, to). Time that no interval covers is UNKNOWN: nobody looked.
 * Intervals are ordered and do not overlap; where a broken ledger has them overlap, the earlier one keeps the time.
 * An outage counts in the period in which it began; one that goes on from another interval of DOWN is the same outage.
 */
export function totals(intervals: Iterable<Interval>, from: number, to: number, policy: Policy = { unreachableIsDown: false }): Totals {
  const sum = noTotals()
  const [first, last] = [second(from), second(to)]
  let covered = first
  let outageFrom: number | null = null
  let outageUntil = Number.NEGATIVE_INFINITY
  const endOutage = (): void => {
    if (outageFrom === null) return
    sum.endedOutages++
    sum.endedOutageSeconds += outageUntil - outageFrom
    outageFrom = null
  }
  for (const interval of intervals) {
    const start = second(interval.from)
    const end = interval.to === null ? Number.POSITIVE_INFINITY : second(interval.to)
    const isDown =
      interval.bucket === 'downUnplanned' ||
      (policy.unreachableIsDown && interval.bucket === 'unknown' && interval.cause === 'transmission')
    if (end <= start && !isDown) continue
    if (outageFrom !== null && (!isDown || start > outageUntil)) {
      if (outageUntil <= last) endOutage()
      outageFrom = null
    }
    if (isDown && start < last) {
      const continued = outageUntil >= start
      if (!continued && start >= first) sum.outages++
      if (!continued) outageFrom = start
      outageUntil = end
    } else if (!isDown) outageUntil = Number.NEGATIVE_INFINITY
    const [a, b] = [Math.max(start, covered), Math.min(end, last)]
    if (b <= a) continue
    sum.unknown += a - covered
    if (isDown) {
      sum.downUnplanned += b - a
      sum.byCause[interval.cause ?? 'unknown'] += b - a
    } else sum[interval.bucket] += b - a
    covered = b
  }
  // An outage whose end lies in the period has ended, whether or not anything is known of the time after it.
  if (outageFrom !== null && outageUntil <= last && outageUntil > first) endOutage()
  sum.unknown += Math.max(0, last - covered)
  return sum
}

export function addTotals(into: Totals, more: Totals): void {
  into.up += more.up
  into.downUnplanned += more.downUnplanned
  into.downPlanned += more.downPlanned
  into.unknown += more.unknown
  into.notInService += more.notInService
  into.outages += more.outages
  into.endedOutages += more.endedOutages
  into.endedOutageSeconds += more.endedOutageSeconds
  for (const cause of Object.keys(more.byCause) as OutageCause[]) into.byCause[cause] += more.byCause[cause]
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** The figures that people read. A denominator of zero is "no data": null. */
export function figures(sum: Totals): Availability {
  const { up, downUnplanned, downPlanned, unknown, notInService, outages, byCause } = sum
  const inService = up + downUnplanned + downPlanned + unknown
  return {
    up,
    downUnplanned,
    downPlanned,
    unknown,
    notInService,
    adjusted: ratio(up, up + downUnplanned),
    raw: ratio(up, inService),
    coverage: inService > 0 ? 1 - unknown / inService : null,
    outages,
    mttr: ratio(sum.endedOutageSeconds, sum.endedOutages),
    mtbf: ratio(up, outages),
    byCause,
  }
}

/** Availability of one station in [from, to). */
export function availability(intervals: Iterable<Interval>, from: number, to: number, policy?: Policy): Availability {
  return figures(totals(intervals, from, to, policy))
}

/** Availability of a group: sums first, ratios after. */
export function summarise(parts: Iterable<Totals>): Availability {
  const sum = noTotals()
  for (const part of parts) addTotals(sum, part)
  return figures(sum)
}
