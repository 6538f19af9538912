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
 * An outage is an unbroken run of DOWN. It counts in the period in which it began, its length in the one in which it ended.
 */
export function totals(intervals: Iterable<Interval>, from: number, to: number, policy: Policy = { unreachableIsDown: false }): Totals {
  const sum = noTotals()
  const [first, last] = [second(from), second(to)]
  let covered = first
  let run: { start: number; end: number } | null = null
  const endRun = (): void => {
    if (run === null) return
    if (run.start >= first && run.start < last) sum.outages++
    if (run.end > first && run.end <= last) {
      sum.endedOutages++
      sum.endedOutageSeconds += run.end - run.start
    }
    run = null
  }
  for (const interval of intervals) {
    const start = second(interval.from)
    const end = interval.to === null ? Number.POSITIVE_INFINITY : second(interval.to)
    if (end <= start) continue
    const isDown = interval.bucket === 'downUnplanned' || (policy.unreachableIsDown && isUnreachable(interval))
    if (run !== null && (!isDown || start > (run as { end: number }).end)) endRun()
    if (isDown) run = { start: run === null ? start : (run as { start: number }).start, end }
    const [a, b] = [Math.max(start, covered), Math.min(end, last)]
    if (b <= a) continue
    sum.unknown += a - covered
    if (isDown) {
      sum.downUnplanned += b - a
      sum.byCause[interval.cause ?? 'unknown'] += b - a
    } else sum[interval.bucket] += b - a
    covered = b
  }
  endRun()
  sum.unknown += Math.max(0, last - covered)
  return sum
}

/** Behind a dead hub without evidence: stored as UNKNOWN with the cause that says so. */
export function isUnreachable(interval: Pick<Interval, 'bucket' | 'cause'>): boolean {
  return interval.bucket === 'unknown' && interval.cause === 'transmission'
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
