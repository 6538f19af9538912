/**
 * Numbers from 0 to a greatest one that both sides know, in a stream of range.ts. Pure. What is learnt is how they spread between the two ends.
 *
 *   Greatest up to 15: as many binary digits as it has, from above, each bit 16 * greatest + the digits before with a 1 in front.
 *   Greater: is it 0 (bit 256)? is it the greatest (bit 257)? Else its sixteenth, floor(number * 16 / (greatest + 1)), in four digits: bit 272 + the digits
 *   before with a 1 in front. Then, plain, how far it is above the least number of that sixteenth: of the sixteenth's size where that is at most 2^16, else
 *   from above in parts of 16 binary digits, the first of them of what is left of the size.
 */
import { Bits, type RangeReader, type RangeWriter } from './range.ts'
import { digits } from './sizes.ts'

const IS_LEAST = 256
const IS_GREATEST = 257
const SIXTEENTH = 272
const BITS = 288
const PART = 65_536
/** Above it, sixteenths are no longer whole to the bit. */
export const GREATEST_SHARE = 2 ** 45

/** First number of a sixteenth, and of the one after the last. */
const beginOf = (sixteenth: number, greatest: number): number => Math.ceil((sixteenth * (greatest + 1)) / 16)

/** Writer and reader each have one, and take the same numbers in turn. */
export class Shares {
  readonly #bits = new Bits(BITS)

  begin(): void {
    this.#bits.forget()
  }

  #writeTree(to: RangeWriter, base: number, value: number, count: number): void {
    let node = 1
    for (let left = count - 1; left >= 0; left--) {
      const bit = (value >> left) & 1
      to.bit(this.#bits, base + node, bit)
      node = node * 2 + bit
    }
  }

  #readTree(from: RangeReader, base: number, count: number): number {
    let node = 1
    for (let left = count; left > 0; left--) node = node * 2 + from.bit(this.#bits, base + node)
    return node - 2 ** count
  }

  /** `greatest` is at least 1 and at most GREATEST_SHARE. */
  write(to: RangeWriter, value: number, greatest: number): void {
    if (greatest < 16) return this.#writeTree(to, 16 * greatest, value, digits(greatest))
    to.bit(this.#bits, IS_LEAST, value === 0 ? 1 : 0)
    if (value === 0) return
    to.bit(this.#bits, IS_GREATEST, value === greatest ? 1 : 0)
    if (value === greatest) return
    const sixteenth = Math.floor((value * 16) / (greatest + 1))
    this.#writeTree(to, SIXTEENTH, sixteenth, 4)
    const begin = beginOf(sixteenth, greatest)
    writeEven(to, value - begin, beginOf(sixteenth + 1, greatest) - begin)
  }

  /** Throws RangeError where the stream is none. */
  read(from: RangeReader, greatest: number): number {
    const value = greatest < 16 ? this.#readTree(from, 16 * greatest, digits(greatest)) : this.#readLarge(from, greatest)
    if (value > greatest) throw new RangeError('a number is too large')
    return value
  }

  #readLarge(from: RangeReader, greatest: number): number {
    if (from.bit(this.#bits, IS_LEAST) === 1) return 0
    if (from.bit(this.#bits, IS_GREATEST) === 1) return greatest
    const sixteenth = this.#readTree(from, SIXTEENTH, 4)
    const begin = beginOf(sixteenth, greatest)
    return begin + readEven(from, beginOf(sixteenth + 1, greatest) - begin)
  }
}

function writeEven(to: RangeWriter, value: number, size: number): void {
  if (size > PART) {
    const high = Math.floor(value / PART)
    writeEven(to, high, Math.ceil(size / PART))
    to.plain(value - high * PART, PART)
  } else if (size > 1) to.plain(value, size)
}

function readEven(from: RangeReader, size: number): number {
  if (size > PART) return readEven(from, Math.ceil(size / PART)) * PART + from.plain(PART)
  return size > 1 ? from.plain(size) : 0
}
