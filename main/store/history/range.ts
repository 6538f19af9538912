/**
 * A binary range coder with adaptive bits, as LZMA has it. Pure. Of every bit it is learnt, in a context of its own, how often it is set; a bit costs
 * what it surprises.
 *
 *   range and low begin at 2^32 - 1 and 0. A bit with the chance p of being 0 (in 65536ths) divides range at (range >>> 16) * p: 0 takes the lower part.
 *   Where range falls below 2^24, its top byte is written and both are shifted by 8; a carry goes into the bytes before.
 *   A plain number of `size` that are possible divides range evenly, by floor(range / size). At the end the number between low and low + range with most zero bytes at its end is written without those:
 *   past its end, a reader reads zeros.
 *
 *   p begins at 32768 and moves by (65536 - p or -p) * RATES[times seen] / 16384, rounded down; it stays between 64 and 65472.
 */
const TOP = 2 ** 24
const LEAST = 64
const MOST = 65_536 - LEAST
/** How far a chance moves: far at first, when little is known. */
const SLOWEST = 60
const RATES = Int32Array.from({ length: SLOWEST + 1 }, (_, seen) => Math.floor(16_384 / (seen + 1.6)))

/** What was learnt of a list of bits, each by its number: its chance times 256, plus how often it was seen. */
export class Bits {
  readonly known: Int32Array

  constructor(count: number) {
    this.known = new Int32Array(count)
    this.forget()
  }

  forget(): void {
    this.known.fill(32_768 << 8)
  }
}

/** What is known of a bit after it was seen once more. */
function learnt(known: number, bit: number): number {
  const seen = known & 255
  const chance = known >> 8
  const moved = chance + (((bit === 0 ? 65_536 - chance : -chance) * RATES[seen]!) >> 14)
  return ((moved < LEAST ? LEAST : moved > MOST ? MOST : moved) << 8) | (seen < SLOWEST ? seen + 1 : seen)
}

export class RangeWriter {
  #bytes = new Uint8Array(4096)
  #length = 0
  #low = 0
  #range = 0xffffffff
  #cache = 0
  /** Bytes that a carry may still change: the cache and those of 255 after it. The first of all is 0 and no part of what was written. */
  #waiting = 1

  begin(): void {
    this.#length = 0
    this.#low = 0
    this.#range = 0xffffffff
    this.#cache = 0
    this.#waiting = 1
  }

  bit(bits: Bits, number: number, bit: number): void {
    const known = bits.known[number]!
    const bound = Math.imul(this.#range >>> 16, known >> 8) >>> 0
    if (bit === 0) this.#range = bound
    else {
      this.#low += bound
      this.#range = (this.#range - bound) >>> 0
    }
    bits.known[number] = learnt(known, bit)
    while (this.#range < TOP) this.#shift()
  }

  /** A number from 0 to below `size`, at most 2^16, that nothing is known of. */
  plain(value: number, size: number): void {
    this.#range = Math.floor(this.#range / size)
    this.#low += value * this.#range
    while (this.#range < TOP) this.#shift()
  }

  #shift(): void {
    this.#range = (this.#range << 8) >>> 0
    this.#out()
  }

  #out(): void {
    if (this.#low < 0xff000000 || this.#low > 0xffffffff) {
      const carry = this.#low > 0xffffffff ? 1 : 0
      this.#byte(this.#cache + carry)
      for (; this.#waiting > 1; this.#waiting--) this.#byte(255 + carry)
      this.#waiting = 0
      this.#cache = Math.floor(this.#low / TOP) & 255
    }
    this.#waiting++
    this.#low = (this.#low % TOP) * 256
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#length * 2)
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes[this.#length++] = value
  }

  /** What was written; it holds until the next `begin`. */
  end(): Uint8Array {
    const end = this.#low + this.#range
    // The roundest number that is still inside.
    for (const unit of [2 ** 32, TOP, 2 ** 16, 2 ** 8, 1]) {
      const round = Math.ceil(this.#low / unit) * unit
      if (round >= end) continue
      this.#low = round
      break
    }
    for (let i = 0; i < 5; i++) this.#out()
    while (this.#length > 1 && this.#bytes[this.#length - 1] === 0) this.#length--
    return this.#bytes.subarray(1, this.#length)
  }
}

/** Never throws: bytes that are none of ours give other bits. */
export class RangeReader {
  readonly #bytes: Uint8Array
  #at = 0
  #code = 0
  #range = 0xffffffff

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    for (let i = 0; i < 4; i++) this.#code = this.#code * 256 + this.#next()
  }

  #next(): number {
    return this.#at < this.#bytes.length ? this.#bytes[this.#at++]! : 0
  }

  bit(bits: Bits, number: number): number {
    const known = bits.known[number]!
    const bound = Math.imul(this.#range >>> 16, known >> 8) >>> 0
    const bit = this.#code < bound ? 0 : 1
    if (bit === 0) this.#range = bound
    else {
      this.#code -= bound
      this.#range = (this.#range - bound) >>> 0
    }
    bits.known[number] = learnt(known, bit)
    while (this.#range < TOP) this.#shift()
    return bit
  }

  plain(size: number): number {
    this.#range = Math.floor(this.#range / size)
    const value = Math.min(size - 1, Math.floor(this.#code / this.#range))
    this.#code -= value * this.#range
    while (this.#range < TOP) this.#shift()
    return value
  }

  #shift(): void {
    this.#range = (this.#range << 8) >>> 0
    this.#code = ((this.#code << 8) | this.#next()) >>> 0
  }
}
