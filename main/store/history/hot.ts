/**
 * The hot log's row: all polls of one flush. Pure. Version 2 (varint and zigzag as in bytes.ts):
 *
 *   head  byte version, 2; varint: base, epoch ms; varint: number of polls; each, by rising device: varint device minus the one before,
 *         varint length of its record. It lies open, so that a reader sees without unpacking whether a device is in the row.
 *   body  one zstd frame: varint length of the heads, of the slots, of the marks; then these three, and the values to the end, each of all
 *         records in turn (alike lies beside alike):
 *           heads   each record's zigzag at minus base and varint number of readings
 *           slots   zigzag of slot minus the one before minus 1, the first of a record from -1
 *           marks   byte state + 16 * decimals (decimals 7: the value is a float64)
 *           values  where the state has one: zigzag of value * 10^decimals, or the float64
 *   crc   CRC-32 of head and body together
 *
 * A record, as it is once unpacked: its head, then of each reading varint slot, its mark and its value. Version 1, whose frame holds the records as
 * they are, is still read.
 */
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { ByteReader, ByteWriter } from './bytes.ts'
import { hasValue, isState, powerOf, scaled } from './sample.ts'

export type HotReading = { slot: number; state: number; decimals: number; value: number }
export type HotPoll = { deviceId: number; at: number; readings: HotReading[] }
export type HotRow = { crc: number; head: Uint8Array; body: Uint8Array }

const VERSION = 2
const FIRST_VERSION = 1
const FLOAT = 7
const LARGEST_BODY = 64 * 1024 * 1024
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

const headBytes = new ByteWriter()
const partBytes = new ByteWriter()
/** The most that one reading takes: a slot, its mark, and a number. */
const READING_BYTES = 24

/** Where a record lies among the bytes gathered. */
type Gathered = { readonly deviceId: number; readonly at: number; readonly begin: number; end: number }

/** The polls of a row on their way into it, as the bytes they will be: nothing is kept of their readings. Call `begin`, then `reading` so often. */
export class HotPage {
  #bytes = new Uint8Array(16 * 1024)
  #view = new DataView(this.#bytes.buffer)
  #length = 0
  #base = 0
  #records: Gathered[] = []
  #told = 0
  /** Time of the newest poll, epoch ms. */
  newest = 0

  get isEmpty(): boolean {
    return this.#records.length === 0
  }

