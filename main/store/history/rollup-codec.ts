/**
 * The row of a roll-up: all series of one device in one day or month, by column. Pure. Version 1, byte for byte (varint and zigzag as in bytes.ts):
 *
 *   0     version, 1
 *   1     flags: bit 0 set where the body is one zstd frame, else it lies open; no other is set
 *   2-5   CRC-32, little-endian, of all bytes from 6 on
 *   6     varint: length of the body when unpacked; then the body
 *
 *   body  varint step in seconds; varint: number of buckets n; varint: number of columns
 *         zigzag at[0] / 1000; then varint of (at[i] - at[i-1]) / step - 1
 *         newest: n varints, seconds from the bucket's begin to the newest lastAt of any column; 0 where no column has one
 *         each column:
 *           varint slot; byte decimals d; varint: length of what follows in this column (so that a reader may skip it)
 *           counts: runs of (varint length, varint count, varint bad), n in all
 *           ages: runs of (varint length, varint seconds from lastAt to the bucket's newest), of buckets whose count is above 0
 *           byte form: 0 no values, 1 whole numbers, 3 float64
 *           values, only of buckets whose count is above 0: form 1 zigzag difference of min to the one before, the first from 0; varint max - min;
 *                   where that is not 0: varint mean - min in parts of min(count, 10) to a step; varint last - min. Form 3 min, max, mean, last,
 *                   eight bytes each. Whole numbers are value * 10^d, rounded.
 *           states: varint: number of codes + 1, or 0 where seconds is null; each, by rising code: float64 code;
 *                   runs of (varint length, varint seconds), n in all
 *
 * A mean of up to ten values is exact, of more it is right to a tenth of the smallest step. Form 3 is for values beyond 2^50 steps.
 * A row that was harmed fails its CRC and is answered as null: only itself is lost.
 */
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { ByteReader, ByteWriter } from './bytes.ts'
import type { Rollup, RollupColumn } from './rollup.ts'
import { LARGEST_SCALED, powerOf, scaled } from './sample.ts'

const VERSION = 1
const PACKED = 1
const HEAD = 6
const LARGEST_BODY = 16 * 1024 * 1024
/** A month of 5 minutes is 8,928. */
const MOST_BUCKETS = 100_000
const MOST_COLUMNS = 100_000
const FORM = { none: 0, whole: 1, float64: 3 } as const
const MEAN_PARTS = 10
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 6 } }

const body = new ByteWriter()
const columnBytes = new ByteWriter()

function writeRuns(length: number, same: (a: number, b: number) => boolean, write: (i: number) => void): void {
  for (let i = 0; i < length;) {
    let end = i + 1
    while (end < length && same(i, end)) end++
    columnBytes.varint(end - i)
    write(i)
    i = end
  }
}

/** All least, greatest and last values as whole numbers whose means are whole numbers too; null where one is too large. */
function wholeValues({ min, max, last, count, decimals }: RollupColumn, filled: readonly number[]): [number, number, number][] | null {
  const all: [number, number, number][] = []
  for (const i of filled) {
    const least = scaled(min[i]!, decimals)
    const most = scaled(max[i]!, decimals)
    const newest = scaled(last[i]!, decimals)
    if (least === null || most === null || newest === null) return null
    if ((most - least) * Math.min(count[i]!, MEAN_PARTS) > LARGEST_SCALED) return null
    all.push([least, most, newest])
  }
  return all
}

function writeValues(column: RollupColumn, filled: readonly number[]): void {
  const { min, max, mean, last, count, decimals } = column
  if (filled.length === 0) return columnBytes.byte(FORM.none)
  const whole = wholeValues(column, filled)
  if (!whole) {
    columnBytes.byte(FORM.float64)
    for (const i of filled) for (const value of [min[i]!, max[i]!, mean[i]!, last[i]!]) columnBytes.float64(value)
    return
  }
  columnBytes.byte(FORM.whole)
  let before = 0
  whole.forEach(([least, most, newest], k) => {
    const i = filled[k]!
    columnBytes.zigzag(least - before)
    columnBytes.varint(most - least)
    before = least
    if (most === least) return
    const parts = Math.min(count[i]!, MEAN_PARTS)
    columnBytes.varint(Math.min((most - least) * parts, Math.max(0, Math.round((mean[i]! * powerOf(decimals) - least) * parts))))
    columnBytes.varint(newest - least)
  })
}

