/**
 * The chunk: all samples of one device in one hour or one day, by column. Pure. Version 2, byte for byte (varint as in bytes.ts, lists as in whole.ts;
 * version 1 is read by codec-v1.ts):
 *
 *   0     version, 2
 *   1     0
 *   2-5   CRC-32, little-endian, of all bytes from 6 on
 *   6     varint: number of samples n; varint: number of columns; where n is above 0, the times; then each column
 *
 *   times    varint at[0] (epoch ms); where n is above 1, varint step (ms). A time is at[0] + step * place + off, with place the nearest.
 *            Two lists follow: n - 1 differences of place, the first from 0; n - 1 offs. Each: byte form, varint length, the list.
 *   column   head  bits 0-2 form of the values; bit 3 set where all states are good; bit 4 set where the slot is one more than that of the column
 *                  before (of the first: 0); bits 5-7 decimals d, or 7 where something is special
 *            varint slot, unless bit 4 is set
 *            varint length of what follows, so that a reader may skip it; left out where bit 3 is set, nothing is special and the form is 0 or 1
 *            where special: byte decimals d; varint number of exceptions; each: varint of its place among the values minus the one
 *                  before (of the first: its place); float64
 *            unless bit 3 is set, the states, a list of n: byte form, varint length, the list. state = quality (good 0, suspect 1, unavailable 2,
 *                  stale 3, error 4, reset 5), plus 8 where the value is null; 15 where the poll did not have this reading
 *            values, a list of those whose state is below 8, to the end of the column. A value is number / 10^d
 *
 * A value beyond 2^50 steps, or none at all (NaN, infinite), is an exception, kept to the bit; in the list stands the number before it.
 * The seconds that lists may be clocks by are at / 1000, halves up. Each column lies for itself: one is read without unpacking the others.
 * A chunk that was harmed fails its CRC and is answered as null: only itself is lost.
 */
import { crc32 } from 'node:zlib'
import { ByteReader, ByteWriter } from './bytes.ts'
import { decodeV1 } from './codec-v1.ts'
import { hasValue, isState, LARGEST_SCALED, powerOf } from './sample.ts'
import { FORM, readWhole, writeWhole } from './whole.ts'

export type Column = {
  slot: number
  decimals: number
  /** One per sample, as `stateOf` makes them. */
  states: Uint8Array
  /** One per sample; NaN where the state has no value. */
  values: Float64Array
}
/** `at` rises strictly, in whole ms; every column has as many entries as `at`. */
export type Chunk = { at: Float64Array; columns: Column[] }

const VERSION = 2
const HEAD = 6
const ALL_GOOD = 8
const NEXT_SLOT = 16
const SPECIAL = 7
/** A day at three samples a second, and what a program wants to have in memory of one device's day: a harmed or hostile row does not get more. */
const MOST_SAMPLES = 2 ** 18
const MOST_CELLS = 2 ** 24

const body = new ByteWriter()
const columnBytes = new ByteWriter()
const listBytes = new ByteWriter()

/** Whole seconds of each time. */
const secondsOf = (at: Float64Array): Float64Array => at.map((time) => Math.floor(time / 1000 + 0.5))

function writeList(into: ByteWriter, list: Float64Array): void {
  listBytes.reset()
  into.byte(writeWhole(listBytes, list, null))
  into.varint(listBytes.length)
  into.append(listBytes.written())
}

/** The usual step between times: the lower median. */
function usualStep(at: Float64Array): number {
  const steps = new Float64Array(at.length - 1)
  for (let i = 0; i < steps.length; i++) steps[i] = at[i + 1]! - at[i]!
  steps.sort()
  return steps[(steps.length - 1) >> 1]!
}

