/** One value between the wire and what the rooms above know of it. A value that cannot be read is an error of its own, never the end of the message. */
import { addressValue, bigValue, counter64Value, nothing, numberValue, oidValue, opaqueValue, textValue, type SnmpValue } from '../value.ts'
import { decodeOid, encodeOid } from './oid.ts'
import { signed, unsigned } from './reader.ts'
import { TAG } from './tags.ts'
import type { Writer } from './writer.ts'

/** The contents `start` to `end` of a field with this tag. The octets of text stay a view of `bytes`. */
export function readValue(bytes: Buffer, tag: number, start: number, end: number): SnmpValue {
  switch (tag) {
    case TAG.integer:
      return readInteger(bytes, start, end)
    case TAG.counter32:
      return readUnsigned('counter32', bytes, start, end)
    case TAG.gauge32:
    case TAG.unsigned32:
      return readUnsigned('gauge', bytes, start, end)
    case TAG.ticks:
      return readUnsigned('ticks', bytes, start, end)
    case TAG.counter64:
      return counter64Value(bytes.subarray(start, end))
    case TAG.octets:
    case TAG.nsap:
      return textValue(bytes.subarray(start, end))
    case TAG.opaque:
      return opaqueValue(bytes.subarray(start, end))
    case TAG.address:
      return addressValue(bytes.subarray(start, end))
    case TAG.oid: {
      const oid = decodeOid(bytes, start, end)
      return oid === null ? nothing('error') : oidValue(oid)
    }
    case TAG.null:
      return nothing('null')
    case TAG.noSuchObject:
      return nothing('noSuchObject')
    case TAG.noSuchInstance:
      return nothing('noSuchInstance')
    case TAG.endOfMib:
      return nothing('endOfMib')
    default:
      return nothing('error')
  }
}

/** Some agents send 64 bits as INTEGER; beyond what a number holds exactly it is kept beside it. */
function readInteger(bytes: Buffer, start: number, end: number): SnmpValue {
  const number = signed(bytes, start, end)
  if (number !== null) return numberValue('integer', number)
  if (end - start < 7 || end - start > 8) return nothing('error')
  let big = BigInt(bytes.readInt8(start))
  for (let at = start + 1; at < end; at++) big = big * 256n + BigInt(bytes[at]!)
  return bigValue('integer', big)
}

function readUnsigned(type: 'counter32' | 'gauge' | 'ticks', bytes: Buffer, start: number, end: number): SnmpValue {
  const number = unsigned(bytes, start, end)
  return number === null ? nothing('error') : numberValue(type, number)
}

const EMPTY = new Uint8Array(0)
const NUMBER_TAGS = { integer: TAG.integer, counter32: TAG.counter32, gauge: TAG.gauge32, ticks: TAG.ticks } as const
const OCTET_TAGS = { text: TAG.octets, opaque: TAG.opaque, float: TAG.opaque, address: TAG.address } as const
const ABSENCE_TAGS = {
  null: TAG.null,
  error: TAG.null,
  noSuchObject: TAG.noSuchObject,
  noSuchInstance: TAG.noSuchInstance,
  endOfMib: TAG.endOfMib,
} as const

/** Throws RangeError for an object identifier that is none. */
export function writeValue(writer: Writer, value: SnmpValue): void {
  switch (value.type) {
    case 'integer':
    case 'counter32':
    case 'gauge':
    case 'ticks':
      // An integer that needed 64 bits has them in `big`.
      if (value.big !== null) writer.signed64(value.big, TAG.integer)
      else writer.integer(value.number ?? 0, NUMBER_TAGS[value.type])
      break
    case 'counter64':
      writer.big(value.big ?? 0n, TAG.counter64)
      break
    case 'text':
    case 'opaque':
    case 'float':
    case 'address':
      writer.octets(value.octets ?? EMPTY, OCTET_TAGS[value.type])
      break
    case 'oid':
      writeOid(writer, value.raw ?? '')
      break
    default:
      writer.octets(EMPTY, ABSENCE_TAGS[value.type])
  }
}

/** Throws RangeError where it is none. */
export function writeOid(writer: Writer, oid: string): void {
  const octets = encodeOid(oid)
  if (!octets) throw new RangeError(`not an object identifier: ${oid}`)
  writer.octets(octets, TAG.oid)
}
