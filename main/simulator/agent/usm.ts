/** The user-based security model of SNMPv3 (RFC 3414, 3826): discovery, authentication, time window, privacy. One engine serves every device. */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { mix } from '../random.ts'
import { encodeOid, Reader, TAG, Writer } from './ber.ts'
import { Answer, PDU, Request } from './pdu.ts'

export type User = {
  readonly name: string
  readonly auth?: { readonly protocol: keyof typeof HASH; readonly key: string }
  /** `b` and `r` name the two ways in which longer AES keys are made: Blumenthal's draft and Reeder's, which is Cisco's. */
  readonly priv?: { readonly protocol: keyof typeof CIPHER; readonly key: string }
}

type Keys = { readonly user: User; readonly hash: string; readonly mac: number; readonly auth: Buffer; readonly priv: Buffer }
type Opened = { kind: 'opened'; id: number; flags: number; keys: Keys; scoped: Buffer }
export type Outcome = Opened | { kind: 'report'; bytes: Buffer } | { kind: 'malformed' }

const HASH = { md5: 'md5', sha: 'sha1', sha224: 'sha224', sha256: 'sha256', sha384: 'sha384', sha512: 'sha512' } as const
/** Octets of the truncated code (RFC 3414, RFC 7860). */
const MAC = { md5: 12, sha: 12, sha224: 16, sha256: 24, sha384: 32, sha512: 48 } as const
/** Name of the cipher, octets of its key, and how a key that is too short is made longer. */
const CIPHER = {
  des: { name: 'des-ede3-cbc', octets: 16, longer: 'none' },
  aes: { name: 'aes-128-cfb', octets: 16, longer: 'none' },
  aes192b: { name: 'aes-192-cfb', octets: 24, longer: 'blumenthal' },
  aes192r: { name: 'aes-192-cfb', octets: 24, longer: 'reeder' },
  aes256b: { name: 'aes-256-cfb', octets: 32, longer: 'blumenthal' },
  aes256r: { name: 'aes-256-cfb', octets: 32, longer: 'reeder' },
} as const
const AUTH = 1
const PRIV = 2
const REPORTABLE = 4
const WINDOW_SECONDS = 150
const USM_STATS = '1.3.6.1.6.3.15.1.1'
const STATS = { unsupportedLevel: 1, notInWindow: 2, unknownUser: 3, unknownEngine: 4, wrongDigest: 5, decryption: 6 } as const
const NOBODY: Keys = { user: { name: '' }, hash: 'sha1', mac: 12, auth: Buffer.alloc(0), priv: Buffer.alloc(0) }

/** Password to localised key (RFC 3414 A.2). */
export function localKey(hash: string, password: string | Buffer, engine: Uint8Array): Buffer {
  const text = Buffer.from(password)
  const block = Buffer.alloc(1_048_576)
  for (let at = 0; at < block.length; at += text.length) text.copy(block, at)
  const general = createHash(hash).update(block).digest()
  return createHash(hash).update(general).update(engine).update(general).digest()
}

/** The key of a cipher: the localised key, made longer where the hash is too short for it. */
export function cipherKey(hash: string, password: string, engine: Uint8Array, protocol: keyof typeof CIPHER): Buffer {
  const { octets, longer } = CIPHER[protocol]
  let key = localKey(hash, password, engine)
  let last = key
  while (key.length < octets) {
    last = longer === 'reeder' ? localKey(hash, last, engine) : createHash(hash).update(key).digest()
    key = Buffer.concat([key, last])
  }
  return key.subarray(0, octets)
}

export class Usm {
  readonly engine: Buffer
  private readonly firstBoots: number
  private readonly startedAt: number
  boots: number
  private bootedAt: number
  /** Seconds that its time is behind. */
  private back = 0
  private readonly users = new Map<string, User>()
  private readonly keys = new Map<string, Keys>()
  private readonly reports = new Map<number, number>()
  private readonly writer = new Writer()
  private salt = mix(Date.now(), 1)

  /** `place` tells engines of the same seed apart: the port. */
  constructor(users: readonly User[], seed: number, place: number, bootedAt: number) {
    this.startedAt = bootedAt
    this.bootedAt = bootedAt
    // Seconds since 2020: a restarted engine keeps its name and has booted more often, as RFC 3414 wants it.
    this.firstBoots = Math.max(1, Math.floor(bootedAt / 1000) - 1_577_836_800) % 2_147_483_647
    this.boots = this.firstBoots
    // Format 5 (octets chosen by the administrator) under an enterprise number of documentation.
    this.engine = Buffer.from(`80007ed905${mix(seed, 3).toString(16).padStart(8, '0')}${place.toString(16).padStart(8, '0')}`, 'hex')
    for (const user of users) this.users.set(user.name, user)
  }

