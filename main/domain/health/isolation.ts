/** Is it the stations, or is it us? When most fail within one cycle, the monitor itself has lost its way to them. */

const ISOLATION = {
  /** Share of the watched stations that must fail. */
  share: 0.6,
  /** Fewer failing stations than this say nothing about us. */
  atLeast: 5,
  /** Isolation ends when more than this share answers again. */
  endShare: 0.5,
} as const

export type Watchfulness = {
  readonly isolated: boolean
  /** Stations in service with devices. */
  readonly watched: number
  /** Of these, with no device answering at its last poll. */
  readonly failing: number
  /** Of these, with at least one device that answered at its last poll; the rest has not been asked yet. */
  readonly answering: number
  /** Our own uplink cannot be reached, and since then no station has said anything. */
  readonly cutOff: boolean
  /** Of these, how many began to fail within the last cycle; asked only where it matters. */
  readonly recent: () => number
}

export function isIsolated(seen: Watchfulness): boolean {
  if (seen.watched === 0) return false
  if (seen.cutOff) return true
  if (seen.isolated) return seen.answering / seen.watched <= ISOLATION.endShare
  const enough = (count: number): boolean => count >= ISOLATION.atLeast && count / seen.watched >= ISOLATION.share
  return enough(seen.failing) && enough(seen.recent())
}