function writeTimes(at: Float64Array): void {
  const first = at[0]!
  for (let i = 0; i < at.length; i++) {
    if (!Number.isSafeInteger(at[i]) || at[i]! <= (i === 0 ? -1 : at[i - 1]!))
      throw new RangeError('the times are not whole or do not rise')
  }
  body.varint(first)
  if (at.length === 1) return
  const step = usualStep(at)
  const places = new Float64Array(at.length - 1)
  const offs = new Float64Array(at.length - 1)
  let before = 0
  for (let i = 1; i < at.length; i++) {
    const place = Math.round((at[i]! - first) / step)
    places[i - 1] = place - before
    offs[i - 1] = at[i]! - first - place * step
    before = place
  }
  body.varint(step)
  writeList(body, places)
  writeList(body, offs)
}

/** One number, or none, says it all. */
const isShort = (head: number): boolean => (head & 7) <= FORM.constant && (head & ALL_GOOD) !== 0 && head >> 5 !== SPECIAL

function skipShort(from: ByteReader, head: number): void {
  if ((head & 7) === FORM.constant) from.zigzag()
}

type Exception = { place: number; value: number }

/** The values there are as whole numbers, and those that are none. */
function wholeValues({ states, values, decimals }: Column, present: number): { list: Float64Array; exceptions: Exception[] } {
  const list = new Float64Array(present)
  const exceptions: Exception[] = []
  const power = powerOf(decimals)
  let place = 0
  for (let i = 0; i < states.length; i++) {
    if (!hasValue(states[i]!)) continue
    const whole = Math.round(values[i]! * power) + 0
    if (Math.abs(whole) <= LARGEST_SCALED) list[place] = whole
    else {
      exceptions.push({ place, value: values[i]! })
      list[place] = place === 0 ? 0 : list[place - 1]!
    }
    place++
  }
  return { list, exceptions }
}

function presentSeconds(states: Uint8Array, seconds: Float64Array, present: number): Float64Array {
  return present === states.length ? seconds : seconds.filter((_, i) => hasValue(states[i]!))
}

function countPresent(states: Uint8Array): number {
  let present = 0
  for (let i = 0; i < states.length; i++) if (hasValue(states[i]!)) present++
  return present
}

function writeColumn(column: Column, slotBefore: number, seconds: Float64Array): void {
  const { slot, decimals, states } = column
  const present = countPresent(states)
  const { list, exceptions } = wholeValues(column, present)
  const allGood = states.every((state) => state === 0)
  const special = exceptions.length > 0
  columnBytes.reset()
  if (special) {
    columnBytes.byte(decimals)
    columnBytes.varint(exceptions.length)
    let before = 0
    for (const { place, value } of exceptions) {
      columnBytes.varint(place - before)
      columnBytes.float64(value)
      before = place
    }
  }
  if (!allGood) writeList(columnBytes, Float64Array.from(states))
  // Only whole numbers are ever clocks: no need to look at the others.
  const form = writeWhole(columnBytes, list, decimals === 0 ? presentSeconds(states, seconds, present) : null)
  const head = form | (allGood ? ALL_GOOD : 0) | (slot === slotBefore + 1 ? NEXT_SLOT : 0) | ((special ? SPECIAL : decimals) << 5)
  body.byte(head)
  if (slot !== slotBefore + 1) body.varint(slot)
  if (!isShort(head)) body.varint(columnBytes.length)
  body.append(columnBytes.written())
}

/** Throws RangeError for what is no chunk: more than 2^24 samples of all columns, times that are not whole or do not rise, more than six decimals. */
export function encodeChunk({ at, columns }: Chunk): Uint8Array {
  if (at.length > MOST_SAMPLES || at.length * columns.length > MOST_CELLS) throw new RangeError('too many samples')
  body.reset()
  body.append(Uint8Array.of(VERSION, 0, 0, 0, 0, 0))
  body.varint(at.length)
  body.varint(columns.length)
  if (at.length > 0) writeTimes(at)
  const seconds = secondsOf(at)
  let slotBefore = -1
  for (const column of columns) {
    writeColumn(column, slotBefore, seconds)
    slotBefore = column.slot
  }
  const bytes = body.take()
  new DataView(bytes.buffer).setUint32(2, crc32(bytes.subarray(HEAD)), true)
  return bytes
}

function readList(from: ByteReader, count: number): Float64Array {
  const form = from.byte()
  const length = from.varint()
  const end = from.position + length
  const list = readWhole(from, end, form, count, null, LARGEST_SCALED)
  if (from.position !== end) throw new RangeError('a list has another length')
  return list
}

