/** Whether a signed message answers a request of the library's: that gives the request up before it asks, and asks neither for the engine nor for the id inside. */
import type { Secret } from '../../shared/model/device.ts'
import { isGenuine, openScoped, readEnvelope, type Envelope } from './usm/envelope.ts'
import { keysAt, type Keys } from './usm/keys.ts'
import { decodePdu } from './wire/pdu.ts'
import { PDU } from './wire/tags.ts'

export type Proof = (answer: Buffer, request: Buffer) => boolean

/** Null where there is no key to know. */
export function proofOf(secret: Secret): Proof | null {
  if (secret.version !== '3' || !secret.auth) return null
  return (answer, request) => {
    const given = readEnvelope(answer)
    const keys = given && keysAt(secret, given.engine)
    if (!given || !keys || !isGenuine(given, keys)) return false
    const scoped = openScoped(given, keys)
    if (scoped?.tag !== PDU.response) return scoped !== null
    const asked = readEnvelope(request)
    if (!asked?.engine.equals(given.engine)) return false
    const id = requestId(asked, keys)
    return id !== null && id === requestId(given, keys)
  }
}

function requestId(envelope: Envelope, keys: Keys): number | null {
  const scoped = openScoped(envelope, keys)
  const pdu = scoped && decodePdu(scoped.bytes, scoped.start, scoped.end)
  return pdu && pdu.type !== 'trapV1' ? pdu.id : null
}
