/**
 * Lists of whole numbers of at most 2^50, as columns of history have them, in few bytes. Pure. The number of entries n is known from elsewhere, the
 * form too; what a form writes (varint and zigzag as in bytes.ts):
 *
 *   0 none      nothing; n is 0
 *   1 constant  zigzag of the number
 *   2 runs      of (varint length, zigzag difference to the number of the run before, the first from 0), n in all
 *   3-7 coded   zigzag of the first; then a stream of range.ts to the end of the list: of every other number how far it is from what was expected
 *
 *   Expected is, by form: 3 the number before; 4 the line through the two before; 5 and 6 a mean that goes half the way, or an eighth, to each new
 *   number and is rounded, halves up; 7 the number before and the seconds that passed since (a clock). The second number of form 4 as form 3.
 *
 *   A distance has a level: how many binary digits it has without its sign. U is expected of it: the first level, then, after each, a
 *   way of an eighth towards it, kept in 256ths and rounded. Context C is 0 where U is 3 or more, else 1 + 3 * min(2, last level) + min(2, the one before).
 *   Bits, with their numbers: the very first level is plain, 6 bits. Of any other, 40 * C: is it above U? Then, for each step away from U: is it further
 *   (40 * C + 1 + steps upward, 40 * C + 12 + steps downward, steps at most 9)? Then, above level 0: is it negative (400 + sign of the last distance that
 *   was not 0 (0 none, 1 negative, 2 positive) + 3 * min(2, last level)). Of its digits after the first: one (410 + level), the next
 *   (480 + 2 * level + the one before), the rest plain, from above, at most 16 at once.
 */
import type { ByteReader, ByteWriter } from './bytes.ts'
import { Bits, RangeReader, RangeWriter } from './range.ts'

export const FORM = { none: 0, constant: 1, runs: 2, last: 3, line: 4, near: 5, far: 6, clock: 7 } as const
const CODED = [FORM.last, FORM.line, FORM.near, FORM.far, FORM.clock]

const SIGN = 400
const FIRST_DIGIT = 410
const NEXT_DIGIT = 480
const STEPS_KNOWN = 9
/** Runs are only tried of lists in which at most one of so many numbers is another than the one before. */
const SELDOM = 16
/** A distance of two numbers from a line through two others. */
const HIGHEST_LEVEL = 53

const bits = new Bits(600)
const coder = new RangeWriter()

/** How many binary digits a whole number from 0 to 2^53 has. */
function digits(value: number): number {
  return value <= 0xffffffff ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / 2 ** 32))
}

/** Number by number, what a form expects. */
class Expected {
  readonly #form: number
  readonly #seconds: Float64Array | null
  #last: number
  #step = 0
  #mean: number

  constructor(form: number, first: number, seconds: Float64Array | null) {
    this.#form = form
    this.#seconds = seconds
    this.#last = first
    this.#mean = first
  }

  /** Of the entry `i`, above 0, after `take` of all before. */
  at(i: number): number {
    switch (this.#form) {
      case FORM.last:
        return this.#last
      case FORM.line:
        return this.#last + this.#step
      case FORM.clock:
        return this.#seconds === null ? this.#last : this.#last + this.#seconds[i]! - this.#seconds[i - 1]!
      default:
        return Math.floor(this.#mean + 0.5)
    }
  }

  take(number: number): void {
    this.#step = number - this.#last
    this.#last = number
    this.#mean += (number - this.#mean) * (this.#form === FORM.near ? 0.5 : 0.125)
  }
}

/** What writer and reader both know of the levels before. */
class Levels {
  #usual = 0
  #last = 0
  #before = 0
  #sign = 0

  begin(level: number): void {
    this.#usual = level * 256
    this.#last = level
    this.#before = 0
  }

