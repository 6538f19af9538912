/** Hamlets without signal: none of the stations that serve them lives. */

export type HamletRecord = {
  readonly id: number
  readonly communeId: number
  readonly name: string
  readonly households: number | null
  /** Serving stations on record; where there are none, those that stand in it. */
  readonly servedBy: readonly number[]
}

/** `isOut`: down or unreachable; null for a station that is not in service, which serves nobody. */
export function isWithout(hamlet: HamletRecord, isOut: (stationId: number) => boolean | null): boolean {
  let serving = 0
  for (const id of hamlet.servedBy) {
    const out = isOut(id)
    if (out === null) continue
    if (!out) return false
    serving++
  }
  return serving > 0
}