  private time(wall: number): number {
    return Math.max(0, Math.floor((wall - this.bootedAt) / 1000) - this.back)
  }

  /** Sets its clock: boots since it was made, the last of them (null: none), and by how many seconds its time is behind. */
  set(boots: number, bootedAt: number | null, back: number): void {
    this.boots = this.firstBoots + boots
    this.bootedAt = bootedAt ?? this.startedAt
    this.back = back
  }

  private keysOf(user: User): Keys {
    const known = this.keys.get(user.name)
    if (known) return known
    const protocol = user.auth?.protocol ?? 'sha'
    const hash = HASH[protocol]
    const none = Buffer.alloc(0)
    const made: Keys = {
      user,
      hash,
      mac: MAC[protocol],
      auth: user.auth ? localKey(hash, user.auth.key, this.engine) : none,
      priv: user.priv ? cipherKey(hash, user.priv.key, this.engine, user.priv.protocol) : none,
    }
    this.keys.set(user.name, made)
    return made
  }

  /** Goes on where the version has been read. */
  open(datagram: Buffer, reader: Reader, wall: number): Outcome {
    const header = reader.enter(TAG.sequence)
    const id = reader.int()
    reader.int()
    const flags = reader.octets()[0] ?? 0
    const model = reader.int()
    if (reader.bad || reader.at !== header || model !== 3) return { kind: 'malformed' }
    reader.skip(TAG.octets)
    if (reader.bad) return { kind: 'malformed' }
    const security = new Reader()
    security.open(datagram)
    security.at = reader.start
    security.end = reader.at
    security.enter(TAG.sequence)
    const engine = security.octets()
    const boots = security.int()
    const time = security.int()
    const name = security.octets().toString()
    const mac = security.octets()
    const macAt = security.start
    const salt = security.octets()
    if (security.bad) return { kind: 'malformed' }
    const say = (stat: number, keys = NOBODY): Outcome =>
      (flags & REPORTABLE) === 0
        ? { kind: 'malformed' }
        : { kind: 'report', bytes: this.report(stat, id, requestId(datagram, reader, flags), keys, wall) }
    if (!engine.equals(this.engine)) return say(STATS.unknownEngine)
    const user = this.users.get(name)
    if (!user) return say(STATS.unknownUser)
    const level = (user.auth ? AUTH : 0) | (user.priv ? PRIV : 0)
    // A user may be used at its own level only, so that a wrong set-up shows.
    if ((flags & (AUTH | PRIV)) !== level) return say(STATS.unsupportedLevel)
    const keys = this.keysOf(user)
    if (level & AUTH) {
      if (mac.length !== keys.mac || !this.authentic(datagram, macAt, keys)) return say(STATS.wrongDigest)
      if (boots !== this.boots || Math.abs(time - this.time(wall)) > WINDOW_SECONDS) return say(STATS.notInWindow, keys)
    }
    if ((level & PRIV) === 0) return { kind: 'opened', id, flags, keys, scoped: datagram.subarray(reader.at) }
    const secret = reader.octets()
    const scoped = reader.bad ? null : decrypt(keys, secret, salt, boots, time)
    return scoped ? { kind: 'opened', id, flags, keys, scoped } : say(STATS.decryption, keys)
  }

  private authentic(datagram: Buffer, macAt: number, keys: Keys): boolean {
    const copy = Buffer.from(datagram)
    const given = Buffer.from(copy.subarray(macAt, macAt + keys.mac))
    copy.fill(0, macAt, macAt + keys.mac)
    return timingSafeEqual(given, createHmac(keys.hash, keys.auth).update(copy).digest().subarray(0, keys.mac))
  }

