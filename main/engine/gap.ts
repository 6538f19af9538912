/** Notices time in which nobody looked: the computer slept, the program stood still, the wall clock jumped. */
import type { Moment } from '../domain/alarm/track.ts'

/** A tick comes every second; one that comes later than this after the last means that the program stood still. */
const STOOD_STILL_MS = 30_000
/** The wall clock may drift from the monotonic one by this much between two looks. */
const JUMP_MS = 5000

/**
 * Since when (wall label) nobody looked, and the last monotonic moment at which somebody did. `step`: only the wall's hand was moved; what is
 * known of the stations still holds, but the labels between have no evidence.
 */
export type Gap = { readonly kind: 'away' | 'step'; readonly from: number; readonly lastMono: number }
type Told = { readonly kind: 'sleep' | 'clockStep'; readonly from: number; readonly to: number; readonly awayMs: number }

export class GapWatch {
  private last: Moment

  constructor(now: Moment) {
    this.last = now
  }

  /**
   * Called at every tick. A forward jump of the wall counts as sleep: where the monotonic clock stands still during sleep, both look alike.
   * A step back is none: the ledger's own clock waits until the wall has caught up.
   */
  look(now: Moment): Gap | null {
    const before = this.last
    this.last = now
    const passed = now.mono - before.mono
    const jumped = now.at - before.at - passed
    if (passed < STOOD_STILL_MS && jumped < JUMP_MS) return null
    return { kind: 'away', from: before.at, lastMono: before.mono }
  }

  /** The poller noticed one, and can tell sleep from a moved hand. What was already noticed here is not told twice. */
  told(gap: Told, now: Moment): Gap | null {
    const before = this.last
    const from = Math.min(gap.from, before.at)
    if (gap.to <= before.at) return null
    const isStep = gap.kind === 'clockStep' && gap.awayMs < STOOD_STILL_MS
    if (!isStep && gap.awayMs < JUMP_MS) return null
    this.last = now
    return { kind: isStep ? 'step' : 'away', from, lastMono: before.mono }
  }
}
