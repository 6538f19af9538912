/** Encrypts credentials at rest: AES-256-GCM, bound to its record. The key is handed in or kept beside the data in a file of its owner's only. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** First byte of every sealed text: the way it was made. */
const FORMAT = 1

/** The key's file holds no key: without it the credentials stay shut, and another key would lose them for good. */
export class BrokenKey extends Error {
  readonly file: string
  constructor(file: string) {
    super(`${file} is not a key of 32 bytes in hexadecimal`)
    this.file = file
  }
}

export type Vault = {
  /** Format byte, nonce, tag, cipher text. */
  seal(text: string, record: string): Buffer
  /** null where the key or the record is another one, or the bytes were changed. */
  open(sealed: Uint8Array, record: string): string | null
}

export function vault(key: Buffer): Vault {
  if (key.length !== KEY_BYTES) throw new Error(`the key must have ${KEY_BYTES} bytes`)
  return {
    seal(text, record) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(record))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body])
    },
    open(sealed, record) {
      if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) return null
      const bodyAt = 1 + NONCE_BYTES + TAG_BYTES
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES })
        decipher.setAAD(Buffer.from(record)).setAuthTag(sealed.subarray(1 + NONCE_BYTES, bodyAt))
        return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

/** The key of this data folder; made at the first start, whole on disk before anything is sealed with it. */
export function folderKey(folder: string): Buffer {
  const file = join(folder, 'secrets.key')
  if (!existsSync(file)) writeKey(file)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== KEY_BYTES) throw new BrokenKey(file)
  chmodSync(file, 0o600)
  return key
}

/** Under another name first: a disk that fills up in between must not leave half a key. */
function writeKey(file: string): void {
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, randomBytes(KEY_BYTES).toString('hex'))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
}
