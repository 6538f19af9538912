/** Reads and writes the few number forms of the history's codecs: bytes, varints up to 2^53, zigzag varints, uint32 and float64, all little-endian. */

export class ByteWriter {
  #bytes = new Uint8Array(1024)
  #view = new DataView(this.#bytes.buffer)
  length = 0

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more))
    grown.set(this.#bytes)
    this.#bytes = grown
    this.#view = new DataView(grown.buffer)
  }

  byte(value: number): void {
    this.#room(1)
    this.#bytes[this.length++] = value
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, lowest first. */
  varint(value: number): void {
    this.#room(8)
    let rest = value
    while (rest > 0x7fffffff) {
      this.#bytes[this.length++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    while (rest > 0x7f) {
      this.#bytes[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#bytes[this.length++] = rest
  }

  /** A whole number between -2^52 and 2^52: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }

  float64(value: number): void {
    this.#room(8)
    this.#view.setFloat64(this.length, value, true)
    this.length += 8
  }

  uint32(value: number): void {
    this.#room(4)
    this.#view.setUint32(this.length, value, true)
    this.length += 4
  }

  append(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** What was written; it holds until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.length)
  }

  /** A copy of what was written. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.length)
  }

  reset(): void {
    this.length = 0
  }
}

/** Throws RangeError at the end of the bytes and at a number that is none of ours. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  position: number

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.position = position
  }

  byte(): number {
    const value = this.#bytes[this.position++]
    if (value === undefined) throw new RangeError('the bytes end too early')
    return value
  }

  varint(): number {
    let value = this.byte()
    if (value < 0x80) return value
    value &= 0x7f
    let scale = 128
    for (let count = 1; count < 8; count++) {
      const next = this.byte()
      value += (next & 0x7f) * scale
      if (next < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break
        return value
      }
      scale *= 128
    }
    throw new RangeError('a number is too long')
  }

  zigzag(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  float64(): number {
    const value = this.#view.getFloat64(this.position, true)
    this.position += 8
    return value
  }

  /** The bytes up to `end`, not copied. */
  take(end: number): Uint8Array {
    const begin = this.position
    if (end < begin || end > this.#bytes.length) throw new RangeError('the bytes end too early')
    this.position = end
    return this.#bytes.subarray(begin, end)
  }

  skip(count: number): void {
    this.position += count
    if (this.position > this.#bytes.length) throw new RangeError('the bytes end too early')
  }
}
