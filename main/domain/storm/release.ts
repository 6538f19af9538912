/** When a genset can be fetched: mains has been there without a break for half an hour, on the clock that never jumps. */

export const STABLE_MS = 30 * 60_000
/** Mains that came back within this time of the genset's start is most likely the genset itself, seen by the sensor. */
const GENSET_ITSELF_MS = 5 * 60_000

/** Since when mains has been there: the monotonic moment that counts and the wall's label of it. */
export type MainsBack = { readonly mono: number; readonly at: number }

/** `isThere` null: nobody knows at this moment; then nothing is counted on, and it begins anew. */
export function followMains(back: MainsBack | null, isThere: boolean | null, now: { at: number; mono: number }): MainsBack | null {
  if (isThere !== true) return null
  return back ?? { mono: now.mono, at: now.at }
}

export function isReleasable(back: MainsBack | null, startedAt: number | null, mono: number): boolean {
  if (!back || mono - back.mono < STABLE_MS) return false
  return startedAt === null || Math.abs(back.at - startedAt) > GENSET_ITSELF_MS
}