  get usual(): number {
    return (this.#usual + 128) >> 8
  }

  get context(): number {
    return this.usual >= 3 ? 0 : 40 * (1 + 3 * Math.min(2, this.#last) + Math.min(2, this.#before))
  }

  get sign(): number {
    return SIGN + this.#sign + 3 * Math.min(2, this.#last)
  }

  take(level: number, negative: number): void {
    if (level > 0) this.#sign = negative === 1 ? 1 : 2
    this.#before = this.#last
    this.#last = level
    this.#usual += (level * 256 - this.#usual) >> 3
  }
}

function writeLevel(level: number, levels: Levels): void {
  const context = levels.context
  const usual = levels.usual
  coder.bit(bits, context, level > usual ? 1 : 0)
  if (level > usual) {
    for (let at = usual + 1, steps = 0; at < HIGHEST_LEVEL; at++, steps++) {
      coder.bit(bits, context + 1 + Math.min(STEPS_KNOWN, steps), at < level ? 1 : 0)
      if (at === level) break
    }
  } else {
    for (let at = usual, steps = 0; at > 0; at--, steps++) {
      coder.bit(bits, context + 12 + Math.min(STEPS_KNOWN, steps), at > level ? 1 : 0)
      if (at === level) break
    }
  }
}

function readLevel(from: RangeReader, levels: Levels): number {
  const context = levels.context
  let at = levels.usual
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

function writeDigits(size: number, level: number): void {
  if (level < 2) return
  let left = level - 2
  let unit = 2 ** left
  let rest = size - 2 * unit
  const first = rest >= unit ? 1 : 0
  coder.bit(bits, FIRST_DIGIT + level, first)
  rest -= first * unit
  if (left === 0) return
  unit /= 2
  left--
  const next = rest >= unit ? 1 : 0
  coder.bit(bits, NEXT_DIGIT + 2 * level + first, next)
  rest -= next * unit
  while (left > 0) {
    const count = Math.min(16, left)
    left -= count
    const part = Math.floor(rest / 2 ** left)
    coder.plain(part, count)
    rest -= part * 2 ** left
  }
}

function readDigits(from: RangeReader, level: number): number {
  if (level < 2) return level
  let left = level - 2
  const first = from.bit(bits, FIRST_DIGIT + level)
  let size = 2 + first
  if (left > 0) {
    left--
    size = size * 2 + from.bit(bits, NEXT_DIGIT + 2 * level + first)
  }
  while (left > 0) {
    const count = Math.min(16, left)
    left -= count
    size = size * 2 ** count + from.plain(count)
  }
  return size
}

function writeCoded(into: ByteWriter, form: number, list: Float64Array, seconds: Float64Array | null): void {
  const expected = new Expected(form, list[0]!, seconds)
  const levels = new Levels()
  bits.forget()
  coder.begin()
  into.zigzag(list[0]!)
  for (let i = 1; i < list.length; i++) {
    const number = list[i]!
    const distance = number - expected.at(i)
    const size = Math.abs(distance)
    const level = digits(size)
    if (i === 1) {
      coder.plain(level, 6)
      levels.begin(level)
    } else writeLevel(level, levels)
    const negative = distance < 0 ? 1 : 0
    if (level > 0) coder.bit(bits, levels.sign, negative)
    writeDigits(size, level)
    levels.take(level, negative)
    expected.take(number)
  }
  into.append(coder.end())
}

function readCoded(from: ByteReader, end: number, form: number, count: number, seconds: Float64Array | null, most: number): Float64Array {
  const list = new Float64Array(count)
  const first = from.zigzag()
  const stream = new RangeReader(from.take(end))
  const expected = new Expected(form, first, seconds)
  const levels = new Levels()
  bits.forget()
  list[0] = first
  for (let i = 1; i < count; i++) {
    let level: number
    if (i === 1) {
      level = stream.plain(6)
      if (level > HIGHEST_LEVEL) throw new RangeError('a number is too large')
      levels.begin(level)
    } else level = readLevel(stream, levels)
    const negative = level > 0 ? stream.bit(bits, levels.sign) : 0
    const size = readDigits(stream, level)
    const number = expected.at(i) + (negative === 1 ? -size : size)
    if (!(Math.abs(number) <= most)) throw new RangeError('a number is too large')
    list[i] = number
    levels.take(level, negative)
    expected.take(number)
  }
  return list
}

/** About how many binary digits the distances of a form take. */
function weight(form: number, list: Float64Array, seconds: Float64Array | null): number {
  const expected = new Expected(form, list[0]!, seconds)
  let sum = 0
  for (let i = 1; i < list.length; i++) {
    const level = digits(Math.abs(list[i]! - expected.at(i)))
    if (level > 0) sum += level + 1
    expected.take(list[i]!)
  }
  return sum
}

/** Writes the list in the form that takes least, and answers that form. `seconds` are whole, one an entry; without them no list is a clock. */
export function writeWhole(into: ByteWriter, list: Float64Array, seconds: Float64Array | null): number {
  if (list.length === 0) return FORM.none
  let changes = 0
  for (let i = 1; i < list.length; i++) if (list[i] !== list[i - 1]) changes++
  if (changes === 0) {
    into.zigzag(list[0]!)
    return FORM.constant
  }
  let form: number = FORM.last
  let least = Infinity
  for (const candidate of CODED) {
    if (candidate === FORM.clock && seconds === null) continue
    const sum = weight(candidate, list, seconds)
    if (sum >= least) continue
    form = candidate
    least = sum
  }
  // A change that a stream does not expect takes it some digits more than the runs' bytes, and each number without one a little.
  if (changes <= list.length / SELDOM) {
    const begin = into.length
    writeRuns(into, list)
    if ((into.length - begin) * 8 <= least + changes * 6 + list.length / 20 + 16) return FORM.runs
    into.length = begin
  }
  writeCoded(into, form, list, seconds)
  return form
}

function writeRuns(into: ByteWriter, list: Float64Array): void {
  let before = 0
  for (let i = 0; i < list.length;) {
    const number = list[i]!
    let end = i + 1
    while (end < list.length && list[end] === number) end++
    into.varint(end - i)
    into.zigzag(number - before)
    before = number
    i = end
  }
}

function readRuns(from: ByteReader, count: number, most: number): Float64Array {
  const list = new Float64Array(count)
  let number = 0
  for (let i = 0; i < count;) {
    const run = from.varint()
    number += from.zigzag()
    if (run === 0 || run > count - i) throw new RangeError('a run is wrong')
    if (!(Math.abs(number) <= most)) throw new RangeError('a number is too large')
    list.fill(number, i, i + run)
    i += run
  }
  return list
}

/** Reads `count` numbers of a form that end at `end`; no number is beyond `most`. Throws RangeError where that cannot be. */
export function readWhole(
  from: ByteReader,
  end: number,
  form: number,
  count: number,
  seconds: Float64Array | null,
  most: number,
): Float64Array {
  if ((form === FORM.none) !== (count === 0)) throw new RangeError('a list is missing')
  switch (form) {
    case FORM.none:
      return new Float64Array(0)
    case FORM.constant: {
      const number = from.zigzag()
      if (!(Math.abs(number) <= most)) throw new RangeError('a number is too large')
      return new Float64Array(count).fill(number)
    }
    case FORM.runs:
      return readRuns(from, count, most)
    default:
      if (form > FORM.clock || (form === FORM.clock && seconds === null)) throw new RangeError('no such form')
      return readCoded(from, end, form, count, seconds, most)
  }
}
