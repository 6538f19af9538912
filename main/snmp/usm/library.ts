/** Puts our keys and ciphers in place of net-snmp's: it lacks AES-192, its DES throws, and it stretches a pass phrase anew for every engine and keeps every key. */
import snmp, { type Engine } from 'net-snmp'
import { AuthProtocol, PrivProtocol } from '../../../shared/model/device.ts'
import { keysAt, localKey, passwordKey, type Privacy } from './keys.ts'
import { decrypt, encrypt, nextSalt } from './privacy.ts'
import { Recent } from './recent.ts'

const MOST_KEYS = 8192
const keys = new Recent<string, Buffer>(MOST_KEYS)

/** The library's name of a cipher: its own where it has it, else ours. */
export const libraryCipher = (protocol: PrivProtocol): string => snmp.PrivProtocols[protocol] ?? protocol

export function provideCiphers(): void {
  const digests = new Map(AuthProtocol.options.map((protocol) => [snmp.AuthProtocols[protocol], protocol]))
  const digest = (name: string): AuthProtocol => digests.get(name) ?? 'sha'
  snmp.Authentication.passwordToKey = (name, password, engine) => {
    const key = JSON.stringify([name, password, engine.toString('latin1')])
    const protocol = digest(name)
    return keys.get(key) ?? keys.set(key, localKey(protocol, passwordKey(protocol, password), engine))
  }
  for (const protocol of PrivProtocol.options) {
    const privacy = (password: string, name: string, engine: Engine): Privacy => {
      const auth = { protocol: digest(name), key: password }
      const { priv } = keysAt({ version: '3', user: '', auth, priv: { protocol, key: password } }, engine.engineID)
      if (!priv) throw new Error('no privacy')
      return priv
    }
    snmp.Encryption.algorithms[libraryCipher(protocol)] = {
      encryptPdu(scoped: Buffer, _priv: string, password: string, name: string, engine: Engine) {
        const key = privacy(password, name, engine)
        const salt = nextSalt(key, engine.engineBoots)
        return { encryptedPdu: encrypt(key, scoped, salt, engine.engineBoots, engine.engineTime), msgPrivacyParameters: salt }
      },
      decryptPdu(secret: Buffer, _priv: string, salt: Buffer, password: string, name: string, engine: Engine) {
        const plain = decrypt(privacy(password, name, engine), secret, salt, engine.engineBoots, engine.engineTime)
        if (!plain) throw new Error('cannot be decrypted')
        return plain
      },
    }
  }
}
