/** How old a value may be before it is only history. */
import type { Reading } from '../../../shared/model/metric.ts'

/** A value is stale after this many intervals of its device. */
const STALE_INTERVALS = 3

export function isStale(at: number, now: number, intervalMs: number): boolean {
  return now - at > STALE_INTERVALS * intervalMs
}

/** The reading as it may be shown now: a value that is too old keeps its number but not its trust. */
export function aged<T extends Reading>(reading: T, at: number, now: number, intervalMs: number): T {
  const trusted = reading.quality === 'good' || reading.quality === 'suspect'
  return trusted && isStale(at, now, intervalMs) ? { ...reading, quality: 'stale' } : reading
}