function writeStates(seconds: RollupColumn['seconds'], length: number): void {
  columnBytes.varint(seconds ? seconds.size + 1 : 0)
  for (const [code, list] of [...(seconds ?? [])].sort(([a], [b]) => a - b)) {
    columnBytes.float64(code)
    writeRuns(
      length,
      (a, b) => list[a] === list[b],
      (i) => columnBytes.varint(list[i]!),
    )
  }
}

export function encodeRollup({ step, at, columns }: Rollup): Uint8Array {
  body.reset()
  body.varint(step / 1000)
  body.varint(at.length)
  body.varint(columns.length)
  for (let i = 0; i < at.length; i++) {
    if (i === 0) body.zigzag(at[0]! / 1000)
    else body.varint((at[i]! - at[i - 1]!) / step - 1)
  }
  const newest = Float64Array.from(at, (begin, i) => columns.reduce((most, { lastAt }) => (lastAt[i]! > most ? lastAt[i]! : most), begin))
  for (let i = 0; i < at.length; i++) body.varint((newest[i]! - at[i]!) / 1000)
  for (const column of columns) {
    const { slot, decimals, count, bad, lastAt } = column
    const filled = Array.from(count.keys()).filter((i) => count[i]! > 0)
    const ages = filled.map((i) => (newest[i]! - lastAt[i]!) / 1000)
    columnBytes.reset()
    writeRuns(
      at.length,
      (a, b) => count[a] === count[b] && bad[a] === bad[b],
      (i) => {
        columnBytes.varint(count[i]!)
        columnBytes.varint(bad[i]!)
      },
    )
    writeRuns(
      filled.length,
      (a, b) => ages[a] === ages[b],
      (i) => columnBytes.varint(ages[i]!),
    )
    writeValues(column, filled)
    writeStates(column.seconds, at.length)
    body.varint(slot)
    body.byte(decimals)
    body.varint(columnBytes.length)
    body.append(columnBytes.take())
  }
  const open = body.take()
  const packed = zstdCompressSync(open, LEVEL)
  const smaller = packed.length < open.length
  body.reset()
  body.append(Uint8Array.of(VERSION, smaller ? PACKED : 0, 0, 0, 0, 0))
  body.varint(open.length)
  body.append(smaller ? packed : open)
  const bytes = body.take()
  new DataView(bytes.buffer).setUint32(2, crc32(bytes.subarray(HEAD)), true)
  return bytes
}

function readRuns(from: ByteReader, length: number, read: () => (i: number) => void): void {
  for (let i = 0; i < length;) {
    const run = from.varint()
    if (run === 0 || run > length - i) throw new RangeError('a run is wrong')
    const set = read()
    for (const end = i + run; i < end; i++) set(i)
  }
}

function bounded(value: number, most: number): number {
  if (value > most) throw new RangeError('a number is too large')
  return value
}

function readValues(from: ByteReader, column: RollupColumn, filled: readonly number[]): void {
  const { min, max, mean, last, count, decimals } = column
  const form = from.byte()
  if (form === FORM.none && filled.length === 0) return
  if (form === FORM.float64) {
    for (const i of filled) for (const list of [min, max, mean, last]) list[i] = from.float64()
    return
  }
  if (form !== FORM.whole) throw new RangeError('no such form')
  const power = powerOf(decimals)
  let least = 0
  for (const i of filled) {
    least += from.zigzag()
    const range = from.varint()
    if (Math.abs(least) > LARGEST_SCALED || range > 2 * LARGEST_SCALED) throw new RangeError('a value is too large')
    min[i] = least / power
    max[i] = (least + range) / power
    mean[i] = last[i] = min[i]
    if (range === 0) continue
    const parts = Math.min(count[i]!, MEAN_PARTS)
    mean[i] = (least * parts + bounded(from.varint(), range * parts)) / (parts * power)
    last[i] = (least + bounded(from.varint(), range)) / power
  }
}

