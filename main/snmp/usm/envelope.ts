/** A v3 message and its security parameters (RFC 3412, 3414): read, verified, opened, sealed. It knows nothing of whom to believe. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { decodeMessage, FLAG, type Range } from '../wire/message.ts'
import { Reader } from '../wire/reader.ts'
import { TAG } from '../wire/tags.ts'
import { Writer } from '../wire/writer.ts'
import type { Keys } from './keys.ts'
import { decrypt, encrypt, nextSalt } from './privacy.ts'

export type Envelope = {
  readonly bytes: Buffer
  readonly id: number
  readonly flags: number
  /** Engine that vouches for boots and time. */
  readonly engine: Buffer
  readonly boots: number
  readonly time: number
  readonly user: Buffer
  readonly code: Range
  readonly salt: Buffer
  readonly scoped: Range
}

/** A scoped PDU in the clear: `start` to `end` is the PDU with tag and length, `tag` its first octet. */
export type Scoped = {
  readonly bytes: Buffer
  readonly engine: Buffer
  readonly context: Buffer
  readonly tag: number
  readonly start: number
  readonly end: number
}

const USM = 3
const MOST_ENGINE = 32
const MOST_USER = 32
const MOST_NUMBER = 0x7fff_ffff
/** Octets that a cipher may leave behind the scoped PDU. */
const MOST_PADDING = 16
const LARGEST = 65_507

/** Null where it is no v3 message of the user-based model. Never throws. */
export function readEnvelope(bytes: Buffer): Envelope | null {
  const message = decodeMessage(bytes)
  if (message?.version !== 3 || message.model !== USM) return null
  const { id, flags, security, scoped } = message
  const reader = new Reader(bytes, security.start, security.end)
  const outer = reader.enter(TAG.sequence)
  const engine = octets(reader, MOST_ENGINE)
  const boots = reader.integer()
  const time = reader.integer()
  const user = octets(reader, MOST_USER)
  reader.expect(TAG.octets)
  const code = { start: reader.start, end: reader.end }
  const salt = octets(reader, 64)
  reader.leave(outer)
  if (reader.bad || !reader.done || boots < 0 || boots > MOST_NUMBER || time < 0 || time > MOST_NUMBER) return null
  // Privacy without authentication does not exist.
  if ((flags & (FLAG.auth | FLAG.priv)) === FLAG.priv) return null
  return { bytes, id, flags, engine, boots, time, user, code, salt, scoped }
}

function octets(reader: Reader, most: number): Buffer {
  if (reader.expect(TAG.octets) && reader.end - reader.start > most) reader.fail()
  return reader.bytes.subarray(reader.start, reader.end)
}

/** Makes boots and time zero in a message without a signature: whoever reads it next cannot take from it what nobody vouches for. */
export function eraseUnprovenTime(bytes: Buffer): void {
  const message = decodeMessage(bytes)
  if (message?.version !== 3 || message.flags & FLAG.auth) return
  const reader = new Reader(bytes, message.security.start, message.security.end)
  reader.enter(TAG.sequence)
  reader.expect(TAG.octets)
  for (let n = 0; n < 2; n++) if (reader.expect(TAG.integer)) bytes.fill(0, reader.start, reader.end)
}

/** True where the code is that of these keys. The comparison takes the same time whatever it finds. */
export function isGenuine({ bytes, code }: Envelope, { auth }: Keys): boolean {
  if (!auth || code.end - code.start !== auth.code) return false
  const given = Buffer.allocUnsafe(auth.code)
  bytes.copy(given, 0, code.start, code.end)
  bytes.fill(0, code.start, code.end)
  const right = createHmac(auth.hash, auth.key).update(bytes).digest()
  given.copy(bytes, code.start)
  return timingSafeEqual(given, auth.code === right.length ? right : right.subarray(0, auth.code))
}

/** The scoped PDU; null where it cannot be decrypted or is none. */
export function openScoped({ bytes, flags, scoped, salt, boots, time }: Envelope, { priv }: Keys): Scoped | null {
  if (!(flags & FLAG.priv)) return readScoped(bytes, scoped.start, scoped.end, 0)
  const plain = priv ? decrypt(priv, bytes.subarray(scoped.start, scoped.end), salt, boots, time) : null
  return plain && readScoped(plain, 0, plain.length, MOST_PADDING)
}

function readScoped(bytes: Buffer, from: number, to: number, padding: number): Scoped | null {
  const reader = new Reader(bytes, from, to)
  const outer = reader.enter(TAG.sequence)
  if (outer - reader.limit > padding) return null
  const engine = octets(reader, MOST_ENGINE)
  reader.expect(TAG.octets)
  const context = bytes.subarray(reader.start, reader.end)
  const start = reader.at
  if (!reader.next() || !reader.done) return null
  return { bytes, engine, context, tag: reader.tag, start, end: reader.end }
}

export type Seal = {
  readonly id: number
  readonly flags: number
  readonly engine: Uint8Array
  readonly boots: number
  readonly time: number
  readonly user: Uint8Array
  readonly contextEngine: Uint8Array
  readonly context: Uint8Array
  readonly pdu: Uint8Array
}

const writer = new Writer()
const EMPTY = new Uint8Array(0)

/** A whole message; the keys must have what the flags ask for. */
export function seal({ id, flags, engine, boots, time, user, contextEngine, context, pdu }: Seal, { auth, priv }: Keys): Buffer {
  const code = flags & FLAG.auth && auth ? auth : null
  writer.reset().raw(pdu)
  writer.octets(context)
  writer.octets(contextEngine)
  writer.wrap(TAG.sequence, 0)
  let salt: Uint8Array = EMPTY
  if (flags & FLAG.priv && priv) {
    const fresh = nextSalt(priv, boots)
    const secret = encrypt(priv, writer.view(), fresh, boots, time)
    writer.reset().octets(secret)
    salt = fresh
  }
  const security = writer.size
  writer.octets(salt)
  const codeEnd = writer.size
  writer.zeros(code?.code ?? 0)
  writer.wrap(TAG.octets, codeEnd)
  writer.octets(user)
  writer.integer(time)
  writer.integer(boots)
  writer.octets(engine)
  writer.wrap(TAG.sequence, security)
  writer.wrap(TAG.octets, security)
  const header = writer.size
  writer.integer(USM)
  writer.octet(flags)
  writer.wrap(TAG.octets, writer.size - 1)
  writer.integer(LARGEST)
  writer.integer(id)
  writer.wrap(TAG.sequence, header)
  writer.integer(3)
  writer.wrap(TAG.sequence, 0)
  const bytes = writer.take()
  if (code)
    createHmac(code.hash, code.key)
      .update(bytes)
      .digest()
      .copy(bytes, bytes.length - codeEnd - code.code, 0, code.code)
  return bytes
}
