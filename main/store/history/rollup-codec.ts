/**
 * The row of a roll-up: all series of one device in one day or month, by column. Pure. Version 1, byte for byte (varint and zigzag as in bytes.ts;
 * a list: byte form, varint length, the list as in whole.ts):
 *
 *   0     version, 1
 *   1     0
 *   2-5   CRC-32, little-endian, of all bytes from 6 on
 *   6     varint step in seconds; varint: number of buckets n; varint: number of columns; where n is above 0, the times; then each column
 *
 *   times    zigzag at[0] / 1000; a list of n - 1: (at[i] - at[i-1]) / step - 1;
 *            a list of n, newest: seconds from the bucket's begin to the newest lastAt of any column, 0 where there is none
 *   column   head  bits 0-2 form of min; bit 3 set where there are seconds of states; bit 4 set where the slot is one more than that of the column
 *                  before (of the first: 0); bits 5-7 decimals d, or 7 where the values are float64
 *            more  bit 0 set where count is as in the column before (of the first: 0); bit 1 the same of bad; bit 2 set where no last value is older than
 *                  newest; bit 3 set where all buckets have max = min
 *            varint slot, unless bit 4 is set
 *            varint length of what follows, so that a reader may skip it
 *            unless they are as before: count and bad, lists of n. The buckets below are those with a count above 0
 *            unless bit 2 is set: a list of seconds from lastAt to newest
 *            whole values: varint length, min in its form; unless bit 3 is set, varint length and a stream of range.ts, each bucket: max - min (sizes.ts);
 *                  where that is not 0: mean - min in parts, of the greatest that can be; last - min of max - min (both shares.ts, each its own)
 *            float64 values: byte d; min, max, mean, last of each bucket
 *            states: varint number of codes; each, rising: zigzag code (float64 where the values are); a list of n: seconds
 *
 * Whole values are number / 10^d. A step has min(count, 10) parts, max - min has 4096 at most: the mean of up to ten values is exact, of more it is right to a
 * tenth of a step; where they spread far, to a part of 4096 of the spread. Values beyond 2^45 steps are float64.
 * A row that was harmed fails its CRC and is answered as null: only itself is lost. A column that is wanted alone needs the counts of those before it and nothing else.
 */
import { crc32 } from 'node:zlib'
import { ByteReader, ByteWriter } from './bytes.ts'
import { RangeReader, RangeWriter } from './range.ts'
import type { Rollup, RollupColumn } from './rollup.ts'
import { powerOf } from './sample.ts'
import { GREATEST_SHARE, Shares } from './shares.ts'
import { Sizes } from './sizes.ts'
import { readWhole, writeWhole } from './whole.ts'

const VERSION = 1
const HEAD = 6
/** A month of 5 minutes has 8,928 buckets. What a harmed or hostile row may make a reader take is bounded. */
const MOST_BUCKETS = 2 ** 16
const MOST_CELLS = 2 ** 21
const LARGEST_LIST = 2 ** 50
const LARGEST_WHOLE = GREATEST_SHARE / 2
const HAS_STATES = 8
const NEXT_SLOT = 16
const FLOATS = 7
const SAME_COUNT = 1
const SAME_BAD = 2
const NEWEST = 4
const NO_SPREAD = 8
const MEAN_PARTS = 10
const MOST_PARTS = 4096

const body = new ByteWriter()
const columnBytes = new ByteWriter()
const listBytes = new ByteWriter()
const coder = new RangeWriter()
const spreads = new Sizes()
const means = new Shares()
const lasts = new Shares()

function writeList(into: ByteWriter, list: Float64Array): void {
  listBytes.reset()
  into.byte(writeWhole(listBytes, list, null))
  into.varint(listBytes.length)
  into.append(listBytes.written())
}

/** Into how many parts the mean's place between the least and the greatest value goes. */
const partsOf = (spread: number, count: number): number => Math.min(MOST_PARTS, spread * Math.min(count, MEAN_PARTS))

function meanOf(least: number, spread: number, part: number, count: number, power: number): number {
  const exact = Math.min(count, MEAN_PARTS)
  if (spread * exact <= MOST_PARTS) return (least * exact + part) / (exact * power)
  return (least + (spread * part) / MOST_PARTS) / power
}

