/** Reads BER field by field within given ends. Never throws: what is not there, or goes past its end, makes it `bad` and stays so. */
import { TAG } from './tags.ts'

/** More octets than this in a length are not sent by anything that fits a datagram. */
const MOST_LENGTH_OCTETS = 4

export class Reader {
  /** True once something could not be read; everything read since is worth nothing. */
  bad = false
  /** The field read last: its tag, its first octet, and the octet behind it. */
  tag = 0
  start = 0
  end = 0
  /** Where the next field begins, and the end that it must not pass. */
  at: number
  limit: number
  readonly bytes: Buffer

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = start
    this.limit = Math.min(end, bytes.length)
    if (start < 0 || start > this.limit) this.bad = true
  }

  get done(): boolean {
    return this.at >= this.limit
  }

  /** The next field, whatever it is; definite lengths only. */
  next(): boolean {
    const { bytes, at, limit } = this
    if (this.bad || at + 2 > limit) return this.fail()
    const tag = bytes[at]!
    let length = bytes[at + 1]!
    let start = at + 2
    // A tag of several octets does not occur in SNMP outside of Opaque.
    if ((tag & 0x1f) === 0x1f) return this.fail()
    if (length > 0x7f) {
      const count = length & 0x7f
      if (count === 0 || count > MOST_LENGTH_OCTETS || start + count > limit) return this.fail()
      length = 0
      for (const end = start + count; start < end; start++) length = length * 256 + bytes[start]!
    }
    if (start + length > limit) return this.fail()
    this.tag = tag
    this.start = start
    this.end = start + length
    this.at = this.end
    return true
  }

  /** The next field, which must carry this tag. */
  expect(tag: number): boolean {
    return this.next() && (this.tag === tag || this.fail())
  }

  /** Goes into the next field; what follows is read from its contents, up to their end. Answers the octet behind it, for `leave`. */
  enter(tag: number): number {
    if (!this.expect(tag)) return this.limit
    const outer = this.limit
    this.at = this.start
    this.limit = this.end
    return outer
  }

  /** Back to the limit that `enter` answered; what was entered must have been read to its end. */
  leave(outer: number): void {
    if (this.at !== this.limit) this.bad = true
    this.limit = outer
  }

  /** An INTEGER of up to 32 bits, also one that was sent unsigned or with more octets than it needs. */
  integer(): number {
    if (!this.expect(TAG.integer)) return 0
    const value = signed(this.bytes, this.start, this.end)
    if (value === null) this.bad = true
    return value ?? 0
  }

  /** What makes it bad answers false, so that a check can end with it. */
  fail(): false {
    this.bad = true
    return false
  }
}

/** A two's complement number of 1 to 6 octets; null otherwise. */
export function signed(bytes: Buffer, start: number, end: number): number | null {
  const length = end - start
  if (length < 1 || length > 6) return null
  let value = (bytes[start]! << 24) >> 24
  for (let at = start + 1; at < end; at++) value = value * 256 + bytes[at]!
  return value
}

/** A 32-bit unsigned number. Agents that send it with a sign (0xFF for 4294967295) are read as Debian's tools read them; null where it is longer. */
export function unsigned(bytes: Buffer, start: number, end: number): number | null {
  const value = signed(bytes, start, end)
  return value === null || value > 0xffff_ffff || value < -0x8000_0000 ? null : value >>> 0
}
