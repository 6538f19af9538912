/** What came off the wire as a number, in the way that a profile says it comes. Pure. */
import type { SnmpValue } from '../snmp/value.ts'
import type { Transform } from './schema.ts'

type As = Transform['as']

/** The value as a number, or null where it is none of the expected kind. */
export function numberAs(value: SnmpValue, as: As): number | null {
  switch (as) {
    case 'text':
      return value.number ?? textNumber(value)
    case 'hex': {
      const count = value.number === null ? hexCount(value) : null
      return count === null ? value.number : Number(count)
    }
    case 'bits': {
      const bits = bitsOf(value)
      return bits === null ? null : Number(bits)
    }
    case 'date':
      return dateOf(value)
    default:
      return value.number
  }
}

/** The number that a text begins with: "43.0 C", "-40.5", "−7,5". */
export function textNumber(value: SnmpValue): number | null {
  if (value.type !== 'text' || value.raw === null) return null
  const text = /^\s*([+\-−]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,3})?)/.exec(value.raw)?.[1]
  return text === undefined ? null : Number(text.replace(',', '.').replace('−', '-'))
}

/** A count, exactly: a counter, or what the profile lets stand for one. */
export function countAs(value: SnmpValue, as: As): { count: bigint; wide: boolean } | null {
  if (value.big !== null) return { count: value.big, wide: true }
  if (value.type === 'counter32' && value.number !== null) return narrow(value.number)
  if (as === 'number') return null
  if (value.number !== null) return narrow(value.number)
  if (as === 'hex') {
    const count = hexCount(value)
    return count === null ? null : { count, wide: true }
  }
  const text = as === 'text' && value.raw !== null ? /^\s*(\d{1,20})\s*$/.exec(value.raw)?.[1] : undefined
  return text === undefined ? null : { count: BigInt(text), wide: true }
}

/** Some agents encode a 32-bit counter with the sign of an integer. */
function narrow(number: number): { count: bigint; wide: boolean } | null {
  if (!Number.isInteger(number) || number < -(2 ** 31) || number >= 2 ** 32) return null
  return { count: BigInt(number < 0 ? number + 2 ** 32 : number), wide: false }
}

/** Up to eight octets, or hexadecimal digits with or without 0x, blanks and colons. */
function hexCount(value: SnmpValue): bigint | null {
  if (value.type !== 'text' || value.raw === null) return null
  const digits = value.raw.replace(/^0x/i, '').replace(/[\s:]/g, '')
  if (/^[0-9a-f]{1,16}$/i.test(digits)) return BigInt(`0x${digits}`)
  const bytes = bytesOf(value)
  return bytes === null || bytes.length === 0 || bytes.length > 8 ? null : BigInt(`0x${bytes.toString('hex')}`)
}

/** The bits of a number, or those of a BITS string in its own order: bit 0 is the highest of the first octet. */
export function bitsOf(value: SnmpValue): bigint | null {
  if (value.number !== null) return Number.isInteger(value.number) ? (value.big ?? BigInt(value.number)) : null
  const bytes = bytesOf(value)
  if (bytes === null || bytes.length === 0 || bytes.length > 8) return null
  let bits = 0n
  bytes.forEach((octet, i) => {
    for (let bit = 0; bit < 8; bit++) if ((octet & (0x80 >> bit)) !== 0) bits |= 1n << BigInt(i * 8 + bit)
  })
  return bits
}

/** Eight octets are the local time of a Vietnamese site. */
const LOCAL_MINUTES = 7 * 60

/** DateAndTime of 8 or 11 octets as seconds since 1970; a date that does not exist is none. */
function dateOf(value: SnmpValue): number | null {
  const bytes = bytesOf(value)
  if (bytes === null || (bytes.length !== 8 && bytes.length !== 11)) return null
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = bytes.subarray(2, 7)
  const time = Date.UTC(bytes.readUInt16BE(0), month - 1, day, hour, minute, second)
  const read = new Date(time)
  if (month < 1 || read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60) return null
  const [hours = 0, minutes = 0] = bytes.subarray(9, 11)
  const offset = bytes.length === 8 ? LOCAL_MINUTES : (bytes[8] === 0x2d ? -1 : 1) * (hours * 60 + minutes)
  return time / 1000 - offset * 60
}

/** The octets of a text as they came. */
function bytesOf({ type, octets }: SnmpValue): Buffer | null {
  return type === 'text' && octets !== null ? Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength) : null
}
