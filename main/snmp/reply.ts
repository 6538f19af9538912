/** The values of one poll, slot by slot, where they lie in the datagrams; each is decoded only when it is looked at. */
import { signed, unsigned } from './wire/reader.ts'
import { TAG } from './wire/tags.ts'
import { readValue } from './wire/value.ts'
import { nothing, type SnmpValue } from './value.ts'

const NOWHERE = Buffer.alloc(0)
/** A tag that nothing carries: there is no value. */
const FAILED = 0xff
/** Another: it was decoded the general way, and lies ready. */
const GIVEN = 0xfe
const MOST_SPARE = 1024

/** Of each slot: the value's tag, its first octet, the octet behind it, and in which of the sources it lies. */
export const CELLS = 4

export class Reply {
  readonly cells: Uint16Array
  /** The datagrams, or the decrypted parts of them. */
  readonly #sources: Buffer[] = []
  #adopted = 0
  #given: Map<number, SnmpValue> | null = null
  readonly #spare: Reply[] | null
  #isSpare = false

  /** `spare` is where it goes once it is cleared. */
  constructor(size: number, spare: Reply[] | null = null) {
    this.cells = new Uint16Array(size * CELLS)
    this.#spare = spare
    for (let slot = 0; slot < size; slot++) this.cells[slot * CELLS] = FAILED
  }

  get size(): number {
    return this.cells.length / CELLS
  }

  /** Takes it into use. */
  begin(): this {
    this.#isSpare = false
    return this
  }

  /** Lets go of what the poll brought: nothing may be read from it any more. */
  clear(): void {
    // Cutting the list short would make a new one with every poll.
    while (this.#adopted > 0) this.disown()
    this.#given = null
    if (this.#isSpare || !this.#spare || this.#spare.length >= MOST_SPARE) return
    this.#isSpare = true
    this.#spare.push(this)
  }

  /** Takes a datagram in which values lie; answers its number for `origins`. */
  adopt(source: Buffer): number {
    this.#sources[this.#adopted] = source
    return this.#adopted++
  }

  /** Lets go of the datagram taken last: it was none of ours. */
  disown(): void {
    this.#adopted -= 1
    this.#sources[this.#adopted] = NOWHERE
  }

  /** The agent has no such object, or could not give it. */
  lacks(slot: number, why: 'noSuchObject' | 'error'): void {
    this.give(slot, nothing(why))
  }

  /** A value that was decoded the general way. */
  give(slot: number, value: SnmpValue): void {
    this.#given ??= new Map()
    this.#given.set(slot, value)
    this.cells[slot * CELLS] = GIVEN
  }

  value(slot: number): SnmpValue {
    const at = slot * CELLS
    const tag = this.cells[at]!
    if (tag === GIVEN) return this.#given?.get(slot) ?? nothing('error')
    return readValue(this.#sourceAt(at), tag, this.cells[at + 1]!, this.cells[at + 2]!)
  }

  /** The value as a number; NaN where it is none. */
  number(slot: number): number {
    const at = slot * CELLS
    const tag = this.cells[at]!
    if (tag === GIVEN) return this.value(slot).number ?? Number.NaN
    return numberAt(this.#sourceAt(at), tag, this.cells[at + 1]!, this.cells[at + 2]!)
  }

  #sourceAt(at: number): Buffer {
    return this.#sources[this.cells[at + 3]!] ?? NOWHERE
  }
}

/** The contents `start` to `end` of a field with this tag as a number; NaN where it is none. Counters of 64 bits lose precision above 2^53. */
export function numberAt(bytes: Buffer, tag: number, start: number, end: number): number {
  switch (tag) {
    case TAG.integer:
      return signed(bytes, start, end) ?? readValue(bytes, tag, start, end).number ?? Number.NaN
    case TAG.counter32:
    case TAG.gauge32:
    case TAG.ticks:
    case TAG.unsigned32:
      return unsigned(bytes, start, end) ?? Number.NaN
    case TAG.counter64: {
      if (end === start || end - start > 9) return Number.NaN
      // Two exact halves, so that it is rounded once. A sign octet before the eight does not count.
      let high = 0
      let low = 0
      const middle = Math.max(start, end - 4)
      for (let at = Math.max(start, end - 8); at < middle; at++) high = high * 256 + bytes[at]!
      for (let at = middle; at < end; at++) low = low * 256 + bytes[at]!
      return high * 0x1_0000_0000 + low
    }
    default:
      return Number.NaN
  }
}
