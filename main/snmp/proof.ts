/** Whether a message was made by somebody who knows the user's key. The library asks that only after it has given up the request. */
import type { Secret } from '../../shared/model/device.ts'
import { isGenuine, readEnvelope } from './usm/envelope.ts'
import { keysAt } from './usm/keys.ts'

export type Proof = (bytes: Buffer) => boolean

/** Null where there is no key to know. */
export function proofOf(secret: Secret): Proof | null {
  if (secret.version !== '3' || !secret.auth) return null
  return (bytes) => {
    const envelope = readEnvelope(bytes)
    return envelope !== null && isGenuine(envelope, keysAt(secret, envelope.engine))
  }
}
