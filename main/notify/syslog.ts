/** Syslog, RFC 5424: over UDP in one datagram (RFC 5426), over TCP with the octets counted (RFC 6587). Severities as RFC 5674 maps those of X.733. */
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { connect } from 'node:net'
import { hostname } from 'node:os'
import { iso } from '../../shared/format/time.ts'
import type { Severity } from '../../shared/model/alarm.ts'
import type { ConfigOf } from '../../shared/model/channel.ts'
import type { Job, Outcome } from '../domain/notify/types.ts'
import { ofError, outcome } from './answer.ts'
import { CONNECT_MS, type Send } from './send.ts'

const LEVEL: Readonly<Record<Severity, number>> = { critical: 1, major: 2, minor: 3, warning: 4, indeterminate: 5 }
/** What is over is a notice. */
const NOTICE = 5
/** Receivers take so many octets of a datagram (RFC 5426 3.2). */
const MOST_UDP = 2048
const MOST_TCP = 8192
/** The number under which RFC 5612 lets examples and private data stand. */
const ENTERPRISE = 32473
/** An ICMP "nobody listens" comes within this, where it comes at all. */
const REFUSAL_MS = 150
const CLOSE_MS = 3000

/** The message without its frame: at most `most` octets, cut between letters. */
export function frameOf(job: Job, facility: number, at: number, most: number): Buffer {
  const level = job.kind === 'ended' || job.kind === 'test' ? NOTICE : LEVEL[job.severity]
  const data = [
    ['key', job.key],
    ['event', job.kind],
    ['severity', job.severity],
    ...(job.incidentId === null ? [] : [['incident', String(job.incidentId)]]),
  ]
  const structured = data.map(([name, value]) => ` ${name}="${(value ?? '').replaceAll(/["\\\]]/g, '\\$&')}"`).join('')
  const head = `<${facility * 8 + level}>1 ${iso(at)} ${nameOf(hostname())} Branchwatch ${process.pid} ${job.kind} [branchwatch@${ENTERPRISE}${structured}] \uFEFF`
  const whole = Buffer.from(head + job.message.short.toWellFormed().replaceAll(/\p{Cc}+/gu, ' '))
  if (whole.length <= most) return whole
  let end = most
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return whole.subarray(0, end)
}

/** HOSTNAME is printable ASCII. */
function nameOf(name: string): string {
  return name.replaceAll(/[^\x21-\x7E]/g, '').slice(0, 255) || '-'
}

export const sendSyslog: Send<ConfigOf<'syslog'>> = ({ job, config, at, signal }) => {
  if (config.transport === 'udp') return overUdp(frameOf(job, config.facility, at, MOST_UDP), config, signal)
  const message = frameOf(job, config.facility, at, MOST_TCP)
  return overTcp(Buffer.concat([Buffer.from(`${message.length} `), message]), config, signal)
}

function overUdp(bytes: Buffer, { host, port }: ConfigOf<'syslog'>, signal: AbortSignal): Promise<Outcome> {
  return new Promise((settle) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
    const end = (how: Outcome): void => {
      clearTimeout(limit)
      signal.removeEventListener('abort', aborted)
      settle(how)
      try {
        socket.close()
      } catch {
        // Closed by its own error.
      }
    }
    const aborted = (): void => end(outcome('retry', 'ended'))
    const limit = setTimeout(() => end(outcome('retry', 'timeout')), CONNECT_MS)
    signal.addEventListener('abort', aborted, { once: true })
    socket.on('error', (error) => end(ofError(error)))
    socket.connect(port, host, () =>
      socket.send(bytes, (error) => {
        if (error) end(ofError(error))
        else setTimeout(() => end(outcome('sent', 'handedOver')), REFUSAL_MS)
      }),
    )
  })
}

function overTcp(bytes: Buffer, { host, port }: ConfigOf<'syslog'>, signal: AbortSignal): Promise<Outcome> {
  return new Promise((settle) => {
    let isWritten = false
    let closing: NodeJS.Timeout | undefined
    const socket = connect({ host, port })
    const end = (how: Outcome): void => {
      clearTimeout(limit)
      clearTimeout(closing)
      signal.removeEventListener('abort', aborted)
      settle(how)
      socket.destroy()
    }
    const aborted = (): void => end(outcome('retry', 'ended'))
    const limit = setTimeout(() => end(outcome('retry', 'timeout')), CONNECT_MS)
    signal.addEventListener('abort', aborted, { once: true })
    socket.on('error', (error) => end(ofError(error)))
    // A receiver says nothing in syslog; whatever it says is not kept.
    socket.on('data', () => {})
    socket.on('close', () => end(isWritten ? outcome('sent', 'handedOver') : outcome('retry', 'closed')))
    socket.on('connect', () =>
      socket.end(bytes, () => {
        isWritten = true
        closing = setTimeout(() => end(outcome('sent', 'handedOver')), CLOSE_MS)
      }),
    )
  })
}
