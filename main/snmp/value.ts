/** What an agent sent, decoded: numbers with their sign, 64-bit counters as BigInt, floats out of Opaque, text. */
import type { RawVarbind } from 'net-snmp'
import { clip, plain } from '../../shared/format/plain.ts'

export type ValueType =
  | 'integer'
  | 'counter32'
  | 'gauge'
  | 'ticks'
  | 'counter64'
  | 'text'
  | 'oid'
  | 'address'
  | 'float'
  | 'null'
  | 'noSuchObject'
  | 'noSuchInstance'
  | 'endOfMib'
  | 'error'

export type SnmpValue = {
  readonly type: ValueType
  /** The value as a number where it is one (a 64-bit counter loses precision above 2^53). */
  readonly number: number | null
  /** 64-bit counters, exactly. */
  readonly big: bigint | null
  /** What came, for people; null where nothing came. */
  readonly raw: string | null
}

export type Varbind = { readonly oid: string; readonly value: SnmpValue }

const exceptions: Readonly<Record<number, ValueType>> = { 128: 'noSuchObject', 129: 'noSuchInstance', 130: 'endOfMib' }
const absence = Object.fromEntries(
  (['null', 'noSuchObject', 'noSuchInstance', 'endOfMib', 'error'] as const).map((type) => [
    type,
    { type, number: null, big: null, raw: null },
  ]),
) as Record<'null' | 'noSuchObject' | 'noSuchInstance' | 'endOfMib' | 'error', SnmpValue>

/** A value that is none: the agent has no such object or instance, or could not give it. */
export const nothing = (type: keyof typeof absence): SnmpValue => absence[type]

/** True where a value came. */
export const isPresent = (value: SnmpValue | undefined): value is SnmpValue => value !== undefined && value.raw !== null

const numeric = (type: ValueType, number: number): SnmpValue => ({ type, number, big: null, raw: String(number) })

export function decodeValue({ type, value }: RawVarbind): SnmpValue {
  const exception = exceptions[type]
  if (exception) return absence[exception as 'noSuchObject']
  if (Buffer.isBuffer(value)) return decodeBytes(type, value)
  if (typeof value === 'number')
    return numeric(type === 65 ? 'counter32' : type === 66 ? 'gauge' : type === 67 ? 'ticks' : 'integer', value)
  if (typeof value === 'boolean') return numeric('integer', value ? 1 : 0)
  if (typeof value === 'string') {
    const dotted = type === 6 || type === 64
    const raw = dotted ? clip(value, MOST_DOTTED) : plain(value)
    return { type: type === 6 ? 'oid' : type === 64 ? 'address' : 'text', number: null, big: null, raw }
  }
  return absence.null
}

function decodeBytes(type: number, bytes: Buffer): SnmpValue {
  if (type === 70) {
    // Some agents leave leading zeros out, some send a sign octet before the eight.
    const big = bytes.length === 0 || bytes.length > 9 ? null : BigInt.asUintN(64, BigInt(`0x${bytes.toString('hex')}`))
    return big === null ? absence.error : { type: 'counter64', number: Number(big), big, raw: String(big) }
  }
  if (type === 68) {
    if (bytes.length === 7 && bytes[0] === 0x9f && bytes[1] === 0x78 && bytes[2] === 4) return float(bytes.readFloatBE(3))
    if (bytes.length === 11 && bytes[0] === 0x9f && bytes[1] === 0x79 && bytes[2] === 8) return float(bytes.readDoubleBE(3))
  }
  return { type: 'text', number: null, big: null, raw: readable(bytes) }
}

function float(number: number): SnmpValue {
  // A single-precision 24.6 must not be shown as 24.600000381.
  return Number.isFinite(number) ? numeric('float', Number(number.toPrecision(7))) : absence.null
}

/** Octets that are shown of what is no text. */
const MOST_OCTETS = 256
/** Letters that an object identifier or an address has at most: 128 arcs. */
const MOST_DOTTED = 1410

/** Text where it is text (UTF-8, trailing NULs and blanks cut, made plain), hex pairs otherwise; both bounded. */
function readable(bytes: Buffer): string {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  const text = bytes.toString('utf8', 0, end)
  // oxlint-disable-next-line no-control-regex -- control characters are what tells octets from text
  if (!text.includes('\uFFFD') && !/[\u0000-\u0008\u000E-\u001F\u007F]/.test(text)) return plain(text)
  const shown = bytes.toString('hex', 0, MOST_OCTETS).replace(/(..)(?=.)/g, '$1 ')
  return bytes.length > MOST_OCTETS ? `${shown} …` : shown
}
