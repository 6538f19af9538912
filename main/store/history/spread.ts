/** A histogram that takes numbers of any range as they come, in a fixed number of fine bins: they grow wider in pairs where the range does. Pure. */

const FINE_BINS = 4096

export class Spread {
  /** Bin k holds values from k * width to below (k + 1) * width; `#bins[0]` is bin `#first`. */
  #bins = new Float64Array(FINE_BINS)
  #first = 0
  #low = Infinity
  #high = -Infinity
  #width: number
  #total = 0
  readonly #least: number

  /** `step`: the smallest difference of two values. */
  constructor(step: number) {
    this.#width = this.#least = step
  }

  add(value: number, weight: number): void {
    let bin = this.#binOf(value)
    while (Math.max(bin, this.#high) - Math.min(bin, this.#low) >= FINE_BINS) {
      this.#widen()
      bin = this.#binOf(value)
    }
    if (bin < this.#first || bin >= this.#first + FINE_BINS || this.#total === 0) this.#move(bin)
    this.#low = Math.min(this.#low, bin)
    this.#high = Math.max(this.#high, bin)
    this.#bins[bin - this.#first]! += weight
    this.#total += weight
  }

  /** Values are whole steps but for rounding. */
  #binOf(value: number): number {
    return Math.floor(value / this.#width + 1e-6)
  }

  #widen(): void {
    const first = Math.floor(this.#first / 2)
    const bins = new Float64Array(FINE_BINS)
    for (let k = this.#low; k <= this.#high; k++) bins[Math.floor(k / 2) - first]! += this.#bins[k - this.#first]!
    this.#bins = bins
    this.#first = first
    if (this.#total > 0) {
      this.#low = Math.floor(this.#low / 2)
      this.#high = Math.floor(this.#high / 2)
    }
    this.#width *= 2
  }

  /** Makes room for a bin, with what is there in the middle. */
  #move(bin: number): void {
    const low = Math.min(bin, this.#low)
    const high = Math.max(bin, this.#high)
    const first = low - Math.floor((FINE_BINS - (high - low + 1)) / 2)
    const bins = new Float64Array(FINE_BINS)
    for (let k = this.#low; k <= this.#high; k++) bins[k - first] = this.#bins[k - this.#first]!
    this.#bins = bins
    this.#first = first
  }

  /** The value below which this share of the weight lies: exact while bins are as fine as the values, else in the middle of a bin. NaN without any. */
  quantile(share: number): number {
    const middle = this.#width === this.#least ? 0 : this.#width / 2
    let below = 0
    for (let k = this.#low; k <= this.#high; k++) {
      below += this.#bins[k - this.#first]!
      if (below >= share * this.#total) return k * this.#width + middle
    }
    return Number.NaN
  }

  /** At most `most` bins of equal width over what came. */
  bins(most: number) {
    if (this.#total === 0) return { edges: new Float64Array(0), counts: new Float64Array(0) }
    const together = Math.ceil((this.#high - this.#low + 1) / most)
    const counts = new Float64Array(Math.ceil((this.#high - this.#low + 1) / together))
    for (let k = this.#low; k <= this.#high; k++) counts[Math.floor((k - this.#low) / together)]! += this.#bins[k - this.#first]!
    return { edges: Float64Array.from({ length: counts.length + 1 }, (_, i) => (this.#low + i * together) * this.#width), counts }
  }
}
