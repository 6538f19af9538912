/**
 * Numbers from 0 to 2^53 in a stream of range.ts, each by how many binary digits it has (its level), then the digits. Pure.
 *
 *   U is expected of a level: the first level, then, after each, a way of an eighth towards it, kept in 256ths and rounded. Context C is 0 where U is
 *   3 or more, else 40 * (1 + 3 * min(2, last level) + min(2, the one before)).
 *   The very first level is plain, of 64. Of any other, bit C: is it above U? Then, for each step away from U: is it further (C + 1 + steps upward,
 *   C + 12 + steps downward, steps at most 9)? Of the digits after the first: one (bit 400 + level), the next (bit 460 + 2 * level + the one before), the rest
 *   plain, from above, at most 16 at once.
 */
import { Bits, type RangeReader, type RangeWriter } from './range.ts'

const FIRST_DIGIT = 400
const NEXT_DIGIT = 460
const BITS = 568
const STEPS_KNOWN = 9
const HIGHEST_LEVEL = 53

/** How many binary digits a whole number from 0 to 2^53 has. */
export function digits(value: number): number {
  return value <= 0xffffffff ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / 2 ** 32))
}

/** Writer and reader each have one, and take the same numbers in turn. */
export class Sizes {
  readonly #bits = new Bits(BITS)
  #first = true
  #usual = 0
  /** The last level and the one before. */
  level = 0
  #before = 0

  begin(): void {
    this.#bits.forget()
    this.#first = true
    this.#usual = 0
    this.level = 0
    this.#before = 0
  }

  #context(usual: number): number {
    return usual >= 3 ? 0 : 40 * (1 + 3 * Math.min(2, this.level) + Math.min(2, this.#before))
  }

  #took(level: number): void {
    if (this.#first) {
      this.#usual = level * 256
      this.#first = false
    } else this.#usual += (level * 256 - this.#usual) >> 3
    this.#before = this.level
    this.level = level
  }

  write(to: RangeWriter, size: number): void {
    const level = digits(size)
    if (this.#first) to.plain(level, 64)
    else this.#writeLevel(to, level)
    if (level > 1) this.#writeDigits(to, size, level)
    this.#took(level)
  }

  /** Throws RangeError where the stream is none. */
  read(from: RangeReader): number {
    const level = this.#first ? from.plain(64) : this.#readLevel(from)
    if (level > HIGHEST_LEVEL) throw new RangeError('a number is too large')
    const size = level > 1 ? this.#readDigits(from, level) : level
    this.#took(level)
    return size
  }

  #writeLevel(to: RangeWriter, level: number): void {
    const usual = (this.#usual + 128) >> 8
    const context = this.#context(usual)
    const bits = this.#bits
    to.bit(bits, context, level > usual ? 1 : 0)
    if (level > usual) {
      for (let at = usual + 1, steps = 0; at < HIGHEST_LEVEL; at++, steps++) {
        to.bit(bits, context + 1 + Math.min(STEPS_KNOWN, steps), at < level ? 1 : 0)
        if (at === level) break
      }
    } else {
      for (let at = usual, steps = 0; at > 0; at--, steps++) {
        to.bit(bits, context + 12 + Math.min(STEPS_KNOWN, steps), at > level ? 1 : 0)
        if (at === level) break
      }
    }
  }

  #readLevel(from: RangeReader): number {
    const usual = (this.#usual + 128) >> 8
    const context = this.#context(usual)
    const bits = this.#bits
    let at = usual
    if (from.bit(bits, context) === 1) {
      at++
      for (let steps = 0; at < HIGHEST_LEVEL; at++, steps++) {
        if (from.bit(bits, context + 1 + Math.min(STEPS_KNOWN, steps)) === 0) break
      }
    } else {
      for (let steps = 0; at > 0; at--, steps++) {
        if (from.bit(bits, context + 12 + Math.min(STEPS_KNOWN, steps)) === 0) break
      }
    }
    return at
  }

  #writeDigits(to: RangeWriter, size: number, level: number): void {
    let left = level - 2
    let unit = 2 ** left
    let rest = size - 2 * unit
    const first = rest >= unit ? 1 : 0
    to.bit(this.#bits, FIRST_DIGIT + level, first)
    rest -= first * unit
    if (left === 0) return
    left--
    unit /= 2
    const next = rest >= unit ? 1 : 0
    to.bit(this.#bits, NEXT_DIGIT + 2 * level + first, next)
    rest -= next * unit
    while (left > 0) {
      const count = Math.min(16, left)
      left -= count
      const part = Math.floor(rest / 2 ** left)
      to.plain(part, 2 ** count)
      rest -= part * 2 ** left
    }
  }

  #readDigits(from: RangeReader, level: number): number {
    let left = level - 2
    const first = from.bit(this.#bits, FIRST_DIGIT + level)
    if (left === 0) return 2 + first
    left--
    let size = (2 + first) * 2 + from.bit(this.#bits, NEXT_DIGIT + 2 * level + first)
    while (left > 0) {
      const count = Math.min(16, left)
      left -= count
      size = size * 2 ** count + from.plain(2 ** count)
    }
    return size
  }
}
