/** Writes BER from the last octet to the first, so that every length is known when it is written. */
import { TAG } from './tags.ts'

export class Writer {
  #bytes = Buffer.allocUnsafe(2048)
  #at = 2048

  /** Octets written so far: what `wrap` wants to know where something began. */
  get size(): number {
    return this.#bytes.length - this.#at
  }

  reset(): this {
    this.#at = this.#bytes.length
    return this
  }

  octet(value: number): void {
    if (this.#at === 0) this.#grow(1)
    this.#bytes[--this.#at] = value
  }

  raw(bytes: Uint8Array, start = 0, end = bytes.length): void {
    const length = end - start
    if (this.#at < length) this.#grow(length)
    this.#at -= length
    // Short ones are faster octet by octet.
    if (length < 24) for (let n = 0; n < length; n++) this.#bytes[this.#at + n] = bytes[start + n]!
    else this.#bytes.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), this.#at)
  }

  zeros(count: number): void {
    if (this.#at < count) this.#grow(count)
    this.#bytes.fill(0, this.#at - count, this.#at)
    this.#at -= count
  }

  /** Tag and length around everything that was written since `size` was `since`. */
  wrap(tag: number, since: number): void {
    this.#header(tag, this.size - since)
  }

  octets(bytes: Uint8Array, tag: number = TAG.octets): void {
    this.raw(bytes)
    this.#header(tag, bytes.length)
  }

  /** A whole number of up to 53 bits, in as few octets as its sign allows. */
  integer(value: number, tag: number = TAG.integer): void {
    const since = this.size
    let rest = value
    let low: number
    do {
      low = ((rest % 256) + 256) % 256
      this.octet(low)
      rest = (rest - low) / 256
    } while (!((rest === 0 && low < 0x80) || (rest === -1 && low > 0x7f)))
    this.wrap(tag, since)
  }

  /** An unsigned number of 64 bits. */
  big(value: bigint, tag: number): void {
    const since = this.size
    let rest = BigInt.asUintN(64, value)
    let low: number
    do {
      low = Number(rest & 0xffn)
      this.octet(low)
      rest >>= 8n
    } while (rest > 0n)
    if (low > 0x7f) this.octet(0)
    this.wrap(tag, since)
  }

  /** A signed number of 64 bits. */
  signed64(value: bigint, tag: number): void {
    const since = this.size
    let rest = BigInt.asIntN(64, value)
    let low: number
    do {
      low = Number(rest & 0xffn)
      this.octet(low)
      rest >>= 8n
    } while (!((rest === 0n && low < 0x80) || (rest === -1n && low > 0x7f)))
    this.wrap(tag, since)
  }

  /** What was written, as a copy of its own. */
  take(): Buffer {
    const out = Buffer.allocUnsafe(this.size)
    out.set(this.view())
    return out
  }

  /** What was written, in place: true only until something else is written. */
  view(): Buffer {
    return this.#bytes.subarray(this.#at)
  }

  #header(tag: number, length: number): void {
    if (length < 0x80) this.octet(length)
    else {
      let octets = 0
      for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
        this.octet(rest & 0xff)
        octets += 1
      }
      this.octet(0x80 | octets)
    }
    this.octet(tag)
  }

  #grow(least: number): void {
    const { size } = this
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, size + least))
    this.#bytes.copy(larger, larger.length - size, this.#at)
    this.#at = larger.length - size
    this.#bytes = larger
  }
}
