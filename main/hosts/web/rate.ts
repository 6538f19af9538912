/** Token buckets: generous for a person at a screen, a wall for a loop that has run away. */

export type Bucket = { take(): boolean }

/** `burst` at once, then `perSecond`. `now` in ms. */
export function bucket(burst: number, perSecond: number, now: () => number): Bucket {
  let left = burst
  let at = now()
  return {
    take() {
      const time = now()
      left = Math.min(burst, left + (Math.max(0, time - at) / 1000) * perSecond)
      at = time
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}

/** A bucket for each caller; forgets the longest unseen above `atMost`. */
export function buckets(burst: number, perSecond: number, now: () => number, atMost = 1000): { take(caller: string): boolean } {
  const byCaller = new Map<string, Bucket>()
  return {
    take(caller) {
      const found = byCaller.get(caller) ?? bucket(burst, perSecond, now)
      // Put in again at the end: the map's order is the order of last use.
      byCaller.delete(caller)
      byCaller.set(caller, found)
      if (byCaller.size > atMost) byCaller.delete(byCaller.keys().next().value as string)
      return found.take()
    },
  }
}
