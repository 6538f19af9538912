/** What a walk found: names and values where they lie in the datagrams, each decoded only when it is looked at. */
import { decodeOid } from './wire/oid.ts'
import { TAG } from './wire/tags.ts'
import { readValue } from './wire/value.ts'
import { numberAt } from './reply.ts'
import type { SnmpValue } from './value.ts'

/** Per row: name's first octet and the octet behind it, the value's tag, first octet, the octet behind it, which datagram. */
const COLUMNS = 6
const FIRST = 64
const NOTHING = Buffer.alloc(0)

/** `more` is to be asked for; `bad` was no list of variables. */
export type Step = 'more' | 'whole' | 'loop' | 'cap' | 'bad'

export class Rows {
  count = 0
  /** Where the last name lies: the next request begins there. */
  last: Buffer = NOTHING
  lastStart = 0
  lastEnd = 0
  #cells = new Uint16Array(FIRST * COLUMNS)
  readonly #sources: Buffer[] = []

  /** The row's name in dotted form; null where its octets are none. */
  oid(row: number): string | null {
    const at = row * COLUMNS
    const cells = this.#cells
    return decodeOid(this.#sources[cells[at + 5]!]!, cells[at]!, cells[at + 1]!)
  }

  value(row: number): SnmpValue {
    const at = row * COLUMNS
    const cells = this.#cells
    return readValue(this.#sources[cells[at + 5]!]!, cells[at + 2]!, cells[at + 3]!, cells[at + 4]!)
  }

  /** The value as a number; NaN where it is none. */
  number(row: number): number {
    const at = row * COLUMNS
    const cells = this.#cells
    return numberAt(this.#sources[cells[at + 5]!]!, cells[at + 2]!, cells[at + 3]!, cells[at + 4]!)
  }

  /** Takes the variables that lie from `from` to exactly `end`, as far as they are below `root`, come after each other, and are not too many. */
  take(bytes: Buffer, from: number, end: number, root: Uint8Array, most: number): Step {
    const source = this.#sources.push(bytes) - 1
    if (from === end) return 'whole'
    for (let at = from; at < end;) {
      if (bytes[at] !== TAG.sequence) return 'bad'
      const inner = behind(bytes, at, end)
      const stop = inner + size
      if (!(stop <= end) || bytes[inner] !== TAG.oid) return 'bad'
      const name = behind(bytes, inner, stop)
      const nameEnd = name + size
      if (!(nameEnd < stop) || bytes[nameEnd - 1]! > 0x7f) return 'bad'
      const tag = bytes[nameEnd]!
      const value = behind(bytes, nameEnd, stop)
      if (value + size !== stop || (tag & 0x1f) === 0x1f) return 'bad'
      if (tag === TAG.endOfMib || !isBelow(bytes, name, nameEnd, root)) return 'whole'
      if (this.lastEnd > 0 && !comesAfter(bytes, name, nameEnd, this.last, this.lastStart, this.lastEnd)) return 'loop'
      if (this.count >= most) return 'cap'
      this.last = bytes
      this.lastStart = name
      this.lastEnd = nameEnd
      this.#add(name, nameEnd, tag, value, stop, source)
      at = stop
    }
    return 'more'
  }

  #add(name: number, nameEnd: number, tag: number, value: number, stop: number, source: number): void {
    let cells = this.#cells
    const at = this.count * COLUMNS
    if (at === cells.length) {
      cells = new Uint16Array(at * 2)
      cells.set(this.#cells)
      this.#cells = cells
    }
    cells[at] = name
    cells[at + 1] = nameEnd
    cells[at + 2] = tag
    cells[at + 3] = value
    cells[at + 4] = stop
    cells[at + 5] = source
    this.count += 1
  }
}

/** Length of the field that `behind` looked at last. */
let size = 0

/** Where the contents of the field at `at` begin; its length is then in `size`, NaN where there is none. */
function behind(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at + 1]!
  if (at + 2 > end) size = Number.NaN
  else if (first < 0x80) {
    size = first
    return at + 2
  } else if (first === 0x81 && at + 3 <= end) {
    size = bytes[at + 2]!
    return at + 3
  } else if (first === 0x82 && at + 4 <= end) {
    size = bytes[at + 2]! * 256 + bytes[at + 3]!
    return at + 4
  } else size = Number.NaN
  return at
}

function isBelow(bytes: Uint8Array, start: number, end: number, root: Uint8Array): boolean {
  if (end - start <= root.length) return false
  for (let n = 0; n < root.length; n++) if (bytes[start + n] !== root[n]) return false
  return true
}

/** In an agent's order, which goes by arcs: an arc of more octets is the larger one. */
export function comesAfter(a: Uint8Array, aStart: number, aEnd: number, b: Uint8Array, bStart: number, bEnd: number): boolean {
  const shared = Math.min(aEnd - aStart, bEnd - bStart)
  let n = 0
  while (n < shared && a[aStart + n] === b[bStart + n]) n += 1
  if (n === shared) return aEnd - aStart > bEnd - bStart
  // Back to where the arc begins that differs.
  let from = n
  while (from > 0 && a[aStart + from - 1]! > 0x7f) from -= 1
  return arcAt(a, aStart + from, aEnd) > arcAt(b, bStart + from, bEnd)
}

function arcAt(bytes: Uint8Array, from: number, end: number): number {
  let arc = 0
  for (let at = from; at < end; at++) {
    arc = arc * 128 + (bytes[at]! & 0x7f)
    if (bytes[at]! < 0x80) break
  }
  return arc
}
