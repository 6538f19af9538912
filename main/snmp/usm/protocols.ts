/** The protocols of SNMPv3 by name: digests (RFC 3414, 7860) and ciphers (RFC 3414, 3826, the two ways to longer AES keys). */
import type { AuthProtocol, PrivProtocol } from '../../../shared/model/device.ts'

/** Node's name of the digest, and how many octets of the code are sent. */
export const DIGESTS: Readonly<Record<AuthProtocol, { readonly hash: string; readonly code: number }>> = {
  md5: { hash: 'md5', code: 12 },
  sha: { hash: 'sha1', code: 12 },
  sha224: { hash: 'sha224', code: 16 },
  sha256: { hash: 'sha256', code: 24 },
  sha384: { hash: 'sha384', code: 32 },
  sha512: { hash: 'sha512', code: 48 },
}

/**
 * Octets of the localised key that a cipher wants, and how a digest that is too short is made longer: `blumenthal` hashes on
 * (draft-blumenthal-aes-usm-04), `reeder` takes the key as the next password (draft-reeder-snmpv3-usm-3desede, Cisco's way).
 */
export const CIPHERS: Readonly<
  Record<PrivProtocol, { readonly cipher: string; readonly key: number; readonly extend: 'blumenthal' | 'reeder' }>
> = {
  // OpenSSL 3 no longer offers single DES, but triple DES with one key thrice is the same cipher.
  des: { cipher: 'des-ede3-cbc', key: 16, extend: 'blumenthal' },
  aes: { cipher: 'aes-128-cfb', key: 16, extend: 'blumenthal' },
  aes192b: { cipher: 'aes-192-cfb', key: 24, extend: 'blumenthal' },
  aes192r: { cipher: 'aes-192-cfb', key: 24, extend: 'reeder' },
  aes256b: { cipher: 'aes-256-cfb', key: 32, extend: 'blumenthal' },
  aes256r: { cipher: 'aes-256-cfb', key: 32, extend: 'reeder' },
}
