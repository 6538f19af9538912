/** The interval machine: one open interval per station, ended and followed by the next without gap or overlap. */
import type { Bucket, Interval, OutageCause } from '../../../shared/model/interval.ts'

export type Standing = { readonly bucket: Bucket; readonly cause: OutageCause | null }

/** What a moment brings: the intervals that ended by it and the one that is open now. */
export type Turn = { readonly open: Interval; readonly ended: Interval | null; readonly changed: boolean }

/**
 * Brings a station into a standing at a moment. A moment before the open interval's beginning (the wall clock stepped back, or a verdict
 * reaches further back than the interval) counts as that beginning, so nothing is ever negative or told twice.
 */
export function turn(open: Interval | null, stationId: number, at: number, next: Standing): Turn {
  if (open === null) return { open: { stationId, ...next, from: at, to: null }, ended: null, changed: true }
  if (open.bucket === next.bucket && open.cause === next.cause) return { open, ended: null, changed: false }
  const from = Math.max(at, open.from)
  const ended = from > open.from ? { ...open, to: from } : null
  return { open: { stationId, bucket: next.bucket, cause: next.cause, from, to: null }, ended, changed: true }
}

/**
 * The wall clock as the ledger writes it: it never runs backwards. After a step back it stands still until the wall has caught up,
 * so that the hour lived twice is counted once.
 */
export function ledgerTime(last: number, wall: number): number {
  return Math.max(last, wall)
}
