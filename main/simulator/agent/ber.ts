/** BER as SNMP uses it: a writer that fills its buffer from the end, so that lengths are known when they are written, and a reader. */

export const TAG = {
  integer: 0x02,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMib: 0x82,
} as const

export type Value = number | string | bigint | Uint8Array | null

export class Writer {
  readonly buffer = Buffer.allocUnsafe(65_536)
  at = 65_536

  reset(): void {
    this.at = this.buffer.length
  }

  bytes(source: Uint8Array): void {
    this.at -= source.length
    this.buffer.set(source, this.at)
  }

  /** Puts a tag and the length of all that was written since `end` before it. */
  header(tag: number, end: number): void {
    const { buffer } = this
    const length = end - this.at
    if (length < 128) buffer[--this.at] = length
    else {
      buffer[--this.at] = length & 255
      if (length < 256) buffer[--this.at] = 0x81
      else {
        buffer[--this.at] = length >> 8
        buffer[--this.at] = 0x82
      }
    }
    buffer[--this.at] = tag
  }

  int(value: number, tag: number = TAG.integer): void {
    const { buffer } = this
    const end = this.at
    let rest = value
    for (;;) {
      const low = ((rest % 256) + 256) % 256
      buffer[--this.at] = low
      rest = (rest - low) / 256
      if (rest === 0 && low < 128) break
      if (rest === -1 && low >= 128) break
    }
    this.header(tag, end)
  }

  big(value: bigint, tag: number): void {
    const end = this.at
    let rest = value
    for (;;) {
      const low = Number(BigInt.asUintN(8, rest))
      this.buffer[--this.at] = low
      rest >>= 8n
      if ((rest === 0n && low < 128) || (rest === -1n && low >= 128)) break
    }
    this.header(tag, end)
  }

  octets(value: string | Uint8Array, tag: number = TAG.octets): void {
    const end = this.at
    if (typeof value !== 'string') this.bytes(value)
    else {
      const length = Buffer.byteLength(value)
      this.at -= length
      this.buffer.write(value, this.at)
    }
    this.header(tag, end)
  }

  /** A value under its tag. An OID's text is encoded on the way: only identities need it. */
  value(tag: number, value: Value): void {
    if (value === null) this.header(tag, this.at)
    else if (typeof value === 'number') this.int(Math.round(value), tag)
    else if (typeof value === 'bigint') this.big(value, tag)
    else if (tag === TAG.oid && typeof value === 'string') this.octets(encodeOid(value), tag)
    else this.octets(value, tag)
  }

  /** A copy of what has been written: the buffer itself is used again at once. */
  take(): Buffer {
    return Buffer.from(this.buffer.subarray(this.at))
  }
}

const encoded = new Map<string, Uint8Array>()

/** The content octets of an OID, from its dotted text. Kept, as the OIDs of a MIB are few. */
export function encodeOid(text: string): Uint8Array {
  const known = encoded.get(text)
  if (known) return known
  const bytes = oidBytes(text)
  encoded.set(text, bytes)
  return bytes
}

/** The same, not kept. */
export function oidBytes(text: string): Uint8Array {
  const arcs = text.split('.').map(Number)
  const out: number[] = []
  const [first = 0, second = 0, ...rest] = arcs
  for (const arc of [first * 40 + second, ...rest]) {
    const group: number[] = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) group.unshift((left % 128) + 128)
    out.push(...group)
  }
  return Uint8Array.from(out)
}

/** The arcs of an OID's content octets; null where they are cut short. */
export function decodeOid(buffer: Uint8Array, from: number, to: number): number[] | null {
  const arcs: number[] = []
  let arc = 0
  for (let at = from; at < to; at++) {
    const byte = buffer[at] ?? 0
    arc = arc * 128 + (byte & 127)
    if (byte & 128) continue
    if (arcs.length === 0) {
      const first = arc < 40 ? 0 : arc < 80 ? 1 : 2
      arcs.push(first, arc - first * 40)
    } else arcs.push(arc)
    arc = 0
  }
  return to > from && ((buffer[to - 1] ?? 0) & 128) === 0 ? arcs : null
}

/** Walks a datagram; every step is checked, and a false step makes `bad` true and reads nothing. */
export class Reader {
  buffer: Buffer = Buffer.alloc(0)
  at = 0
  end = 0
  bad = false
  /** Content of the element read last: [start, at). */
  start = 0

  open(buffer: Buffer): void {
    this.buffer = buffer
    this.at = 0
    this.end = buffer.length
    this.bad = false
  }

  /** Reads a tag and length; `at` is then at the content, and the end of the content is given. */
  enter(tag: number): number {
    const { buffer } = this
    if (this.bad || this.at + 2 > this.end || buffer[this.at] !== tag) return this.fail()
    let length = buffer[this.at + 1] ?? 0
    let at = this.at + 2
    if (length > 127) {
      const count = length & 127
      if (count === 0 || count > 4 || at + count > this.end) return this.fail()
      length = buffer.readUIntBE(at, count)
      at += count
    }
    if (at + length > this.end) return this.fail()
    this.at = at
    return at + length
  }

  /** Steps over an element of this tag; its content lies in [start, at). */
  skip(tag: number): void {
    const end = this.enter(tag)
    if (this.bad) return
    this.start = this.at
    this.at = end
  }

  int(): number {
    this.skip(TAG.integer)
    const length = this.at - this.start
    if (this.bad || length < 1 || length > 6) return this.fail()
    return this.buffer.readIntBE(this.start, length)
  }

  octets(): Buffer {
    this.skip(TAG.octets)
    return this.bad ? this.buffer.subarray(0, 0) : this.buffer.subarray(this.start, this.at)
  }

  peek(): number {
    return this.at < this.end ? (this.buffer[this.at] ?? 0) : 0
  }

  fail(): number {
    this.bad = true
    return 0
  }
}
