/** How many objects one agent can take in a request: what is allowed to begin with, and what it was seen to answer and to refuse. */

/** Silence is taken for "too big" only above this many objects. */
const SMALL = 4
const DEFAULT = 20

export class Limit {
  /** Objects per request at most. */
  value: number
  /** True once the agent was seen to take no more than that. */
  learned = false
  /** The largest request that was ever answered. */
  #proven = 0

  constructor(value = DEFAULT) {
    this.value = value
  }

  /** What its profile allows; what was learned of it stays where that is less. */
  allow(most: number): void {
    this.value = this.learned ? Math.min(this.value, most) : most
  }

  /** True once anything was answered. */
  get isProven(): boolean {
    return this.#proven > 0
  }

  /** A request of this size was answered. */
  answered(size: number): void {
    if (size > this.#proven) this.#proven = size
  }

  /** A request of this size was too big: half of it is the most from now on. */
  refused(size: number): void {
    this.learned = true
    this.value = Math.max(1, Math.min(this.value, Math.ceil(size / 2)))
  }

  /** True where silence at a request of this size may mean that it was too big. */
  suspects(size: number): boolean {
    return size > SMALL && size > this.#proven
  }
}

/** The two halves of a request that was too big; null where it cannot be divided. */
export function halves<T>(part: readonly T[]): [T[], T[]] | null {
  if (part.length < 2) return null
  const middle = Math.ceil(part.length / 2)
  return [part.slice(0, middle), part.slice(middle)]
}

/** Cut into requests of at most so many objects. */
export function batches<T>(all: readonly T[], limit: number): T[][] {
  const out: T[][] = []
  for (let at = 0; at < all.length; at += limit) out.push(all.slice(at, at + limit))
  return out
}
