/**
 * The hot log's row: all polls of one flush. Pure. Version 1 (varint and zigzag as in bytes.ts):
 *
 *   head  byte version, 1; varint: base, epoch ms; varint: number of polls; each, by rising device: varint device minus the one before,
 *         varint length of its record. It lies open, so that a reader sees without unpacking whether a device is in the row.
 *   body  one zstd frame of the records: zigzag at minus base; varint number of readings; each:
 *           varint slot; byte state + 16 * decimals (decimals 7: the value is a float64); the value where the state has one,
 *           zigzag of value * 10^decimals
 *   crc   CRC-32 of head and body together
 */
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { ByteReader, ByteWriter } from './bytes.ts'
import { hasValue, isState, powerOf, scaled } from './sample.ts'

export type HotReading = { slot: number; state: number; decimals: number; value: number }
export type HotPoll = { deviceId: number; at: number; readings: HotReading[] }
export type HotRow = { crc: number; head: Uint8Array; body: Uint8Array }

const VERSION = 1
const FLOAT = 7
const LARGEST_BODY = 64 * 1024 * 1024
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

const headBytes = new ByteWriter()
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

  /** The row of all that was gathered; the page is empty after it. */
  take(): HotRow {
    const records = this.#records
    for (let n = 0; n < records.length; n++) records[n]!.end = records[n + 1]?.begin ?? this.#length
    records.sort((a, b) => a.deviceId - b.deviceId || a.at - b.at)
    headBytes.reset()
    headBytes.byte(VERSION)
    headBytes.varint(this.#base)
    headBytes.varint(records.length)
    const open = new Uint8Array(this.#length)
    let [last, length] = [0, 0]
    for (const { deviceId, begin, end } of records) {
      headBytes.varint(deviceId - last)
      headBytes.varint(end - begin)
      // Records are short: a loop is quicker than a view of each.
      for (let at = begin; at < end; at++) open[length++] = this.#bytes[at]!
      last = deviceId
    }
    this.#records = []
    this.#length = 0
    this.newest = 0
    const head = headBytes.take()
    const body = zstdCompressSync(open, LEVEL)
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
    if (from.byte() !== VERSION) return { base, records }
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
    return zstdDecompressSync(row.body, { maxOutputLength: LARGEST_BODY })
  } catch {
    return null
  }
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
