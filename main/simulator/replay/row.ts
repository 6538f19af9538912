/** One object of a recorded walk, and how the values of all formats become what goes over the wire. */
import { TAG, type Value } from '../agent/ber.ts'

export type RecordedRow = { readonly oid: string; readonly tag: number; readonly value: Value }

/** Why a line is not played; each a sentence under `recordings.line`. */
export type LineTrouble = 'unreadable' | 'oid' | 'type' | 'value' | 'named' | 'variation' | 'absent' | 'twice'

const LIMITS: Readonly<Record<number, readonly [bigint, bigint]>> = {
  // Agents send unsigned values under INTEGER and negative ones under counters; both are kept as they were.
  [TAG.integer]: [-(2n ** 63n), 2n ** 63n - 1n],
  [TAG.counter32]: [-(2n ** 31n), 2n ** 32n - 1n],
  [TAG.gauge32]: [-(2n ** 31n), 2n ** 32n - 1n],
  [TAG.timeTicks]: [-(2n ** 31n), 2n ** 32n - 1n],
  [TAG.counter64]: [-(2n ** 63n), 2n ** 64n - 1n],
}

/** An OID as the agent can send it; null where it is none. A leading dot is taken away. */
export function oidOf(text: string): string | null {
  const plain = text.startsWith('.') ? text.slice(1) : text
  if (!/^\d{1,10}(?:\.\d{1,10}){1,127}$/.test(plain)) return null
  const arcs = plain.split('.').map(Number)
  const [first = 0, second = 0] = arcs
  if (first > 2 || (first < 2 && second > 39) || arcs.some((arc) => arc > 4_294_967_295)) return null
  return arcs.join('.')
}

/** A number of this type from its text; null where it does not fit. */
export function numberOf(tag: number, text: string): number | bigint | null {
  const limits = LIMITS[tag]
  if (!limits || !/^[-+]?\d{1,20}$/.test(text)) return null
  const value = BigInt(text)
  if (value < limits[0] || value > limits[1]) return null
  return tag === TAG.counter64 || !Number.isSafeInteger(Number(value)) ? value : Number(value)
}

export function addressOf(text: string): Uint8Array | null {
  const parts = text.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return null
  return Uint8Array.from(parts.map(Number))
}

/** Hex pairs, with or without blanks and colons between them; null where they are none. */
export function hexOf(text: string): Uint8Array | null {
  const digits = text.replace(/^0x/i, '').replace(/[\s:]/g, '')
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Uint8Array.from(Buffer.from(digits, 'hex')) : null
}

/** A number in the Opaque wrapping that agents use for floats (7 octets) and doubles (11). */
export function opaqueFloat(value: number, double: boolean): Uint8Array {
  const bytes = Buffer.alloc(double ? 11 : 7)
  bytes.set(double ? [0x9f, 0x79, 8] : [0x9f, 0x78, 4])
  if (double) bytes.writeDoubleBE(value, 3)
  else bytes.writeFloatBE(value, 3)
  return bytes
}

/** The octets of numbers and OIDs given as hex are those of the wire. */
export function fromOctets(tag: number, bytes: Uint8Array): Value | null {
  if (!(tag in LIMITS)) return bytes
  if (bytes.length === 0 || bytes.length > 9) return null
  return numberOf(tag, String(BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`))))
}

/** Text as the octets it was read from: files are read octet by octet. */
export const octetsOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

export { TAG, type Value }
