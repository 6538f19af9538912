/** Writes chunks of version 1, as it was before there were whole days. Frozen: what offices have on disk was made by this. */
import { constants, crc32, zstdCompressSync } from 'node:zlib'
import { ByteWriter } from '../../main/store/history/bytes.ts'
import type { Chunk, Column } from '../../main/store/history/codec.ts'
import { hasValue, scaled } from '../../main/store/history/sample.ts'

const VERSION = 1
const PACKED = 1
const HEAD = 6
const FORM = { none: 0, constant: 1, differences: 2, float64: 3 } as const
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

const body = new ByteWriter()
const columnBytes = new ByteWriter()

function writeTimes(at: Float64Array): void {
  let last = 0
  let step = 0
  for (let i = 0; i < at.length; i++) {
    const time = at[i]!
    if (i === 0) body.varint(time)
    else {
      body.zigzag(time - last - step)
      step = time - last
    }
    last = time
  }
}

function writeStates(states: Uint8Array): void {
  for (let i = 0; i < states.length;) {
    const state = states[i]!
    let end = i + 1
    while (end < states.length && states[end] === state) end++
    columnBytes.varint(end - i)
    columnBytes.byte(state)
    i = end
  }
}

function writeValues({ states, values, decimals }: Column): void {
  const present: number[] = []
  for (let i = 0; i < states.length; i++) if (hasValue(states[i]!)) present.push(values[i]!)
  const whole: number[] = []
  for (const value of present) {
    const number = scaled(value, decimals)
    if (number === null) break
    whole.push(number)
  }
  if (present.length === 0) return columnBytes.byte(FORM.none)
  if (whole.length < present.length) {
    columnBytes.byte(FORM.float64)
    for (const value of present) columnBytes.float64(value)
    return
  }
  if (whole.every((number) => number === whole[0])) {
    columnBytes.byte(FORM.constant)
    return columnBytes.zigzag(whole[0]!)
  }
  columnBytes.byte(FORM.differences)
  let last = 0
  for (const number of whole) {
    columnBytes.zigzag(number - last)
    last = number
  }
}

export function encodeV1(chunk: Chunk): Uint8Array {
  body.reset()
  body.varint(chunk.at.length)
  body.varint(chunk.columns.length)
  writeTimes(chunk.at)
  for (const column of chunk.columns) {
    columnBytes.reset()
    writeStates(column.states)
    writeValues(column)
    body.varint(column.slot)
    body.byte(column.decimals)
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
