/**
 * Reads the chunk of version 1, which was written before there were whole days. Pure. Byte for byte (varint and zigzag as in bytes.ts):
 *
 *   0     version, 1
 *   1     flags: bit 0 set where the body is one zstd frame, else it lies open
 *   2-5   CRC-32, little-endian, of all bytes from 6 on
 *   6     varint: length of the body when unpacked; then the body
 *
 *   body  varint: number of samples n; varint: number of columns
 *         times: varint at[0] (epoch ms); zigzag at[1]-at[0]; then zigzag of how much each step differs from the one before
 *         each column:
 *           varint slot; byte decimals d; varint: length of what follows in this column (so that a reader may skip it)
 *           states: runs of (varint length, byte state), n in all; state = quality (good 0, suspect 1, unavailable 2, stale 3,
 *                   error 4), plus 8 where the value is null; 15 where the poll did not have this reading
 *           byte form: 0 no values, 1 constant, 2 differences, 3 float64
 *           values, only of states below 8: form 1 one zigzag whole number; 2 zigzag differences, the first from 0;
 *                   3 eight bytes each. Whole numbers are value * 10^d, rounded.
 *
 * Form 3 is for values beyond 2^50 steps.
 */
import { crc32, zstdDecompressSync } from 'node:zlib'
import { ByteReader } from './bytes.ts'
import type { Chunk, Column } from './codec.ts'
import { hasValue, isState, LARGEST_SCALED, powerOf } from './sample.ts'

const VERSION = 1
const PACKED = 1
const HEAD = 6
const LARGEST_BODY = 16 * 1024 * 1024
const MOST_SAMPLES = 2 ** 18
const MOST_CELLS = 2 ** 24
const FORM = { none: 0, constant: 1, differences: 2, float64: 3 } as const

function readTimes(from: ByteReader, count: number): Float64Array {
  const at = new Float64Array(count)
  let step = 0
  for (let i = 0; i < count; i++) {
    if (i === 0) at[i] = from.varint()
    else {
      step += from.zigzag()
      at[i] = at[i - 1]! + step
    }
  }
  return at
}

function readStates(from: ByteReader, count: number): Uint8Array {
  const states = new Uint8Array(count)
  for (let i = 0; i < count;) {
    const run = from.varint()
    const state = from.byte()
    if (run === 0 || run > count - i || !isState(state)) throw new RangeError('a run of states is wrong')
    states.fill(state, i, i + run)
    i += run
  }
  return states
}

function readValues(from: ByteReader, states: Uint8Array, decimals: number): Float64Array {
  const values = new Float64Array(states.length).fill(Number.NaN)
  const form = from.byte()
  if (form === FORM.none) return values
  const power = powerOf(decimals)
  let whole = form === FORM.constant ? from.zigzag() : 0
  for (let i = 0; i < states.length; i++) {
    if (!hasValue(states[i]!)) continue
    if (form === FORM.float64) {
      values[i] = from.float64()
      continue
    }
    if (form === FORM.differences) whole += from.zigzag()
    if (Math.abs(whole) > LARGEST_SCALED) throw new RangeError('a value is too large')
    values[i] = whole / power
  }
  return values
}

function unpack(bytes: Uint8Array): Uint8Array {
  const head = new ByteReader(bytes)
  if (head.byte() !== VERSION) throw new RangeError('another version')
  const flags = head.byte()
  const crc = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(2, true)
  if (crc32(bytes.subarray(HEAD)) !== crc) throw new RangeError('the sum is wrong')
  head.position = HEAD
  const length = head.varint()
  if (length > LARGEST_BODY) throw new RangeError('the body is too long')
  const rest = bytes.subarray(head.position)
  const open = (flags & PACKED) === 0 ? rest : zstdDecompressSync(rest, { maxOutputLength: length })
  if (open.length !== length) throw new RangeError('the body is cut off')
  return open
}

/** All columns, or only those whose slot is wanted. Throws where the bytes are not a whole chunk of version 1. */
export function decodeV1(bytes: Uint8Array, wanted?: ReadonlySet<number>): Chunk {
  const from = new ByteReader(unpack(bytes))
  const count = from.varint()
  const columnCount = from.varint()
  if (count > MOST_SAMPLES || count * columnCount > MOST_CELLS) throw new RangeError('a count is too large')
  const at = readTimes(from, count)
  const columns: Column[] = []
  for (let i = 0; i < columnCount; i++) {
    const slot = from.varint()
    const decimals = from.byte()
    const length = from.varint()
    const end = from.position + length
    if (!wanted || wanted.has(slot)) {
      const states = readStates(from, count)
      columns.push({ slot, decimals, states, values: readValues(from, states, decimals) })
      if (from.position !== end) throw new RangeError('a column has another length')
    } else from.skip(length)
  }
  return { at, columns }
}
