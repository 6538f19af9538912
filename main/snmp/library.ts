/** net-snmp behind a narrow door: opens its sessions on our port, and sorts its errors into outcomes. */
import snmp, { type Options, type RawVarbind, type Session, type User } from 'net-snmp'
import type { Port } from './port.ts'
import type { Family } from './socket.ts'
import type { Failure, SnmpTarget } from './target.ts'
import { eraseUnprovenTime } from './usm/envelope.ts'
import { libraryCipher, provideCiphers } from './usm/library.ts'

/** What went wrong, as far as the next step depends on it. */
export type Trouble =
  | { kind: Failure['outcome'] }
  /** v1 says which variable it does not have; null where it does not say. */
  | { kind: 'noSuchName'; oid: string | null }
  /** The answer does not fit the question: cut short, or other objects. */
  | { kind: 'mismatch' }
  /** The engine's boots, time or id are not what they were: discover it anew. */
  | { kind: 'engine' }

provideCiphers()

export function openSession(target: SnmpTarget, address: string, family: Family, port: Port): Session {
  const { secret } = target
  const options: Options = {
    version: secret.version === '1' ? snmp.Version1 : secret.version === '2c' ? snmp.Version2c : snmp.Version3,
    port: target.port,
    timeout: target.timeoutMs,
    retries: target.retries,
    transport: family,
    context: secret.version === '3' ? target.context : '',
    reportOidMismatchErrors: false,
    dgramModule: { createSocket: () => port },
  }
  if (secret.version !== '3') {
    return snmp.createSession(address, target.context ? `${secret.community}@${target.context}` : secret.community, options)
  }
  const levels = snmp.SecurityLevel
  const user: User = {
    name: secret.user,
    level: secret.priv ? levels.authPriv : secret.auth ? levels.authNoPriv : levels.noAuthNoPriv,
    ...(secret.auth && { authProtocol: snmp.AuthProtocols[secret.auth.protocol], authKey: secret.auth.key }),
    ...(secret.priv && { privProtocol: libraryCipher(secret.priv.protocol), privKey: secret.priv.key }),
  }
  // The library would take boots and time from the first report, which nobody has signed: without them it asks for a signed one.
  if (secret.auth) port.prependListener('message', eraseUnprovenTime)
  return snmp.createV3Session(address, user, options)
}

const INVALID_AUTH = 5
const INVALID_TIME = 14
const INVALID_MISMATCH = 6
const INVALID_DECRYPT = 4
const STATUS_TOO_BIG = 1
const STATUS_NO_SUCH_NAME = 2
const STATUS_AUTHORIZATION = 16

export function troubleOf(error: Error): Trouble {
  const code = 'code' in error ? error.code : undefined
  const status = 'status' in error ? error.status : undefined
  switch (error.name) {
    case 'RequestTimedOutError':
      return { kind: 'timeout' }
    case 'RequestFailedError':
      if (status === STATUS_TOO_BIG) return { kind: 'tooBig' }
      if (status === STATUS_NO_SUCH_NAME) return { kind: 'noSuchName', oid: /: ([\d.]+)$/.exec(error.message)?.[1] ?? null }
      return { kind: status === STATUS_AUTHORIZATION ? 'auth' : 'agentError' }
    case 'ResponseInvalidError':
      if (code === INVALID_MISMATCH) return { kind: 'mismatch' }
      if (code === INVALID_TIME || /Time Window|Unknown Engine/.test(error.message)) return { kind: 'engine' }
      return { kind: code === INVALID_AUTH || code === INVALID_DECRYPT ? 'auth' : 'malformed' }
    default:
      return { kind: code === 'ECONNREFUSED' ? 'refused' : isUnreachable(code) ? 'timeout' : 'internal' }
  }
}

const isUnreachable = (code: unknown): boolean =>
  code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'ENETDOWN' || code === 'EPERM'

export type { RawVarbind, Session }