type Whole = { least: Float64Array; spread: Float64Array; newest: Float64Array }

/** Least values, spreads and last values of the buckets that have any, in whole steps; null where one is too large. */
function wholeOf({ min, max, last, decimals }: RollupColumn, filled: readonly number[]): Whole | null {
  const power = powerOf(decimals)
  const [least, spread, newest] = [new Float64Array(filled.length), new Float64Array(filled.length), new Float64Array(filled.length)]
  for (let k = 0; k < filled.length; k++) {
    const i = filled[k]!
    const from = Math.round(min[i]! * power) + 0
    const to = Math.round(max[i]! * power) + 0
    const end = Math.round(last[i]! * power) + 0
    if (!(Math.abs(from) <= LARGEST_WHOLE && Math.abs(to) <= LARGEST_WHOLE && Math.abs(end) <= LARGEST_WHOLE)) return null
    least[k] = from
    spread[k] = to - from
    newest[k] = end
  }
  return { least, spread, newest }
}

function writeSpread({ least, spread, newest }: Whole, { mean, count, decimals }: RollupColumn, filled: readonly number[]): void {
  const power = powerOf(decimals)
  coder.begin()
  spreads.begin()
  means.begin()
  lasts.begin()
  for (let k = 0; k < spread.length; k++) {
    const wide = spread[k]!
    spreads.write(coder, wide)
    if (wide === 0) continue
    const parts = partsOf(wide, count[filled[k]!]!)
    const part = Math.round(((mean[filled[k]!]! * power - least[k]!) * parts) / wide)
    means.write(coder, Math.min(parts, Math.max(0, part)), parts)
    lasts.write(coder, Math.min(wide, Math.max(0, newest[k]! - least[k]!)), wide)
  }
  const bytes = coder.end()
  columnBytes.varint(bytes.length)
  columnBytes.append(bytes)
}

