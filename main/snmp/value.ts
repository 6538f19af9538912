/** What an agent sent, decoded: numbers with their sign, 64-bit counters as BigInt, floats out of Opaque, text, and the octets they came in. */
import type { RawVarbind } from 'net-snmp'
import { clip, MOST_TEXT, plain } from '../../shared/format/plain.ts'

export type ValueType =
  | 'integer'
  | 'counter32'
  | 'gauge'
  | 'ticks'
  | 'counter64'
  | 'text'
  | 'opaque'
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
  /** OCTET STRING, IpAddress and Opaque as they came, without tag and length; null for all others. */
  readonly octets: Uint8Array | null
}

export type Varbind = { readonly oid: string; readonly value: SnmpValue }

type Absence = 'null' | 'noSuchObject' | 'noSuchInstance' | 'endOfMib' | 'error'
const absent = (type: Absence): SnmpValue => ({ type, number: null, big: null, raw: null, octets: null })
const ABSENCE: Readonly<Record<Absence, SnmpValue>> = {
  null: absent('null'),
  noSuchObject: absent('noSuchObject'),
  noSuchInstance: absent('noSuchInstance'),
  endOfMib: absent('endOfMib'),
  error: absent('error'),
}

/** A value that is none: the agent has no such object or instance, or could not give it. */
export const nothing = (type: Absence): SnmpValue => ABSENCE[type]

/** True where a value came. */
export const isPresent = (value: SnmpValue | undefined): value is SnmpValue => value !== undefined && value.raw !== null

/** INTEGER, Counter32, Gauge32 or TimeTicks. */
export const numberValue = (type: 'integer' | 'counter32' | 'gauge' | 'ticks', number: number): SnmpValue => ({
  type,
  number,
  big: null,
  raw: String(number),
  octets: null,
})

export const bigValue = (type: 'integer' | 'counter64', big: bigint): SnmpValue => ({
  type,
  number: Number(big),
  big,
  raw: String(big),
  octets: null,
})

export const textValue = (octets: Buffer): SnmpValue => ({ type: 'text', number: null, big: null, raw: readable(octets), octets })

export const oidValue = (oid: string): SnmpValue => ({ type: 'oid', number: null, big: null, raw: oid, octets: null })

/** Four octets; anything else is no address, and only its octets are kept. */
export const addressValue = (octets: Buffer): SnmpValue =>
  octets.length === 4 ? { type: 'address', number: null, big: null, raw: octets.join('.'), octets } : textValue(octets)

const FLOAT = 0x78
const DOUBLE = 0x79

/** Opaque: a Float or Double inside it as the number it is, all else as octets. */
export function opaqueValue(octets: Buffer): SnmpValue {
  if (octets[0] === 0x9f) {
    if (octets.length === 7 && octets[1] === FLOAT && octets[2] === 4) return float(octets, octets.readFloatBE(3), 7)
    if (octets.length === 11 && octets[1] === DOUBLE && octets[2] === 8) return float(octets, octets.readDoubleBE(3), 15)
  }
  return { type: 'opaque', number: null, big: null, raw: readable(octets), octets }
}

/** A single-precision 24.6 must not be shown as 24.600000381. */
function float(octets: Buffer, number: number, digits: number): SnmpValue {
  if (!Number.isFinite(number)) return ABSENCE.null
  const rounded = Number(number.toPrecision(digits))
  return { type: 'float', number: rounded, big: null, raw: String(rounded), octets }
}

/** The Opaque that carries this number in single precision. */
export function floatValue(number: number): SnmpValue {
  const octets = Buffer.from([0x9f, FLOAT, 4, 0, 0, 0, 0])
  octets.writeFloatBE(number, 3)
  return opaqueValue(octets)
}

/** Eight octets or fewer: some agents leave leading zeros out, some send a sign octet before the eight. */
export const counter64Value = (octets: Buffer): SnmpValue =>
  octets.length === 0 || octets.length > 9
    ? ABSENCE.error
    : bigValue('counter64', BigInt.asUintN(64, BigInt(`0x${octets.toString('hex')}`)))

