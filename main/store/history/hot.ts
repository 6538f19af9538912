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
const bodyBytes = new ByteWriter()

function writePoll(poll: HotPoll, base: number): void {
  bodyBytes.zigzag(poll.at - base)
  bodyBytes.varint(poll.readings.length)
  for (const { slot, state, decimals, value } of poll.readings) {
    const whole = hasValue(state) ? scaled(value, decimals) : 0
    bodyBytes.varint(slot)
    bodyBytes.byte(state | ((whole === null ? FLOAT : decimals) << 4))
    if (!hasValue(state)) continue
    if (whole === null) bodyBytes.float64(value)
    else bodyBytes.zigzag(whole)
  }
}

/** Packs polls; `polls` is sorted in place by device. */
export function encodeHot(polls: HotPoll[]): HotRow {
  polls.sort((a, b) => a.deviceId - b.deviceId || a.at - b.at)
  const base = polls.reduce((least, poll) => Math.min(least, poll.at), Number.MAX_SAFE_INTEGER)
  headBytes.reset()
  bodyBytes.reset()
  headBytes.byte(VERSION)
  headBytes.varint(base)
  headBytes.varint(polls.length)
  let last = 0
  for (const poll of polls) {
    const begin = bodyBytes.length
    writePoll(poll, base)
    headBytes.varint(poll.deviceId - last)
    headBytes.varint(bodyBytes.length - begin)
    last = poll.deviceId
  }
  const head = headBytes.take()
  const body = zstdCompressSync(bodyBytes.take(), LEVEL)
  return { crc: sum(head, body), head, body }
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
