/** How a try ended, in words with what to do: out of what sockets, TLS and servers say. Their own text is made plain and short. */
import { plain } from '../../shared/format/plain.ts'
import type { Outcome, TryKind } from '../domain/notify/types.ts'

const MOST_DETAIL = 200

export type AnswerKey =
  | 'sent'
  | 'sentSaying'
  | 'handedOver'
  | 'refused'
  | 'unresolved'
  | 'unreachable'
  | 'timeout'
  | 'closed'
  | 'certificate'
  | 'tls'
  | 'noTls'
  | 'garbage'
  | 'password'
  | 'noAddress'
  | 'sender'
  | 'receiver'
  | 'message'
  | 'redirect'
  | 'notFound'
  | 'busy'
  | 'tooFast'
  | 'gateway'
  | 'secret'
  | 'ended'
  | 'other'

export function outcome(kind: TryKind, key: AnswerKey, detail = '', askedMs: number | null = null): Outcome {
  return { kind, askedMs, answer: { key: `notify.answer.${key}`, params: { detail: plain(detail, MOST_DETAIL) } } }
}

const CODES: Readonly<Record<string, readonly [TryKind, AnswerKey]>> = {
  ECONNREFUSED: ['retry', 'refused'],
  ENOTFOUND: ['retry', 'unresolved'],
  EAI_AGAIN: ['retry', 'unresolved'],
  EDNS: ['retry', 'unresolved'],
  ENODATA: ['retry', 'unresolved'],
  EHOSTUNREACH: ['retry', 'unreachable'],
  ENETUNREACH: ['retry', 'unreachable'],
  EHOSTDOWN: ['retry', 'unreachable'],
  ENETDOWN: ['retry', 'unreachable'],
  EACCES: ['retry', 'unreachable'],
  EPERM: ['retry', 'unreachable'],
  ETIMEDOUT: ['retry', 'timeout'],
  ECONNRESET: ['retry', 'closed'],
  EPIPE: ['retry', 'closed'],
  ECONNABORTED: ['retry', 'closed'],
  ABORT_ERR: ['retry', 'ended'],
}
const CERTIFICATE =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|UNSUPPORTED_CERT)/
const TLS = /^(?:EPROTO|ERR_SSL|ERR_TLS)/

/** What became of a try that ended in an error. */
export function ofError(error: unknown): Outcome {
  const code = codeOf(error)
  const known = CODES[code]
  if (known) return outcome(known[0], known[1], code)
  if (CERTIFICATE.test(code)) return outcome('wrong', 'certificate', code)
  if (TLS.test(code)) return outcome('wrong', 'tls', code)
  if (code.startsWith('HPE_')) return outcome('retry', 'garbage', code)
  return outcome('retry', 'other', code || (error instanceof Error ? error.name : ''))
}

/** Node names every error by a code; one of several addresses has the errors inside. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0])
  return 'cause' in error ? codeOf(error.cause) : ''
}