function readStates(from: ByteReader, length: number): RollupColumn['seconds'] {
  const codes = from.varint()
  if (codes === 0) return null
  const seconds = new Map<number, Float64Array>()
  for (let left = codes - 1; left > 0; left--) {
    const code = from.float64()
    const list = new Float64Array(length)
    readRuns(from, length, () => {
      const value = from.varint()
      return (i) => (list[i] = value)
    })
    seconds.set(code, list)
  }
  return seconds
}

function readColumn(from: ByteReader, slot: number, decimals: number, at: Float64Array, newest: Float64Array): RollupColumn {
  const gaps = () => new Float64Array(at.length).fill(Number.NaN)
  const count = new Uint32Array(at.length)
  const bad = new Uint32Array(at.length)
  const column = { slot, decimals, min: gaps(), max: gaps(), mean: gaps(), last: gaps(), lastAt: gaps(), count, bad }
  readRuns(from, at.length, () => {
    const good = bounded(from.varint(), 0xffffffff)
    const others = bounded(from.varint(), 0xffffffff)
    return (i) => {
      count[i] = good
      bad[i] = others
    }
  })
  const filled = Array.from(count.keys()).filter((i) => count[i]! > 0)
  readRuns(from, filled.length, () => {
    const age = from.varint() * 1000
    return (k) => (column.lastAt[filled[k]!] = newest[filled[k]!]! - age)
  })
  readValues(from, { ...column, seconds: null }, filled)
  return { ...column, seconds: readStates(from, at.length) }
}

function unpack(bytes: Uint8Array): Uint8Array {
  const head = new ByteReader(bytes)
  if (head.byte() !== VERSION) throw new RangeError('another version')
  const flags = head.byte()
  if (flags > PACKED) throw new RangeError('another flag')
  const crc = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(2, true)
  if (crc32(bytes.subarray(HEAD)) !== crc) throw new RangeError('the sum is wrong')
  head.position = HEAD
  const length = bounded(head.varint(), LARGEST_BODY)
  const rest = bytes.subarray(head.position)
  const open = flags === 0 ? rest : zstdDecompressSync(rest, { maxOutputLength: Math.max(1, length) })
  if (open.length !== length) throw new RangeError('the body is cut off')
  return open
}

/** All columns, or only those whose slot is wanted; null where the bytes are not a whole roll-up. */
export function decodeRollup(bytes: Uint8Array, wanted?: ReadonlySet<number>): Rollup | null {
  try {
    const from = new ByteReader(unpack(bytes))
    const step = from.varint() * 1000
    const length = bounded(from.varint(), MOST_BUCKETS)
    const columnCount = bounded(from.varint(), MOST_COLUMNS)
    const at = new Float64Array(length)
    for (let i = 0; i < length; i++) at[i] = i === 0 ? from.zigzag() * 1000 : at[i - 1]! + (from.varint() + 1) * step
    const newest = Float64Array.from(at, (begin) => begin + from.varint() * 1000)
    const columns: RollupColumn[] = []
    for (let i = 0; i < columnCount; i++) {
      const slot = from.varint()
      const decimals = from.byte()
      const size = from.varint()
      const end = from.position + size
      if (!wanted || wanted.has(slot)) {
        columns.push(readColumn(from, slot, decimals, at, newest))
        if (from.position !== end) throw new RangeError('a column has another length')
      } else from.skip(size)
    }
    return { step, at, columns }
  } catch {
    // zlib and the reader throw on bytes that are not ours; whoever asked goes on without this roll-up.
    return null
  }
}
