/** The outer shape of a message: its version, and where community or security parameters and the PDU lie. */
import { Reader } from './reader.ts'
import { TAG } from './tags.ts'
import { Writer } from './writer.ts'

/** A stretch of the datagram: first octet, and the octet behind it. */
export type Range = { readonly start: number; readonly end: number }

export type CommunityMessage = {
  readonly version: 0 | 1
  readonly community: Buffer
  /** Tag of the PDU, and where it lies with tag and length. */
  readonly tag: number
  readonly pdu: Range
}
export type V3Message = {
  readonly version: 3
  readonly id: number
  readonly maxSize: number
  /** Bit 0 authenticated, bit 1 encrypted, bit 2 reportable. */
  readonly flags: number
  readonly model: number
  /** Contents of the security parameters. */
  readonly security: Range
  /** The scoped PDU with tag and length; where it is encrypted, the octets of its ciphertext. */
  readonly scoped: Range
}
export type Message = CommunityMessage | V3Message

export const FLAG = { auth: 1, priv: 2, reportable: 4 } as const
/** SNMPv2c and v1 count from 0. */
const V3 = 3

/** Null where it is no message of a known version, or does not end where it should. Never throws. */
export function decodeMessage(bytes: Buffer): Message | null {
  const reader = new Reader(bytes)
  const outer = reader.enter(TAG.sequence)
  const version = reader.integer()
  if (reader.bad || reader.limit !== outer) return null
  if (version === 0 || version === 1) return readCommunity(reader, version)
  return version === V3 ? readV3(reader) : null
}

function readCommunity(reader: Reader, version: 0 | 1): CommunityMessage | null {
  if (!reader.expect(TAG.octets)) return null
  const community = reader.bytes.subarray(reader.start, reader.end)
  const start = reader.at
  if (!reader.next() || !reader.done) return null
  return { version, community, tag: reader.tag, pdu: { start, end: reader.end } }
}

function readV3(reader: Reader): V3Message | null {
  const outer = reader.enter(TAG.sequence)
  const id = reader.integer()
  const maxSize = reader.integer()
  const flags = reader.expect(TAG.octets) && reader.end - reader.start === 1 ? reader.bytes[reader.start]! : -1
  const model = reader.integer()
  reader.leave(outer)
  reader.expect(TAG.octets)
  const security = { start: reader.start, end: reader.end }
  const from = reader.at
  if (reader.bad || flags < 0 || id < 0 || id > 0x7fff_ffff) return null
  const encrypted = (flags & FLAG.priv) !== 0
  if (!reader.expect(encrypted ? TAG.octets : TAG.sequence) || !reader.done) return null
  const scoped = { start: encrypted ? reader.start : from, end: reader.end }
  return { version: V3, id, maxSize, flags, model, security, scoped }
}

const shared = new Writer()

/** A v1 (0) or v2c (1) message around an encoded PDU. */
export function encodeCommunity(version: 0 | 1, community: Uint8Array, pdu: Uint8Array): Buffer {
  const writer = shared.reset()
  writer.raw(pdu)
  writer.octets(community)
  writer.integer(version)
  writer.wrap(TAG.sequence, 0)
  return writer.take()
}
