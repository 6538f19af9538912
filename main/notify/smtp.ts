/** Mail over SMTP. The Message-ID comes of the message's key, so that a mailbox knows the same message when it comes twice. */
import { createHash } from 'node:crypto'
import nodemailer from 'nodemailer'
import type { ConfigOf } from '../../shared/model/channel.ts'
import type { Outcome } from '../domain/notify/types.ts'
import { codeOf, ofError, outcome } from './answer.ts'
import { CONNECT_MS, MAIL_MS, type Send } from './send.ts'

/** Longest answer of a server. */
const MOST_ANSWER = 65_536
const SILENCE_MS = 20_000

export const sendMail: Send<ConfigOf<'smtp'>> = async (sending) => {
  const { config, secret, signal } = sending
  if (config.user !== '' && secret === null) return outcome('wrong', 'secret')
  const transport = nodemailer.createTransport({
    host: config.host,
    port: config.port,
    secure: config.security === 'tls',
    requireTLS: config.security === 'required',
    ignoreTLS: config.security === 'off',
    tls: { rejectUnauthorized: config.verify, minVersion: 'TLSv1.2' },
    ...(config.user === '' ? {} : { auth: { user: config.user, pass: secret ?? '' } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxResponseSize: MOST_ANSWER,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const limit = AbortSignal.any([signal, AbortSignal.timeout(MAIL_MS)])
  const ended = new Promise<Outcome>((settle) =>
    limit.addEventListener('abort', () => settle(signal.aborted ? outcome('retry', 'ended') : outcome('retry', 'timeout')), { once: true }),
  )
  const sent = transport.sendMail(letterOf(sending)).then(
    ({ response }) => outcome('sent', 'sentSaying', response),
    (error: unknown) => ofMailError(error),
  )
  return Promise.race([sent, ended]).finally(() => transport.close())
}

function letterOf({ job, config, at }: Parameters<typeof sendMail>[0]) {
  const { subject, text, language } = job.message
  const isUrgent = job.severity === 'critical' && job.kind !== 'ended'
  return {
    messageId: `<${createHash('sha256').update(job.key).digest('hex').slice(0, 40)}@${config.from.slice(config.from.indexOf('@') + 1)}>`,
    from: { name: config.fromName, address: config.from },
    to: { name: '', address: job.to },
    subject,
    text,
    date: new Date(at),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': language,
      ...(isUrgent ? { Importance: 'high', 'X-Priority': '1' } : {}),
    },
  }
}

type MailError = { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown }

function ofMailError(error: unknown): Outcome {
  if (typeof error !== 'object' || error === null) return ofError(error)
  const { command, responseCode, response } = error as MailError
  const code = codeOf(error)
  const said = typeof response === 'string' ? response : ''
  const status = typeof responseCode === 'number' ? responseCode : 0
  if (code === 'EAUTH' || status === 530 || status === 535)
    return status >= 400 && status < 500 ? outcome('retry', 'busy', said) : outcome('wrong', 'password', said)
  if (code === 'ETLS') return tlsOf(error, said)
  if (status >= 400 && status < 500) return outcome('retry', 'busy', said)
  if (status >= 500) {
    if (command === 'RCPT TO') return outcome('refused', 'receiver', said)
    if (command === 'MAIL FROM') return outcome('wrong', 'sender', said)
    return code === 'EMESSAGE' || command === 'DATA' ? outcome('refused', 'message', said) : outcome('wrong', 'sender', said)
  }
  if (code === 'EPROTOCOL') return outcome('retry', 'garbage', said)
  return code === 'ESOCKET' || code === 'ECONNECTION' ? ofSocket(error) : ofError(error)
}

/** STARTTLS is not offered, or its handshake failed: for a certificate that is not trusted, or otherwise. */
function tlsOf(error: object, said: string): Outcome {
  const inner = ofSocket(error)
  return inner.answer.key === 'notify.answer.other' ? outcome('wrong', 'noTls', said) : inner
}

/** The library names its own code; what the system said stands in the text or in the cause. */
function ofSocket(error: object): Outcome {
  const cause = 'cause' in error ? codeOf(error.cause) : ''
  const text = error instanceof Error ? error.message : ''
  const found =
    cause || (/\b(?:E[A-Z]{4,}|ERR_[A-Z_]+|DEPTH_ZERO_[A-Z_]+|SELF_SIGNED_[A-Z_]+|UNABLE_TO_[A-Z_]+|CERT_[A-Z_]+)\b/.exec(text)?.[0] ?? '')
  if (/certificate|self.signed|altname/i.test(text)) return outcome('wrong', 'certificate', text)
  if (found === '' && /closed/i.test(text)) return outcome('retry', 'closed')
  return ofError({ code: found })
}