function readTimes(from: ByteReader, count: number): Float64Array {
  const at = new Float64Array(count)
  if (count === 0) return at
  const first = from.varint()
  at[0] = first
  if (count === 1) return at
  const step = from.varint()
  const places = readList(from, count - 1)
  const offs = readList(from, count - 1)
  let place = 0
  for (let i = 1; i < count; i++) {
    place += places[i - 1]!
    at[i] = first + place * step + offs[i - 1]!
    if (!(at[i]! > at[i - 1]!)) throw new RangeError('the times do not rise')
  }
  return at
}

function readStates(from: ByteReader, count: number): Uint8Array {
  const states = Uint8Array.from(readList(from, count))
  for (const state of states) if (!isState(state)) throw new RangeError('no such state')
  return states
}

function readExceptions(from: ByteReader): Exception[] {
  const exceptions: Exception[] = []
  let place = 0
  for (let left = from.varint(); left > 0; left--) {
    place += from.varint()
    exceptions.push({ place, value: from.float64() })
  }
  return exceptions
}

function readColumn(from: ByteReader, end: number, slot: number, head: number, count: number, seconds: Float64Array): Column {
  const special = head >> 5 === SPECIAL
  const decimals = special ? from.byte() : head >> 5
  const exceptions = special ? readExceptions(from) : []
  const states = (head & ALL_GOOD) === 0 ? readStates(from, count) : new Uint8Array(count)
  const present = countPresent(states)
  const clock = (head & 7) === FORM.clock ? presentSeconds(states, seconds, present) : null
  const list = readWhole(from, end, head & 7, present, clock, LARGEST_SCALED)
  const power = powerOf(decimals)
  if (power > 1) for (let i = 0; i < present; i++) list[i]! /= power
  for (const { place, value } of exceptions) {
    if (place >= present) throw new RangeError('an exception is nowhere')
    list[place] = value
  }
  if (present === count) return { slot, decimals, states, values: list }
  const values = new Float64Array(count).fill(Number.NaN)
  for (let i = 0, place = 0; i < count; i++) if (hasValue(states[i]!)) values[i] = list[place++]!
  return { slot, decimals, states, values }
}

function decodeV2(bytes: Uint8Array, wanted: ReadonlySet<number> | undefined): Chunk {
  if (bytes[1] !== 0) throw new RangeError('another flag')
  const crc = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(2, true)
  if (crc32(bytes.subarray(HEAD)) !== crc) throw new RangeError('the sum is wrong')
  const from = new ByteReader(bytes, HEAD)
  const count = from.varint()
  const columnCount = from.varint()
  if (count > MOST_SAMPLES || count * columnCount > MOST_CELLS) throw new RangeError('a count is too large')
  const at = readTimes(from, count)
  const seconds = secondsOf(at)
  const columns: Column[] = []
  let slot = -1
  for (let i = 0; i < columnCount; i++) {
    const head = from.byte()
    slot = (head & NEXT_SLOT) === 0 ? from.varint() : slot + 1
    const end = isShort(head) ? null : from.varint() + from.position
    if (!wanted || wanted.has(slot)) columns.push(readColumn(from, end ?? bytes.length, slot, head, count, seconds))
    else if (end === null) skipShort(from, head)
    else from.skip(end - from.position)
    if (end !== null && from.position !== end) throw new RangeError('a column has another length')
  }
  if (from.position !== bytes.length) throw new RangeError('there is more than columns')
  return { at, columns }
}

/** All columns, or only those whose slot is wanted; null where the bytes are not a whole chunk. */
export function decodeChunk(bytes: Uint8Array, wanted?: ReadonlySet<number>): Chunk | null {
  try {
    return bytes[0] === 1 ? decodeV1(bytes, wanted) : bytes[0] === VERSION ? decodeV2(bytes, wanted) : null
  } catch {
    // zlib and the readers throw on bytes that are not ours; whoever asked goes on without this chunk.
    return null
  }
}