  /** `at` is whole, epoch ms. */
  begin(deviceId: number, at: number, readings: number): void {
    if (this.#records.length === 0) this.#base = at
    this.newest = Math.max(this.newest, at)
    this.#room()
    this.#ended()
    this.#records.push({ deviceId, at, begin: this.#length, end: 0 })
    this.#length = putVarint(this.#bytes, this.#length, zigzag(at - this.#base))
    this.#length = putVarint(this.#bytes, this.#length, readings)
  }

  reading(slot: number, state: number, decimals: number, value: number): void {
    this.#room()
    const bytes = this.#bytes
    let at = putVarint(bytes, this.#length, slot)
    if (!hasValue(state)) bytes[at++] = state | (decimals << 4)
    else {
      const whole = scaled(value, decimals)
      bytes[at++] = state | ((whole === null ? FLOAT : decimals) << 4)
      if (whole === null) {
        this.#view.setFloat64(at, value, true)
        at += 8
      } else at = putVarint(bytes, at, zigzag(whole))
    }
    this.#length = at
  }

  /** What was gathered since the last call, as a piece of the tail (see tail.ts); null without any. */
  recent(): Uint8Array | null {
    this.#ended()
    const records = this.#records.slice(this.#told)
    const [first] = records
    if (!first) return null
    this.#told += records.length
    headBytes.reset()
    headBytes.varint(this.#base)
    headBytes.varint(records.length)
    for (const { deviceId, begin, end } of records) {
      headBytes.varint(deviceId)
      headBytes.varint(end - begin)
    }
    headBytes.append(this.#bytes.subarray(first.begin, this.#length))
    return headBytes.take()
  }

  /** The record that was begun last is whole. */
  #ended(): void {
    const last = this.#records.at(-1)
    if (last) last.end = this.#length
  }

  /** The row of all that was gathered; the page is empty after it. */
  take(): HotRow {
    this.#ended()
    const records = this.#records
    records.sort((a, b) => a.deviceId - b.deviceId || a.at - b.at)
    headBytes.reset()
    headBytes.byte(VERSION)
    headBytes.varint(this.#base)
    headBytes.varint(records.length)
    let last = 0
    for (const { deviceId, begin, end } of records) {
      headBytes.varint(deviceId - last)
      headBytes.varint(end - begin)
      last = deviceId
    }
    const body = zstdCompressSync(split(this.#bytes, records, this.#length), LEVEL)
    this.#records = []
    this.#told = 0
    this.#length = 0
    this.newest = 0
    const head = headBytes.take()
    return { crc: sum(head, body), head, body }
  }

  #room(): void {
    if (this.#length + READING_BYTES <= this.#bytes.length) return
    const grown = new Uint8Array(this.#bytes.length * 2)
    grown.set(this.#bytes)
    this.#bytes = grown
    this.#view = new DataView(grown.buffer)
  }
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)

/** As in bytes.ts, where there is room; answers the place behind it. */
function putVarint(bytes: Uint8Array, from: number, value: number): number {
  let at = from
  let rest = value
  while (rest > 0x7fffffff) {
    bytes[at++] = (rest % 128) | 0x80
    rest = Math.floor(rest / 128)
  }
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[at++] = rest
  return at
}

/** Packs polls into one row. */
export function encodeHot(polls: readonly HotPoll[]): HotRow {
  const page = new HotPage()
  for (const { deviceId, at, readings } of polls) {
    page.begin(deviceId, at, readings.length)
    for (const { slot, state, decimals, value } of readings) page.reading(slot, state, decimals, value)
  }
  return page.take()
}

function sum(head: Uint8Array, body: Uint8Array): number {
  return crc32(body, crc32(head))
}

/** Where a device's record lies in the unpacked body. */
export type HotRecord = { deviceId: number; at: number; length: number }

/** Where the wanted devices' records lie; empty where the row has none of them or its head is harmed. */
export function findInHead(head: Uint8Array, wanted: (deviceId: number) => boolean): { base: number; records: HotRecord[] } {
  const records: HotRecord[] = []
  let base = 0
  try {
    const from = new ByteReader(head)
    const version = from.byte()
    if (version !== VERSION && version !== FIRST_VERSION) return { base, records }
    base = from.varint()
    let deviceId = 0
    let position = 0
    for (let left = from.varint(); left > 0; left--) {
      deviceId += from.varint()
      const length = from.varint()
      if (wanted(deviceId)) records.push({ deviceId, at: position, length })
      position += length
    }
  } catch {
    return { base, records: [] }
  }
  return { base, records }
}

/** Reads one record; throws RangeError where it is none. */
export function readPoll(from: ByteReader, deviceId: number, base: number): HotPoll {
  const at = base + from.zigzag()
  const readings: HotReading[] = []
  for (let left = from.varint(); left > 0; left--) {
    const slot = from.varint()
    const mark = from.byte()
    const state = mark & 15
    const form = mark >> 4
    if (!isState(state)) throw new RangeError('no such state')
    // A float64 is one that has too many steps whatever its decimals, so none are kept.
    const decimals = form === FLOAT ? 0 : form
    if (!hasValue(state)) readings.push({ slot, state, decimals, value: Number.NaN })
    else readings.push({ slot, state, decimals, value: form === FLOAT ? from.float64() : from.zigzag() / powerOf(form) })
  }
  return { deviceId, at, readings }
}

/** True where the row is as it was written. */
export function isSound({ head, body, crc }: HotRow): boolean {
  return sum(head, body) === crc
}

/** The records of a row, one after the other; null where the row is harmed. */
export function unpackHot(row: HotRow): Uint8Array | null {
  if (!isSound(row)) return null
  try {
    const open = zstdDecompressSync(row.body, { maxOutputLength: LARGEST_BODY })
    return row.head[0] === FIRST_VERSION ? open : together(open, row.head)
  } catch {
    return null
  }
}

/** Copies a varint and answers how many bytes it has. */
function copyVarint(from: Uint8Array, at: number, into: Uint8Array, to: number): number {
  for (let n = 0; n < 8; n++) {
    const byte = from[at + n]
    if (byte === undefined) break
    into[to + n] = byte
    if (byte < 0x80) return n + 1
  }
  throw new RangeError('a number is too long, or the bytes end too early')
}

/** Copies the value that the mark tells of; answers how many bytes it has. */
function copyValue(mark: number, from: Uint8Array, at: number, into: Uint8Array, to: number): number {
  if (!hasValue(mark & 15)) return 0
  if (mark >> 4 !== FLOAT) return copyVarint(from, at, into, to)
  if (at + 8 > from.length) throw new RangeError('the bytes end too early')
  into.set(from.subarray(at, at + 8), to)
  return 8
}

/** Records apart, in their order: what is alike beside each other. The bytes are our own, and as they were just gathered; there are `length` in all. */
function split(bytes: Uint8Array, records: readonly Gathered[], length: number): Uint8Array {
  const [heads, marks, values] = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)]
  // The zigzag of a difference may have a byte more than the slot.
  const slots = new Uint8Array(length * 2)
  let [h, s, m, v] = [0, 0, 0, 0]
  for (const { begin, end } of records) {
    let at = begin
    let last = -1
    // The time, and the number of readings.
    for (let left = 2; left > 0;) {
      const byte = bytes[at++]!
      heads[h++] = byte
      if (byte < 0x80) left--
    }
    while (at < end) {
      let byte = bytes[at++]!
      let slot = byte & 0x7f
      for (let scale = 128; byte >= 0x80; scale *= 128) {
        byte = bytes[at++]!
        slot += (byte & 0x7f) * scale
      }
      s = putVarint(slots, s, zigzag(slot - last - 1))
      last = slot
      const mark = bytes[at++]!
      marks[m++] = mark
      if (!hasValue(mark & 15)) continue
      if (mark >> 4 === FLOAT) for (const behind = at + 8; at < behind; at++) values[v++] = bytes[at]!
      else {
        do {
          byte = bytes[at++]!
          values[v++] = byte
        } while (byte >= 0x80)
      }
    }
  }
  partBytes.reset()
  partBytes.varint(h)
  partBytes.varint(s)
  partBytes.varint(m)
  for (const part of [heads.subarray(0, h), slots.subarray(0, s), marks.subarray(0, m), values.subarray(0, v)]) partBytes.append(part)
  return partBytes.take()
}

/** The way back. */
function together(parts: Uint8Array, head: Uint8Array): Uint8Array {
  const lengths = new ByteReader(parts)
  const [ofHeads, ofSlots, ofMarks] = [lengths.varint(), lengths.varint(), lengths.varint()]
  const slots = new ByteReader(parts, lengths.position + ofHeads)
  let h = lengths.position
  let m = h + ofHeads + ofSlots
  let v = m + ofMarks
  const { count, bytes } = extentOf(head)
  const records = new Uint8Array(bytes)
  let at = 0
  for (let record = 0; record < count; record++) {
    const begin = copyVarint(parts, h, records, at)
    const length = copyVarint(parts, h + begin, records, at + begin)
    let left = new ByteReader(parts, h + begin).varint()
    h += begin + length
    at += begin + length
    for (let last = -1; left > 0; left--) {
      last += slots.zigzag() + 1
      const mark = parts[m++]
      if (mark === undefined || last < 0 || at >= bytes) throw new RangeError('the bytes end too early')
      at = putVarint(records, at, last)
      records[at++] = mark
      const more = copyValue(mark, parts, v, records, at)
      at += more
      v += more
    }
  }
  if (at !== bytes || v !== parts.length) throw new RangeError('the row has another length')
  return records
}

/** How many records the head tells of, and how long they are together. */
function extentOf(head: Uint8Array): { count: number; bytes: number } {
  const from = new ByteReader(head, 1)
  from.varint()
  const count = from.varint()
  let bytes = 0
  for (let left = count; left > 0; left--) {
    from.varint()
    bytes += from.varint()
  }
  if (bytes > LARGEST_BODY) throw new RangeError('the body is too long')
  return { count, bytes }
}

/** The polls of the wanted devices; empty where the row is harmed. */
export function decodeHot(row: HotRow, wanted: (deviceId: number) => boolean): HotPoll[] {
  const { base, records } = findInHead(row.head, wanted)
  const open = records.length > 0 ? unpackHot(row) : null
  if (!open) return []
  try {
    return records.map(({ deviceId, at }) => readPoll(new ByteReader(open, at), deviceId, base))
  } catch {
    return []
  }
}
