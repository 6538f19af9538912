/** From pass phrases to keys (RFC 3414 A.2): the costly step once per pass phrase, the cheap one once per engine, both kept within bounds. */
import { createHash, createSecretKey, type KeyObject } from 'node:crypto'
import type { AuthProtocol, Secret } from '../../../shared/model/device.ts'
import { CIPHERS, DIGESTS } from './protocols.ts'
import { Recent } from './recent.ts'

export type V3Secret = Extract<Secret, { version: '3' }>

/** What one user needs at one engine; null where the level does not use it. */
export type Keys = {
  readonly auth: { readonly hash: string; readonly code: number; readonly key: KeyObject } | null
  readonly priv: Privacy | null
}
export type Privacy = {
  readonly cipher: string
  readonly key: KeyObject
  /** DES: what the salt is mixed with. */ readonly preIv: Buffer | null
}

/** RFC 3414 hashes a pass phrase repeated to this many octets. */
const STRETCH = 1_048_576
const MOST_PASSWORDS = 512
const MOST_KEYS = 8192

const stretched = new Recent<string, Buffer>(MOST_PASSWORDS)
const localised = new Recent<string, Keys>(MOST_KEYS)

/** The user's key at no engine in particular (Ku). */
export function passwordKey(protocol: AuthProtocol, password: string): Buffer {
  const name = `${protocol} ${password}`
  return stretched.get(name) ?? stretched.set(name, stretch(DIGESTS[protocol].hash, Buffer.from(password)))
}

const stretch = (hash: string, password: Buffer): Buffer => createHash(hash).update(Buffer.alloc(STRETCH, password)).digest()

/** The key at one engine (Kul). */
export const localKey = (protocol: AuthProtocol, key: Buffer, engine: Uint8Array): Buffer =>
  createHash(DIGESTS[protocol].hash).update(key).update(engine).update(key).digest()

/** The octets of a privacy key for one engine, as long as the cipher wants them. */
export function privacyKey(protocol: AuthProtocol, password: string, engine: Uint8Array, priv: keyof typeof CIPHERS): Buffer {
  const { hash } = DIGESTS[protocol]
  const { key: length, extend } = CIPHERS[priv]
  let part = localKey(protocol, passwordKey(protocol, password), engine)
  let key = part
  while (key.length < length) {
    // The localised key as the next pass phrase is another megabyte to hash; it is as particular as the engine and not worth keeping apart.
    part = extend === 'reeder' ? localKey(protocol, stretch(hash, part), engine) : createHash(hash).update(key).digest()
    key = Buffer.concat([key, part])
  }
  return key.subarray(0, length)
}

/** The keys of a user at an engine; made anew where they were not used lately. */
export function keysAt(secret: V3Secret, engine: Buffer): Keys {
  const { auth, priv } = secret
  if (!auth) return NO_KEYS
  const name = JSON.stringify([auth.protocol, auth.key, priv?.protocol, priv?.key, engine.toString('latin1')])
  return localised.get(name) ?? localised.set(name, new UserKeys(auth, priv, Buffer.from(engine)))
}

/** The key that decrypts may cost a megabyte of hashing: it is made when it is needed, so that a stranger's message never makes it. */
class UserKeys implements Keys {
  readonly auth: NonNullable<Keys['auth']>
  readonly #priv: V3Secret['priv']
  readonly #protocol: AuthProtocol
  readonly #engine: Buffer
  #made: Privacy | null = null

  constructor({ protocol, key }: NonNullable<V3Secret['auth']>, priv: V3Secret['priv'], engine: Buffer) {
    this.auth = { ...DIGESTS[protocol], key: createSecretKey(localKey(protocol, passwordKey(protocol, key), engine)) }
    this.#protocol = protocol
    this.#priv = priv
    this.#engine = engine
  }

  get priv(): Privacy | null {
    const priv = this.#priv
    if (!priv) return null
    this.#made ??= privacy(privacyKey(this.#protocol, priv.key, this.#engine, priv.protocol), priv.protocol)
    return this.#made
  }
}

const NO_KEYS: Keys = { auth: null, priv: null }

function privacy(key: Buffer, protocol: keyof typeof CIPHERS): Privacy {
  const { cipher } = CIPHERS[protocol]
  if (protocol !== 'des') return { cipher, key: createSecretKey(key), preIv: null }
  const des = key.subarray(0, 8)
  return { cipher, key: createSecretKey(Buffer.concat([des, des, des])), preIv: key.subarray(8, 16) }
}
