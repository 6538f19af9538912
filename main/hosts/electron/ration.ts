/** How many notifications a person is shown: a few by name, a flood as one number. Pure. */

export type Ration = {
  /** How many of `count` new ones may be told by name at this moment; the rest, if `summary`, as one number. */
  take(count: number, now: number): { readonly named: number; readonly summary: boolean }
}

const AT_ONCE = 3
const PER_WINDOW = 6
const WINDOW_MS = 10 * 60_000
const SUMMARY_MS = 60_000

export function createRation(): Ration {
  let named: number[] = []
  let summaryAt = Number.NEGATIVE_INFINITY
  return {
    take(count, now) {
      named = named.filter((at) => now - at < WINDOW_MS)
      const few = count <= AT_ONCE ? Math.min(count, PER_WINDOW - named.length) : 0
      for (let i = 0; i < few; i++) named.push(now)
      const summary = count > few && now - summaryAt >= SUMMARY_MS
      if (summary) summaryAt = now
      return { named: few, summary }
    },
  }
}
