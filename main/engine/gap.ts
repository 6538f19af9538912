/** Notices time in which nobody looked: the computer slept, the program stood still, the wall clock jumped. */
import type { Moment } from '../domain/alarm/track.ts'

/** A tick comes every second; one that comes later than this after the last means that the program stood still. */
const STOOD_STILL_MS = 30_000
/** The wall clock may drift from the monotonic one by this much between two looks. */
const JUMP_MS = 5000

/** Since when (wall label) nobody looked, and the last monotonic moment at which somebody did. */
export type Gap = { readonly from: number; readonly lastMono: number }

export class GapWatch {
  private last: Moment

  constructor(now: Moment) {
    this.last = now
  }

  /**
   * Called at every tick. A forward jump of the wall is a gap: where the monotonic clock stands still during sleep, both look alike.
   * A step back is none: the ledger's own clock waits until the wall has caught up.
   */
  look(now: Moment): Gap | null {
    const before = this.last
    this.last = now
    const passed = now.mono - before.mono
    const jumped = now.at - before.at - passed
    if (passed < STOOD_STILL_MS && jumped < JUMP_MS) return null
    return { from: before.at, lastMono: before.mono }
  }

  /** The poller noticed one. What was already noticed here is not told twice. */
  told(gap: { readonly from: number; readonly to: number; readonly awayMs: number }, now: Moment): Gap | null {
    const before = this.last
    const isNew = gap.to > before.at && gap.awayMs >= JUMP_MS
    if (!isNew) return null
    this.last = now
    return { from: Math.min(gap.from, before.at), lastMono: before.mono }
  }
}
