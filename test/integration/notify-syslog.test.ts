/** Syslog over UDP and TCP against a receiver of our own that takes RFC 5424 and RFC 6587 apart. */
import { createSocket } from 'node:dgram'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { send } from '../../main/notify/channels.ts'
import { frameOf } from '../../main/notify/syslog.ts'
import type { Job, Outcome } from '../../main/domain/notify/types.ts'
import type { ConfigOf } from '../../shared/model/channel.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const AT = Date.UTC(2026, 10, 23, 3, 4, 5)
const job = (over: Partial<Job> = {}): Job => ({
  key: '1-abc.began.2.0.12.',
  channelId: 12,
  to: '',
  severity: 'critical',
  kind: 'began',
  incidentId: 7,
  message: { language: 'vi', subject: 's', text: 't', short: 'Nghiêm trọng: Mất điện lưới; Nà Hang', data: {} },
  ...over,
})
const RFC5424 =
  /^<(?<pri>\d{1,3})>1 (?<time>\S+) (?<host>[\x21-\x7E]{1,255}) (?<app>\S{1,48}) (?<pid>\S{1,128}) (?<id>\S{1,32}) \[(?<sd>(?:\\[\\"\]]|[^\]])*)\] \uFEFF(?<text>[^\n]*)$/u

function go(config: Omit<ConfigOf<'syslog'>, 'kind' | 'host' | 'facility'>, one = job()): Promise<Outcome> {
  const full: ConfigOf<'syslog'> = { kind: 'syslog', host: '127.0.0.1', facility: 16, ...config }
  return send({ job: one, config: full, secret: null, at: AT, signal: new AbortController().signal })
}

async function udp(): Promise<{ port: number; next: Promise<string> }> {
  const socket = createSocket('udp4')
  closers.push(() => socket.close())
  const next = new Promise<string>((resolve) => socket.once('message', (bytes) => resolve(bytes.toString('utf8'))))
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { port: socket.address().port, next }
}

async function tcp(): Promise<{ port: number; next: Promise<string> }> {
  let done: (text: string) => void
  const next = new Promise<string>((resolve) => (done = resolve))
  const server = createServer((socket) => {
    const parts: Buffer[] = []
    socket.on('data', (chunk) => parts.push(chunk))
    socket.on('end', () => done(Buffer.concat(parts).toString('utf8')))
  })
  closers.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, next }
}

describe('a message', () => {
  it('is RFC 5424 with structured data and a marked UTF-8 text, over UDP', async () => {
    const receiver = await udp()
    expect(await go({ port: receiver.port, transport: 'udp' })).toMatchObject({ kind: 'sent', answer: { key: 'notify.answer.handedOver' } })
    const parts = RFC5424.exec(await receiver.next)?.groups
    expect(parts).toMatchObject({
      pri: String(16 * 8 + 1),
      time: '2026-11-23T10:04:05+07:00',
      app: 'Branchwatch',
      id: 'began',
      text: job().message.short,
    })
    expect(parts?.['sd']).toBe('branchwatch@32473 key="1-abc.began.2.0.12." event="began" severity="critical" incident="7"')
  })

  it('counts its octets over TCP', async () => {
    const receiver = await tcp()
    expect(await go({ port: receiver.port, transport: 'tcp' })).toMatchObject({ kind: 'sent' })
    const [, count, rest] = /^(\d+) ([\s\S]*)$/.exec(await receiver.next) ?? []
    expect(Buffer.byteLength(rest ?? '')).toBe(Number(count))
    expect(RFC5424.exec(rest ?? '')?.groups?.['text']).toBe(job().message.short)
  })

  it.each([
    ['critical', 'began', 1],
    ['major', 'escalated', 2],
    ['minor', 'began', 3],
    ['warning', 'began', 4],
    ['indeterminate', 'began', 5],
    ['critical', 'ended', 5],
  ] as const)('of %s %s has severity %i', (severity, kind, level) => {
    expect(frameOf(job({ severity, kind }), 4, AT, 2048).toString()).toMatch(new RegExp(`^<${4 * 8 + level}>1 `))
  })

  it('escapes what would end its data, breaks no line, and is cut between letters', () => {
    const text = `a"b\nc]${'ộ'.repeat(3000)}`
    const bytes = frameOf(job({ key: 'k"]\\', message: { ...job().message, short: text } }), 1, AT, 2048)
    expect(bytes.length).toBeLessThanOrEqual(2048)
    const whole = bytes.toString('utf8')
    expect(whole).not.toContain('\uFFFD')
    expect(whole).toContain('key="k\\"\\]\\\\"')
    expect(RFC5424.exec(whole)?.groups?.['text']).toMatch(/^a"b c\]ộ+$/)
  })
})

it.each(['udp', 'tcp'] as const)('nobody listens on %s: refused', async (transport) => {
  const receiver = transport === 'udp' ? await udp() : await tcp()
  const { port } = receiver
  for (const close of closers.splice(0)) close()
  await new Promise((resolve) => setImmediate(resolve))
  expect(await go({ port, transport })).toMatchObject({ kind: 'retry', answer: { key: 'notify.answer.refused' } })
})
