/** Encryption of scoped PDUs: AES in CFB mode (RFC 3826), DES in CBC mode (RFC 3414). */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Privacy } from './keys.ts'

const SALT = 8
const BLOCK = 8

// A salt is never used twice: it counts on from a random beginning.
const seed = randomBytes(SALT)
let high = seed.readUInt32BE(0)
let low = seed.readUInt32BE(4)

/** What goes into the message in clear. DES wants the engine's boots in front (RFC 3414 8.1.1.1). */
export function nextSalt(privacy: Privacy, boots: number): Buffer {
  low = (low + 1) >>> 0
  if (low === 0) high = (high + 1) >>> 0
  const salt = Buffer.allocUnsafe(SALT)
  salt.writeUInt32BE(privacy.preIv ? boots >>> 0 : high, 0)
  salt.writeUInt32BE(low, 4)
  return salt
}

export function encrypt(privacy: Privacy, plain: Buffer, salt: Buffer, boots: number, time: number): Buffer {
  const cipher = createCipheriv(privacy.cipher, privacy.key, vector(privacy, salt, boots, time))
  if (!privacy.preIv) return cipher.update(plain)
  const missing = (BLOCK - (plain.length % BLOCK)) % BLOCK
  return cipher.setAutoPadding(false).update(missing === 0 ? plain : Buffer.concat([plain, Buffer.alloc(missing)]))
}

/** Null where salt or length cannot be right. With a wrong key it gives octets that are no PDU. */
export function decrypt(privacy: Privacy, secret: Buffer, salt: Buffer, boots: number, time: number): Buffer | null {
  if (salt.length !== SALT || secret.length === 0) return null
  if (privacy.preIv && secret.length % BLOCK !== 0) return null
  const decipher = createDecipheriv(privacy.cipher, privacy.key, vector(privacy, salt, boots, time))
  return privacy.preIv ? decipher.setAutoPadding(false).update(secret) : decipher.update(secret)
}

function vector({ preIv }: Privacy, salt: Buffer, boots: number, time: number): Buffer {
  if (preIv) {
    const mixed = Buffer.allocUnsafe(BLOCK)
    for (let at = 0; at < BLOCK; at++) mixed[at] = preIv[at]! ^ salt[at]!
    return mixed
  }
  const whole = Buffer.allocUnsafe(16)
  whole.writeInt32BE(boots | 0, 0)
  whole.writeInt32BE(time | 0, 4)
  salt.copy(whole, 8)
  return whole
}
