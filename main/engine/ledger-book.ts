/** The interval ledger in memory: the open interval of every station, those of the last day, and what must be written. */
import type { Interval } from '../../shared/model/interval.ts'
import { dayStart } from '../domain/availability/calendar.ts'
import { ledgerTime, turn, type Standing } from '../domain/availability/ledger.ts'
import type { LedgerStore } from '../store/store.ts'

const KEEP_MS = 25 * 3_600_000

type Change = { stationId: number; at: number; next: Standing }

export class LedgerBook {
  private readonly open = new Map<number, Interval>()
  private readonly ended = new Map<number, Interval[]>()
  private unwritten: Change[] = []
  private last: number

  constructor(last: number) {
    this.last = last
  }

  /** Brings the ledger's clock to this wall time and answers it; it never runs backwards. */
  time(wall: number): number {
    this.last = ledgerTime(this.last, wall)
    return this.last
  }

  restore(interval: Interval): void {
    if (interval.to === null) this.open.set(interval.stationId, interval)
    else this.keep(interval)
  }

  private keep(interval: Interval): void {
    const list = this.ended.get(interval.stationId)
    if (list) list.push(interval)
    else this.ended.set(interval.stationId, [interval])
  }

  /** Of a station that has no ledger any more; it begins anew with its next standing. */
  forget(stationId: number): void {
    this.open.delete(stationId)
    this.ended.delete(stationId)
  }

  /** What the store has of a station, where it was written there by another way than this book. */
  replace(stationId: number, intervals: readonly Interval[]): void {
    this.forget(stationId)
    for (const interval of intervals) this.restore(interval)
  }

  of(stationId: number): Interval | null {
    return this.open.get(stationId) ?? null
  }

  /** From `at` (a label of the ledger's clock) on, the station stands so. */
  set(stationId: number, at: number, next: Standing): void {
    const result = turn(this.open.get(stationId) ?? null, stationId, Math.min(at, this.last), next)
    if (!result.changed) return
    this.open.set(stationId, result.open)
    if (result.ended) this.keep(result.ended)
    this.unwritten.push({ stationId, at: result.open.from, next: { bucket: next.bucket, cause: next.cause } })
  }

  /** Intervals of the last day and a little more, oldest first. */
  recent(stationId: number): Interval[] {
    const open = this.open.get(stationId)
    const ended = this.ended.get(stationId) ?? []
    return open ? [...ended, open] : [...ended]
  }

  /** Forgets in memory what is older than a day and not of today. */
  sweep(): void {
    const limit = Math.min(this.last - KEEP_MS, dayStart(this.last))
    for (const [id, list] of this.ended) {
      const kept = list.filter((one) => (one.to ?? limit) >= limit)
      if (kept.length === 0) this.ended.delete(id)
      else if (kept.length < list.length) this.ended.set(id, kept)
    }
  }

  get needsWriting(): boolean {
    return this.unwritten.length > 0
  }

  /** Writes inside the caller's transaction; what it answers is called after the commit. */
  write(store: LedgerStore): () => void {
    for (const { stationId, at, next } of this.unwritten) store.change(stationId, at, next)
    return () => {
      this.unwritten = []
    }
  }
}