  /** Wraps a scoped PDU for the one who asked, at the level of the request. */
  seal(scoped: Buffer, to: { id: number; flags: number; keys: Keys }, wall: number): Buffer {
    const { writer, boots } = this
    const { keys } = to
    const flags = to.flags & (AUTH | PRIV)
    const time = this.time(wall)
    let body = scoped
    let salt: Buffer = Buffer.alloc(0)
    if (flags & PRIV) {
      this.salt = (this.salt + 1) >>> 0
      salt = Buffer.alloc(8)
      salt.writeUInt32BE(keys.user.priv?.protocol === 'des' ? boots : (this.bootedAt / 1000) >>> 0)
      salt.writeUInt32BE(this.salt, 4)
      body = encrypt(keys, scoped, salt, boots, time)
    }
    writer.reset()
    const end = writer.at
    if (flags & PRIV) writer.octets(body)
    else writer.bytes(body)
    const parameters = writer.at
    writer.octets(salt)
    const macEnd = writer.at
    writer.octets(flags & AUTH ? Buffer.alloc(keys.mac) : Buffer.alloc(0))
    writer.octets(keys.user.name)
    writer.int(time)
    writer.int(boots)
    writer.octets(this.engine)
    writer.header(TAG.sequence, parameters)
    writer.header(TAG.octets, parameters)
    const header = writer.at
    writer.int(3)
    writer.octets(Uint8Array.of(flags))
    writer.int(65_507)
    writer.int(to.id)
    writer.header(TAG.sequence, header)
    writer.int(3)
    writer.header(TAG.sequence, end)
    const bytes = writer.take()
    if (flags & AUTH) {
      const at = bytes.length - (end - macEnd) - keys.mac
      createHmac(keys.hash, keys.auth).update(bytes).digest().copy(bytes, at, 0, keys.mac)
    }
    return bytes
  }

  private report(stat: number, id: number, request: number, keys: Keys, wall: number): Buffer {
    const count = (this.reports.get(stat) ?? 0) + 1
    this.reports.set(stat, count)
    const { writer } = this
    const answer = new Answer()
    answer.push(encodeOid(`${USM_STATS}.${stat}.0`), TAG.counter32, count)
    writer.reset()
    const end = writer.at
    answer.write(writer, PDU.report, request)
    writer.octets('')
    writer.octets(this.engine)
    writer.header(TAG.sequence, end)
    // Only a report about time is authenticated: it is what a manager may set its clock by.
    const flags = stat === STATS.notInWindow ? AUTH : 0
    return this.seal(writer.take(), { id, flags, keys }, wall)
  }
}

/** The request's id where the PDU can be read; 0 otherwise. */
function requestId(datagram: Buffer, after: Reader, flags: number): number {
  if (flags & PRIV) return 0
  const reader = new Reader()
  reader.open(datagram)
  reader.at = after.at
  reader.enter(TAG.sequence)
  reader.octets()
  reader.octets()
  const request = new Request()
  return !reader.bad && request.read(reader) ? request.id : 0
}

function aesVector(salt: Buffer, boots: number, time: number): Buffer {
  const vector = Buffer.alloc(16)
  vector.writeUInt32BE(boots >>> 0)
  vector.writeUInt32BE(time >>> 0, 4)
  salt.copy(vector, 8)
  return vector
}

function desVector(key: Buffer, salt: Buffer): Buffer {
  const vector = Buffer.alloc(8)
  for (let n = 0; n < 8; n++) vector[n] = (key[8 + n] ?? 0) ^ (salt[n] ?? 0)
  return vector
}

/** Single DES as triple DES with one key thrice: the plain cipher is gone from current OpenSSL. */
const desKey = (key: Buffer): Buffer => Buffer.concat([key.subarray(0, 8), key.subarray(0, 8), key.subarray(0, 8)])

function encrypt(keys: Keys, plain: Buffer, salt: Buffer, boots: number, time: number): Buffer {
  const protocol = keys.user.priv?.protocol ?? 'des'
  if (protocol !== 'des') {
    const cipher = createCipheriv(CIPHER[protocol].name, keys.priv, aesVector(salt, boots, time))
    return Buffer.concat([cipher.update(plain), cipher.final()])
  }
  const cipher = createCipheriv(CIPHER.des.name, desKey(keys.priv), desVector(keys.priv, salt))
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([plain, randomBytes((8 - (plain.length % 8)) % 8)])), cipher.final()])
}

function decrypt(keys: Keys, secret: Buffer, salt: Buffer, boots: number, time: number): Buffer | null {
  if (salt.length !== 8 || secret.length === 0) return null
  const protocol = keys.user.priv?.protocol ?? 'des'
  if (protocol !== 'des') {
    const cipher = createDecipheriv(CIPHER[protocol].name, keys.priv, aesVector(salt, boots, time))
    return Buffer.concat([cipher.update(secret), cipher.final()])
  }
  if (secret.length % 8 !== 0) return null
  const cipher = createDecipheriv(CIPHER.des.name, desKey(keys.priv), desVector(keys.priv, salt))
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(secret), cipher.final()])
}
