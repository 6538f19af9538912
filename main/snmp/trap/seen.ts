/** Remembers for a while what has been seen, so that the same thing sent again counts once. Bounded: the oldest is forgotten first. */

export class Seen {
  private readonly until = new Map<string, number>()
  private readonly keepMs: number
  private readonly most: number

  constructor(keepMs: number, most: number) {
    this.keepMs = keepMs
    this.most = most
  }

  /** True where it was seen within the time before `at` (monotonic ms); notes it otherwise. */
  again(key: string, at: number): boolean {
    const known = this.until.get(key)
    if (known !== undefined && known > at) return true
    this.until.delete(key)
    for (const [oldest, until] of this.until) {
      if (until > at && this.until.size < this.most) break
      this.until.delete(oldest)
    }
    this.until.set(key, at + this.keepMs)
    return false
  }

  get size(): number {
    return this.until.size
  }
}
