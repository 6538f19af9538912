/** A credential as it is typed, read into the secret that the contract takes; each refusal with its sentence's key. */
import { AuthProtocol, PrivProtocol, SHORTEST_PASSPHRASE, type Secret, type SnmpVersion } from '../../../shared/model/device.ts'

export type Level = 'noAuth' | 'authOnly' | 'authPriv'
export const LEVELS: readonly Level[] = ['noAuth', 'authOnly', 'authPriv']
export const VERSIONS: readonly SnmpVersion[] = ['1', '2c', '3']
export const AUTHS = AuthProtocol.options
export const PRIVS = PrivProtocol.options

/** As equipment vendors write them. */
export const PROTOCOL_NAMES: Readonly<Record<AuthProtocol | PrivProtocol, string>> = {
  md5: 'MD5',
  sha: 'SHA-1',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  des: 'DES',
  aes: 'AES-128',
  aes192b: 'AES-192 (Blumenthal)',
  aes192r: 'AES-192 (Reeder, Cisco)',
  aes256b: 'AES-256 (Blumenthal)',
  aes256r: 'AES-256 (Reeder, Cisco)',
}

export type CredentialText = {
  name: string
  version: SnmpVersion
  community: string
  user: string
  level: Level
  auth: AuthProtocol
  authKey: string
  priv: PrivProtocol
  privKey: string
}
export const BLANK: CredentialText = {
  name: '',
  version: '2c',
  community: '',
  user: '',
  level: 'authPriv',
  auth: 'sha',
  authKey: '',
  priv: 'aes',
  privKey: '',
}

export type CredentialField = 'name' | 'community' | 'user' | 'authKey' | 'privKey'
export type ReadCredential =
  | { readonly ok: true; readonly name: string; readonly secret: Secret }
  | { readonly ok: false; readonly problems: Partial<Record<CredentialField, 'required' | 'tooShort'>> }

export function readCredential(text: CredentialText): ReadCredential {
  const problems: Partial<Record<CredentialField, 'required' | 'tooShort'>> = {}
  const name = text.name.trim()
  if (name === '') problems.name = 'required'
  const v3 = text.version === '3'
  const withAuth = v3 && text.level !== 'noAuth'
  const withPriv = v3 && text.level === 'authPriv'
  if (!v3 && text.community === '') problems.community = 'required'
  if (v3 && text.user.trim() === '') problems.user = 'required'
  if (withAuth && text.authKey.length < SHORTEST_PASSPHRASE) problems.authKey = text.authKey === '' ? 'required' : 'tooShort'
  if (withPriv && text.privKey.length < SHORTEST_PASSPHRASE) problems.privKey = text.privKey === '' ? 'required' : 'tooShort'
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  if (text.version !== '3') return { ok: true, name, secret: { version: text.version, community: text.community } }
  return {
    ok: true,
    name,
    secret: {
      version: '3',
      user: text.user.trim(),
      ...(withAuth ? { auth: { protocol: text.auth, key: text.authKey } } : {}),
      ...(withPriv ? { priv: { protocol: text.priv, key: text.privKey } } : {}),
    },
  }
}
