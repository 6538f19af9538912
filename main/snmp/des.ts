/** DES-CBC of SNMPv3 (RFC 3414): OpenSSL 3 no longer offers single DES, but triple DES with one key thrice is the same cipher. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import snmp, { type Engine } from 'net-snmp'

const BLOCK = 8

/** The localised key's first half is the DES key, the second the pre-IV. */
function keysOf(password: string, authProtocol: string, engineID: Buffer): { key: Buffer; preIv: Buffer } {
  const local = snmp.Authentication.passwordToKey(authProtocol, password, engineID)
  const key = local.subarray(0, BLOCK)
  return { key: Buffer.concat([key, key, key]), preIv: local.subarray(BLOCK, 2 * BLOCK) }
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)))

/** Puts this cipher in place of the library's, which throws. */
export function provideDes(): void {
  const des = snmp.Encryption.algorithms[snmp.PrivProtocols.des ?? '']
  if (!des) return
  des.encryptPdu = (scopedPdu: Buffer, _priv: string, password: string, authProtocol: string, engine: Engine) => {
    const { key, preIv } = keysOf(password, authProtocol, engine.engineID)
    const salt = randomBytes(BLOCK)
    salt.writeUInt32BE(engine.engineBoots >>> 0)
    const padded = Buffer.concat([scopedPdu, Buffer.alloc((BLOCK - (scopedPdu.length % BLOCK)) % BLOCK)])
    const cipher = createCipheriv('des-ede3-cbc', key, xor(preIv, salt)).setAutoPadding(false)
    return { encryptedPdu: Buffer.concat([cipher.update(padded), cipher.final()]), msgPrivacyParameters: salt }
  }
  des.decryptPdu = (encrypted: Buffer, _priv: string, salt: Buffer, password: string, authProtocol: string, engine: Engine) => {
    const { key, preIv } = keysOf(password, authProtocol, engine.engineID)
    const decipher = createDecipheriv('des-ede3-cbc', key, xor(preIv, salt)).setAutoPadding(false)
    return Buffer.concat([decipher.update(encrypted), decipher.final()])
  }
}
