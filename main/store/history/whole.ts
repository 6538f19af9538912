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
 *   A distance is written as its size (sizes.ts); then, where that is not 0, whether it is negative: bit (sign of the last distance that was not 0:
 *   0 none, 1 negative, 2 positive) + 3 * min(2, level of the last size).
 */
import type { ByteReader, ByteWriter } from './bytes.ts'
import { Bits, RangeReader, RangeWriter } from './range.ts'
import { digits, Sizes } from './sizes.ts'

export const FORM = { none: 0, constant: 1, runs: 2, last: 3, line: 4, near: 5, far: 6, clock: 7 } as const
const CODED = [FORM.last, FORM.line, FORM.near, FORM.far, FORM.clock]

/** Runs are only tried of lists in which at most one of so many numbers is another than the one before. */
const SELDOM = 16
const sizes = new Sizes()
const signs = new Bits(9)
const coder = new RangeWriter()

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

function writeCoded(into: ByteWriter, form: number, list: Float64Array, seconds: Float64Array | null): void {
  const expected = new Expected(form, list[0]!, seconds)
  let sign = 0
  sizes.begin()
  signs.forget()
  coder.begin()
  into.zigzag(list[0]!)
  for (let i = 1; i < list.length; i++) {
    const number = list[i]!
    const distance = number - expected.at(i)
    const context = sign + 3 * Math.min(2, sizes.level)
    sizes.write(coder, Math.abs(distance))
    if (distance !== 0) {
      const negative = distance < 0 ? 1 : 0
      coder.bit(signs, context, negative)
      sign = 2 - negative
    }
    expected.take(number)
  }
  into.append(coder.end())
}

function readCoded(from: ByteReader, end: number, form: number, count: number, seconds: Float64Array | null, most: number): Float64Array {
  const list = new Float64Array(count)
  const first = from.zigzag()
  const stream = new RangeReader(from.take(end))
  const expected = new Expected(form, first, seconds)
  let sign = 0
  sizes.begin()
  signs.forget()
  list[0] = first
  for (let i = 1; i < count; i++) {
    const context = sign + 3 * Math.min(2, sizes.level)
    const size = sizes.read(stream)
    let number = expected.at(i)
    if (size > 0) {
      const negative = stream.bit(signs, context)
      sign = 2 - negative
      number += negative === 1 ? -size : size
    }
    if (!(Math.abs(number) <= most)) throw new RangeError('a number is too large')
    list[i] = number
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
