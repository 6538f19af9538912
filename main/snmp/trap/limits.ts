/** How many traps are let through: one allowance per sender, one for all, and within it a share for senders that are no device of ours. */

export type Rates = { /** A second. */ readonly perSource: number; readonly total: number }
export type Admission = 'ok' | 'source' | 'stranger' | 'total'

/** Allowances are saved up for so many seconds: a burst of that length passes. */
const BURST_SECONDS = 2
/** Of the total, what all strangers together may take. */
const STRANGERS_SHARE = 0.25
const MOST_SOURCES = 4096

class Bucket {
  private tokens: number
  private at: number
  private readonly rate: number

  constructor(rate: number, at: number) {
    this.rate = rate
    this.tokens = rate * BURST_SECONDS
    this.at = at
  }

  /** `at`: monotonic ms. */
  take(at: number): boolean {
    this.tokens = Math.min(this.rate * BURST_SECONDS, this.tokens + (Math.max(0, at - this.at) * this.rate) / 1000)
    this.at = at
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}

export class Limits {
  private readonly sources = new Map<string, Bucket>()
  private readonly total: Bucket
  private readonly strangers: Bucket
  private readonly rates: Rates

  constructor(rates: Rates, at: number) {
    this.rates = rates
    this.total = new Bucket(rates.total, at)
    this.strangers = new Bucket(Math.max(1, rates.total * STRANGERS_SHARE), at)
  }

  /** A sender beyond its own allowance takes nothing from the others. `known`: it has the address of a device. */
  admit(source: string, known: boolean, at: number): Admission {
    let own = this.sources.get(source)
    if (own) this.sources.delete(source)
    else own = new Bucket(this.rates.perSource, at)
    // The one silent for longest is forgotten first.
    if (this.sources.size >= MOST_SOURCES) for (const oldest of this.sources.keys()) if (this.sources.delete(oldest)) break
    this.sources.set(source, own)
    if (!own.take(at)) return 'source'
    if (!known && !this.strangers.take(at)) return 'stranger'
    return this.total.take(at) ? 'ok' : 'total'
  }

  get size(): number {
    return this.sources.size
  }
}