function writeStates(seconds: ReadonlyMap<number, Float64Array>, power: number | null): void {
  columnBytes.varint(seconds.size)
  for (const [code, list] of [...seconds].sort(([a], [b]) => a - b)) {
    if (power === null) columnBytes.float64(code)
    else columnBytes.zigzag(Math.round(code * power))
    writeList(columnBytes, list)
  }
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Seconds from each last value to the newest of its bucket; null where none is older. */
function agesOf(lastAt: Float64Array, newest: Float64Array, filled: readonly number[]): Float64Array | null {
  const ages = new Float64Array(filled.length)
  let older = false
  for (let k = 0; k < filled.length; k++) {
    const age = (newest[filled[k]!]! - lastAt[filled[k]!]!) / 1000
    ages[k] = age
    older ||= age !== 0
  }
  return older ? ages : null
}

/** The newest last value's time in each bucket; the bucket's begin where there is none. */
function newestOf({ at, columns }: Rollup): Float64Array {
  const newest = at.slice()
  for (const { lastAt } of columns) for (let i = 0; i < newest.length; i++) if (lastAt[i]! > newest[i]!) newest[i] = lastAt[i]!
  return newest
}

function writeColumn(column: RollupColumn, before: RollupColumn | null, newest: Float64Array): void {
  const { slot, decimals, count, bad, lastAt, seconds } = column
  const filled = filledOf(count)
  const whole = wholeOf(column, filled)
  const ages = agesOf(lastAt, newest, filled)
  const zeros = new Uint32Array(count.length)
  const sameCount = isSame(count, before?.count ?? zeros)
  const sameBad = isSame(bad, before?.bad ?? zeros)
  const flat = whole === null || whole.spread.every((wide) => wide === 0)
  columnBytes.reset()
  if (!sameCount) writeList(columnBytes, Float64Array.from(count))
  if (!sameBad) writeList(columnBytes, Float64Array.from(bad))
  if (ages) writeList(columnBytes, ages)
  let form = 0
  if (whole) {
    listBytes.reset()
    form = writeWhole(listBytes, whole.least, null)
    columnBytes.varint(listBytes.length)
    columnBytes.append(listBytes.written())
    if (!flat) writeSpread(whole, column, filled)
  } else {
    columnBytes.byte(decimals)
    for (const i of filled) for (const list of [column.min, column.max, column.mean, column.last]) columnBytes.float64(list[i]!)
  }
  if (seconds) writeStates(seconds, whole ? powerOf(decimals) : null)
  const next = slot === (before?.slot ?? -1) + 1
  body.byte(form | (seconds ? HAS_STATES : 0) | (next ? NEXT_SLOT : 0) | ((whole ? decimals : FLOATS) << 5))
  body.byte((sameCount ? SAME_COUNT : 0) | (sameBad ? SAME_BAD : 0) | (ages ? 0 : NEWEST) | (flat ? NO_SPREAD : 0))
  if (!next) body.varint(slot)
  body.varint(columnBytes.length)
  body.append(columnBytes.written())
}

function filledOf(count: Uint32Array): number[] {
  const filled: number[] = []
  for (let i = 0; i < count.length; i++) if (count[i] !== 0) filled.push(i)
  return filled
}

/** Throws RangeError for what is no roll-up of a device's month: more than 2^21 buckets of all columns, more than six decimals. */
export function encodeRollup(rollup: Rollup): Uint8Array {
  const { step, at, columns } = rollup
  if (at.length > MOST_BUCKETS || at.length * columns.length > MOST_CELLS) throw new RangeError('too many buckets')
  body.reset()
  body.append(Uint8Array.of(VERSION, 0, 0, 0, 0, 0))
  body.varint(step / 1000)
  body.varint(at.length)
  body.varint(columns.length)
  const newest = newestOf(rollup)
  if (at.length > 0) {
    body.zigzag(at[0]! / 1000)
    writeList(
      body,
      Float64Array.from(at.subarray(1), (begin, i) => (begin - at[i]!) / step - 1),
    )
    writeList(
      body,
      newest.map((time, i) => (time - at[i]!) / 1000),
    )
  }
  columns.forEach((column, i) => writeColumn(column, columns[i - 1] ?? null, newest))
  const bytes = body.take()
  new DataView(bytes.buffer).setUint32(2, crc32(bytes.subarray(HEAD)), true)
  return bytes
}

function readList(from: ByteReader, count: number): Float64Array {
  const form = from.byte()
  return readSized(from, form, count)
}

function readSized(from: ByteReader, form: number, count: number): Float64Array {
  const length = from.varint()
  const end = from.position + length
  const list = readWhole(from, end, form, count, null, LARGEST_LIST)
  if (from.position !== end) throw new RangeError('a list has another length')
  return list
}

function readCounts(from: ByteReader, length: number): Uint32Array {
  const list = readList(from, length)
  const counts = new Uint32Array(length)
  for (let i = 0; i < length; i++) {
    if (list[i]! < 0 || list[i]! > 0xffffffff) throw new RangeError('no such count')
    counts[i] = list[i]!
  }
  return counts
}

function readSpread(stream: RangeReader, column: RollupColumn, least: Float64Array, filled: readonly number[]): void {
  const { min, max, mean, last, count, decimals } = column
  const power = powerOf(decimals)
  spreads.begin()
  means.begin()
  lasts.begin()
  for (let k = 0; k < filled.length; k++) {
    const i = filled[k]!
    const wide = spreads.read(stream)
    if (wide > GREATEST_SHARE) throw new RangeError('a value is too large')
    max[i] = (least[k]! + wide) / power
    mean[i] = last[i] = min[i]!
    if (wide === 0) continue
    mean[i] = meanOf(least[k]!, wide, means.read(stream, partsOf(wide, count[i]!)), count[i]!, power)
    last[i] = (least[k]! + lasts.read(stream, wide)) / power
  }
}

function readValues(from: ByteReader, column: RollupColumn, head: number, more: number, filled: readonly number[]): void {
  const { min, max, mean, last } = column
  if (head >> 5 === FLOATS) {
    for (const i of filled) for (const list of [min, max, mean, last]) list[i] = from.float64()
    return
  }
  const least = readSized(from, head & 7, filled.length)
  const power = powerOf(column.decimals)
  filled.forEach((i, k) => (min[i] = max[i] = mean[i] = last[i] = least[k]! / power))
  if ((more & NO_SPREAD) !== 0) return
  const length = from.varint()
  readSpread(new RangeReader(from.take(from.position + length)), column, least, filled)
}

function readStates(from: ByteReader, length: number, power: number | null): Map<number, Float64Array> {
  const seconds = new Map<number, Float64Array>()
  for (let left = from.varint(); left > 0; left--) {
    // Each takes some bytes, so that a false number ends with them.
    const code = power === null ? from.float64() : from.zigzag() / power
    seconds.set(code, readList(from, length))
    if (seconds.size * length > MOST_CELLS) throw new RangeError('too many states')
  }
  return seconds
}

type Counts = Pick<RollupColumn, 'count' | 'bad'>

function readCountsOf(from: ByteReader, more: number, before: Counts): Counts {
  const length = before.count.length
  const count = (more & SAME_COUNT) === 0 ? readCounts(from, length) : before.count
  return { count, bad: (more & SAME_BAD) === 0 ? readCounts(from, length) : before.bad }
}

function readColumn(from: ByteReader, slot: number, head: number, more: number, counts: Counts, newest: Float64Array): RollupColumn {
  const filled = filledOf(counts.count)
  const ages = (more & NEWEST) === 0 ? readList(from, filled.length) : null
  const floats = head >> 5 === FLOATS
  const decimals = floats ? from.byte() : head >> 5
  const gaps = () => new Float64Array(newest.length).fill(Number.NaN)
  const column = { slot, decimals, min: gaps(), max: gaps(), mean: gaps(), last: gaps(), lastAt: gaps(), ...counts, seconds: null }
  filled.forEach((i, k) => (column.lastAt[i] = newest[i]! - (ages ? ages[k]! * 1000 : 0)))
  readValues(from, column, head, more, filled)
  if ((head & HAS_STATES) === 0) return column
  return { ...column, seconds: readStates(from, newest.length, floats ? null : powerOf(decimals)) }
}

function decode(bytes: Uint8Array, wanted: ReadonlySet<number> | undefined): Rollup {
  if (bytes[0] !== VERSION || bytes[1] !== 0) throw new RangeError('another version')
  const crc = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(2, true)
  if (crc32(bytes.subarray(HEAD)) !== crc) throw new RangeError('the sum is wrong')
  const from = new ByteReader(bytes, HEAD)
  const step = from.varint() * 1000
  const length = from.varint()
  const columnCount = from.varint()
  if (length > MOST_BUCKETS || length * columnCount > MOST_CELLS) throw new RangeError('a count is too large')
  const at = new Float64Array(length)
  if (length > 0) {
    at[0] = from.zigzag() * 1000
    readList(from, length - 1).forEach((gap, i) => (at[i + 1] = at[i]! + (gap + 1) * step))
  }
  const newest = length > 0 ? readList(from, length).map((age, i) => at[i]! + age * 1000) : at
  const columns: RollupColumn[] = []
  let counts: Counts = { count: new Uint32Array(length), bad: new Uint32Array(length) }
  let slot = -1
  for (let i = 0; i < columnCount; i++) {
    const head = from.byte()
    const more = from.byte()
    slot = (head & NEXT_SLOT) === 0 ? from.varint() : slot + 1
    const size = from.varint()
    const end = from.position + size
    counts = readCountsOf(from, more, counts)
    if (!wanted || wanted.has(slot)) columns.push(readColumn(from, slot, head, more, counts, newest))
    else from.skip(end - from.position)
    if (from.position !== end) throw new RangeError('a column has another length')
  }
  if (from.position !== bytes.length) throw new RangeError('there is more than columns')
  return { step, at, columns }
}

/** All columns, or only those whose slot is wanted; null where the bytes are not a whole roll-up. Columns may share their counts: they are not to be written. */
export function decodeRollup(bytes: Uint8Array, wanted?: ReadonlySet<number>): Rollup | null {
  try {
    return decode(bytes, wanted)
  } catch {
    // The readers throw on bytes that are not ours; whoever asked goes on without this roll-up.
    return null
  }
}
