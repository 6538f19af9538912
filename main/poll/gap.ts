/** Notices that the computer slept, or that its wall clock was set, by comparing clocks at every beat. Pure. */

export type Beat = {
  readonly wall: number
  readonly mono: number
  /** Ms since the computer was started, sleep included; null where that is not known. */
  readonly boot: number | null
}
export type Gap = { readonly kind: 'sleep' | 'clockStep'; readonly from: number; readonly to: number; readonly awayMs: number }

/** Less than this between clocks is drift, and a slow beat. */
const NOTABLE_MS = 5000
/** A beat that comes this late means that nothing was looked at in between. */
const STALLED_MS = 10_000

export function gapBetween(last: Beat, now: Beat): Gap | null {
  const wall = now.wall - last.wall
  const mono = now.mono - last.mono
  const gap = { from: last.wall, to: now.wall }
  const apart = wall - mono
  if (apart > NOTABLE_MS) {
    // Forward: sleep stops the monotonic clock but not the one since boot; a set clock moves neither.
    const slept = last.boot === null || now.boot === null || now.boot - last.boot > mono + NOTABLE_MS
    return { kind: slept ? 'sleep' : 'clockStep', ...gap, awayMs: slept ? wall : Math.max(0, mono) }
  }
  if (apart < -NOTABLE_MS) return { kind: 'clockStep', ...gap, awayMs: Math.max(0, mono) }
  return mono > STALLED_MS ? { kind: 'sleep', ...gap, awayMs: mono } : null
}
