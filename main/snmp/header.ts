/** Reads the head of a datagram: version, id, level, user, PDU type. Bounded, never throws: what it cannot read it answers with null. */

export type Header = {
  readonly version: 0 | 1 | 3
  /** Request id of v1 and v2c, message id of v3. */
  readonly id: number
  /** v3: bit 0 authenticated, bit 1 encrypted; 0 for the others. */
  readonly flags: number
  /** v3 user name, community otherwise. */
  readonly principal: string
  /** PDU tag; null where it is encrypted. */
  readonly pdu: number | null
}

export const RESPONSE = 0xa2
export const REPORT = 0xa8
export const LARGEST_DATAGRAM = 65_507
const SMALLEST_MESSAGE = 20

type Field = { tag: number; start: number; end: number }

/** The field at `at` that must end by `end`; null where the bytes are no definite-length field. */
function field(bytes: Uint8Array, at: number, end: number): Field | null {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || at + 2 > end) return null
  let start = at + 2
  let length = first
  if (first & 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4 || start + count > end) return null
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? 0)
    start += count
  }
  return start + length <= end ? { tag, start, end: start + length } : null
}

function integer(bytes: Uint8Array, f: Field | null): number | null {
  if (!f || f.tag !== 2 || f.end - f.start < 1 || f.end - f.start > 5) return null
  let value = ((bytes[f.start] ?? 0) << 24) >> 24
  for (let i = f.start + 1; i < f.end; i++) value = value * 256 + (bytes[i] ?? 0)
  return value
}

const text = (bytes: Buffer, f: Field): string => bytes.toString('latin1', f.start, f.end)

/** What stands at the head of a message, sent or received; null where it is no SNMP message of a version that is known here. */
export function readHeader(bytes: Buffer): Header | null {
  if (bytes.length < SMALLEST_MESSAGE || bytes.length > LARGEST_DATAGRAM) return null
  const message = field(bytes, 0, bytes.length)
  if (!message || message.tag !== 0x30 || message.end !== bytes.length) return null
  const versionField = field(bytes, message.start, message.end)
  const version = integer(bytes, versionField)
  if (!versionField) return null
  if (version === 0 || version === 1) return communityHeader(bytes, version, versionField.end, message.end)
  return version === 3 ? userHeader(bytes, versionField.end, message.end) : null
}

function communityHeader(bytes: Buffer, version: 0 | 1, at: number, end: number): Header | null {
  const community = field(bytes, at, end)
  if (!community || community.tag !== 4) return null
  const pdu = field(bytes, community.end, end)
  if (!pdu || pdu.tag < 0xa0 || pdu.tag > 0xa8) return null
  const id = integer(bytes, field(bytes, pdu.start, pdu.end))
  return id === null ? null : { version, id, flags: 0, principal: text(bytes, community), pdu: pdu.tag }
}

function userHeader(bytes: Buffer, at: number, end: number): Header | null {
  const global = field(bytes, at, end)
  if (!global || global.tag !== 0x30) return null
  const idField = field(bytes, global.start, global.end)
  const id = integer(bytes, idField)
  const size = idField && field(bytes, idField.end, global.end)
  const flagField = size && field(bytes, size.end, global.end)
  if (id === null || !flagField || flagField.tag !== 4 || flagField.end - flagField.start !== 1) return null
  const flags = (bytes[flagField.start] ?? 0) & 3
  const security = field(bytes, global.end, end)
  if (!security || security.tag !== 4) return null
  const usm = field(bytes, security.start, security.end)
  const engine = usm && usm.tag === 0x30 ? field(bytes, usm.start, usm.end) : null
  const boots = engine && engine.tag === 4 ? field(bytes, engine.end, usm?.end ?? 0) : null
  const time = boots && field(bytes, boots.end, usm?.end ?? 0)
  const user = time && field(bytes, time.end, usm?.end ?? 0)
  if (!user || user.tag !== 4) return null
  const scoped = field(bytes, security.end, end)
  if (!scoped) return null
  if (flags & 2) return scoped.tag === 4 ? { version: 3, id, flags, principal: text(bytes, user), pdu: null } : null
  const contextEngine = scoped.tag === 0x30 ? field(bytes, scoped.start, scoped.end) : null
  const context = contextEngine && field(bytes, contextEngine.end, scoped.end)
  const pdu = context && field(bytes, context.end, scoped.end)
  return pdu ? { version: 3, id, flags, principal: text(bytes, user), pdu: pdu.tag } : null
}

/** Behind tag and length of the field at `at`; NaN where there is none. */
function behindHead(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1]
  if (first === undefined) return Number.NaN
  return first < 0x80 ? at + 2 : first > 0x80 && first < 0x85 ? at + 2 + (first & 0x7f) : Number.NaN
}

/** The integer of at most five octets at `at`, -1 where there is none. */
function plainInteger(bytes: Uint8Array, at: number): number {
  const octets = bytes[at + 1]!
  if (bytes[at] !== 2 || !(octets > 0 && octets < 6) || at + 2 + octets > bytes.length) return -1
  let value = 0
  for (let end = at + 2 + octets, n = at + 2; n < end; n++) value = value * 256 + bytes[n]!
  return value
}

/**
 * The request id of a v1 or v2c message, the message id of a v3 one; -1 where there is none. Says nothing about the rest: it only finds out
 * quickly whose answer this may be.
 */
export function idOf(bytes: Uint8Array): number {
  if (bytes.length < SMALLEST_MESSAGE || bytes.length > LARGEST_DATAGRAM || bytes[0] !== 0x30) return -1
  let at = behindHead(bytes, 0)
  const version = plainInteger(bytes, at)
  if (version < 0) return -1
  at += 2 + bytes[at + 1]!
  if (version === 3) return bytes[at] === 0x30 ? plainInteger(bytes, behindHead(bytes, at)) : -1
  // A community is at most 255 octets long.
  if (version > 1 || bytes[at] !== 4) return -1
  const length = bytes[at + 1]! < 0x80 ? bytes[at + 1]! : bytes[at + 1] === 0x81 ? bytes[at + 2]! : Number.NaN
  at = behindHead(bytes, at) + length
  return (bytes[at]! & 0xe0) === 0xa0 ? plainInteger(bytes, behindHead(bytes, at)) : -1
}