const exceptions: Readonly<Record<number, Absence>> = { 128: 'noSuchObject', 129: 'noSuchInstance', 130: 'endOfMib' }

/** A value as the library hands it out. */
export function decodeValue({ type, value }: RawVarbind): SnmpValue {
  const exception = exceptions[type]
  if (exception) return ABSENCE[exception]
  if (Buffer.isBuffer(value)) return type === 70 ? counter64Value(value) : type === 68 ? opaqueValue(value) : textValue(value)
  if (typeof value === 'number')
    return numberValue(type === 65 ? 'counter32' : type === 66 || type === 71 ? 'gauge' : type === 67 ? 'ticks' : 'integer', value)
  if (typeof value === 'boolean') return numberValue('integer', value ? 1 : 0)
  if (typeof value !== 'string') return ABSENCE.null
  if (type === 6) return oidValue(clip(value, MOST_DOTTED))
  return type === 64 ? addressValue(Buffer.from(value.split('.').map(Number))) : textValue(Buffer.from(value))
}

/** Octets that are shown of what is no text. */
const MOST_OCTETS = 256
/** Letters that an object identifier has at most: 128 arcs. */
export const MOST_DOTTED = 1410

/** Text where it is text (UTF-8, trailing NULs and blanks cut, made plain), hex pairs otherwise; both bounded. */
function readable(bytes: Buffer): string {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  let simple = end <= MOST_TEXT
  for (let at = 0; at < end && simple; at++) simple = bytes[at]! >= 0x20 && bytes[at]! < 0x7f
  if (simple) return bytes.toString('latin1', 0, end).trim()
  const text = bytes.toString('utf8', 0, end)
  // oxlint-disable-next-line no-control-regex -- control characters are what tells octets from text
  if (!text.includes('\uFFFD') && !/[\u0000-\u0008\u000E-\u001F\u007F]/.test(text)) return plain(text)
  const shown = bytes.toString('hex', 0, MOST_OCTETS).replace(/(..)(?=.)/g, '$1 ')
  return bytes.length > MOST_OCTETS ? `${shown} …` : shown
}

/** The numbers of the bits that are set: bit 0 is the highest of the first octet (RFC 2578 BITS). Null where it is no OCTET STRING. */
export function bitsOf({ type, octets }: SnmpValue): number[] | null {
  if (type !== 'text' || !octets) return null
  const set: number[] = []
  for (let at = 0; at < octets.length; at++) for (let bit = 0; bit < 8; bit++) if (octets[at]! & (0x80 >> bit)) set.push(at * 8 + bit)
  return set
}

/**
 * A DateAndTime (RFC 2579) of 8 or 11 octets: its parts, and the epoch ms where it says its offset from UTC.
 * Null where it is none, or names a day that does not exist.
 */
export function dateAndTimeOf({ type, octets }: SnmpValue): { readonly text: string; readonly at: number | null } | null {
  if (type !== 'text' || !octets || (octets.length !== 8 && octets.length !== 11)) return null
  const [
    high = 0,
    low = 0,
    month = 0,
    day = 0,
    hour = 0,
    minute = 0,
    second = 0,
    tenths = 0,
    sign = 0,
    offsetHours = 0,
    offsetMinutes = 0,
  ] = octets
  const year = high * 256 + low
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60 || tenths > 9) return null
  const utc = new Date(0)
  utc.setUTCFullYear(year, month, 0)
  if (day < 1 || day > utc.getUTCDate()) return null
  utc.setUTCFullYear(year, month - 1, day)
  utc.setUTCHours(hour, minute, second, tenths * 100)
  const two = (n: number): string => String(n).padStart(2, '0')
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${tenths}`
  if (octets.length === 8) return { text, at: null }
  if ((sign !== 0x2b && sign !== 0x2d) || offsetHours > 14 || offsetMinutes > 59) return null
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (sign === 0x2b ? 1 : -1)
  return { text: `${text}${String.fromCharCode(sign)}${two(offsetHours)}:${two(offsetMinutes)}`, at: utc.getTime() - offset }
}
