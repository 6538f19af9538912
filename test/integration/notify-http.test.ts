/** Channels that speak HTTP, against servers on loopback that answer well, badly, late, at length or not at all. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { send } from '../../main/notify/channels.ts'
import type { Job, Outcome } from '../../main/domain/notify/types.ts'
import type { ChannelConfig, ConfigOf } from '../../shared/model/channel.ts'

type Got = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close()
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') server.closeAllConnections()
  }
})

async function serve(answer: (got: Got, response: ServerResponse) => void): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      got.push(one)
      answer(one, response)
    })
  })
  return { url: await listen(server), got }
}
async function listen(server: Server): Promise<string> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const job: Job = {
  key: '1-abc.began.2.0.12.',
  channelId: 12,
  to: '',
  severity: 'critical',
  kind: 'began',
  incidentId: 1,
  message: {
    language: 'vi',
    subject: '[Nghiêm trọng] Mất điện lưới',
    text: 'Mất điện lưới\nTrạm: TQG0001 Nà Hang',
    short: 'Nghiêm trọng: Mất điện lưới; 10:00; Nà Hang',
    data: { version: 1, event: 'began', key: '1-abc.began.2.0.12.' },
  },
}
const AT = Date.UTC(2026, 10, 23, 3)
function go(config: ChannelConfig, secret: string | null = null, to = '', signal = new AbortController().signal): Promise<Outcome> {
  return send({ job: { ...job, to }, config, secret, at: AT, signal })
}
const hook = (url: string): ConfigOf<'webhook'> => ({ kind: 'webhook', url, verify: true })
const said = ({ kind, answer }: Outcome): string => `${kind} ${answer.key.slice('notify.answer.'.length)}`

describe('webhook', () => {
  it('posts JSON, signed, with the key by which a receiver knows it again', async () => {
    const { url, got } = await serve((_, response) => response.end('ok'))
    expect(said(await go(hook(`${url}/hook?a=1`), 'khóa ký'))).toBe('sent sentSaying')
    const [one] = got
    expect(one).toMatchObject({
      method: 'POST',
      url: '/hook?a=1',
      headers: { 'idempotency-key': job.key, 'x-branchwatch-timestamp': '1795402800' },
    })
    expect(JSON.parse(one!.body)).toMatchObject({ event: 'began', subject: job.message.subject, text: job.message.text })
    const mine = createHmac('sha256', 'khóa ký').update(`1795402800.${one!.body}`).digest('hex')
    expect(one!.headers['x-branchwatch-signature']).toBe(`v1=${mine}`)
  })

  it('is not signed without a key', async () => {
    const { url, got } = await serve((_, response) => response.end())
    await go(hook(url))
    expect(got[0]?.headers['x-branchwatch-signature']).toBeUndefined()
  })

  it.each([
    [204, 'sent sentSaying'],
    [301, 'wrong redirect'],
    [400, 'refused message'],
    [401, 'wrong password'],
    [404, 'wrong notFound'],
    [429, 'retry tooFast'],
    [500, 'retry busy'],
    [503, 'retry busy'],
  ])('status %i is %s', async (status, want) => {
    const { url, got } = await serve((_, response) =>
      response.writeHead(status, { location: `${url}/elsewhere`, 'retry-after': '7' }).end(),
    )
    const outcome = await go(hook(url))
    expect(said(outcome)).toBe(want)
    expect(got).toHaveLength(1)
    expect(outcome.askedMs).toBe(status === 429 || status >= 500 ? 7000 : null)
  })

  it('reads no more of an answer than it needs, and shows it plain', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(500)
      const flood = (): void => {
        while (response.writable && response.write('x\u001B[2J'.repeat(1000)));
        response.once('drain', flood)
      }
      flood()
    })
    const outcome = await go(hook(url))
    expect(said(outcome)).toBe('retry busy')
    expect(String(outcome.answer.params?.['detail']).length).toBeLessThanOrEqual(200)
    expect(String(outcome.answer.params?.['detail'])).not.toContain('\u001B')
  })

  it('says refused, garbage, closed, unresolved and ended apart', async () => {
    const gone = await listen(createTcpServer())
    await new Promise((resolve) => open.pop()!.close(resolve))
    const garbage = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')))
    const closing = await listen(createTcpServer((socket) => socket.on('data', () => socket.destroy())))
    const silent = await listen(createTcpServer((socket) => socket.on('error', () => {})))
    const leaving = new AbortController()
    setTimeout(() => leaving.abort(), 100)
    const all = await Promise.all([
      go(hook(gone)),
      go(hook(garbage)),
      go(hook(closing)),
      go(hook('http://no-such-host.invalid/')),
      go(hook(silent), null, '', leaving.signal),
      go(hook(garbage.replace('http:', 'https:'))),
    ])
    expect(all.map(said)).toEqual(['retry refused', 'retry garbage', 'retry closed', 'retry unresolved', 'retry ended', 'wrong tls'])
  })
})

describe('Telegram', () => {
  const config = (baseUrl: string): ConfigOf<'telegram'> => ({ kind: 'telegram', baseUrl, verify: true })
  const TOKEN = '123456:AAH-bí-mật'

  it('sends the text to the chat', async () => {
    const { url, got } = await serve((_, response) => response.end('{"ok":true,"result":{}}'))
    expect(said(await go(config(`${url}/`), '123:abc', '-100123'))).toBe('sent sent')
    expect(got[0]?.url).toBe('/bot123:abc/sendMessage')
    expect(JSON.parse(got[0]!.body)).toMatchObject({ chat_id: '-100123', text: `${job.message.subject}\n\n${job.message.text}` })
  })

  it.each([
    [429, '{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":41}}', 'retry tooFast', 41_000],
    [429, '{"ok":false,"parameters":{"retry_after":"soon"}}', 'retry tooFast', 30_000],
    [400, '{"ok":false,"description":"Bad Request: chat not found"}', 'refused receiver', null],
    [403, '{"ok":false,"description":"Forbidden: bot was kicked"}', 'refused receiver', null],
    [401, '{"ok":false,"description":"Unauthorized"}', 'wrong password', null],
    [502, '<html>Bad gateway</html>', 'retry busy', null],
    [200, '<html>Sign in to the guest network</html>', 'retry garbage', null],
    [200, 'null', 'retry garbage', null],
  ])('%i %s is %s', async (status, body, want, askedMs) => {
    const { url } = await serve((_, response) => response.writeHead(status).end(body))
    const outcome = await go(config(url), TOKEN, '1')
    expect([said(outcome), outcome.askedMs]).toEqual([want, askedMs])
  })

  it('never tells its token', async () => {
    const { url } = await serve((one, response) =>
      response.writeHead(400).end(JSON.stringify({ ok: false, description: `${one.url} ${TOKEN}` })),
    )
    expect(JSON.stringify(await go(config(url), TOKEN, '1'))).not.toContain(TOKEN)
    expect(said(await go(config(url), null, '1'))).toBe('wrong secret')
  })
})

describe('SMS gateway', () => {
  const config = (url: string, over: Partial<ConfigOf<'sms'>> = {}): ConfigOf<'sms'> => ({
    kind: 'sms',
    url,
    verify: true,
    method: 'GET',
    encoding: 'query',
    fields: [
      { name: 'phone', value: '{{to}}' },
      { name: 'message', value: '{{text}}' },
      { name: 'key', value: '{{secret}}' },
    ],
    headers: [{ name: 'X-Api-Key', value: 'k {{secret}}' }],
    success: '',
    letters: 'plain',
    ...over,
  })
  const fields = { phone: '+84912345678', message: 'Nghiem trong: Mat dien luoi; 10:00; Na Hang', key: 'a&b' }

  it('puts fields into the address', async () => {
    const { url, got } = await serve((_, response) => response.end('ok'))
    expect(said(await go(config(`${url}/sms?v=2`), 'a&b', '+84912345678'))).toBe('sent sentSaying')
    const asked = new URL(got[0]!.url, url)
    expect(Object.fromEntries(asked.searchParams)).toEqual({ v: '2', ...fields })
    expect(got[0]).toMatchObject({ method: 'GET', body: '', headers: { 'x-api-key': 'k a&b' } })
  })

  it.each(['form', 'json'] as const)('or into a %s', async (encoding) => {
    const { url, got } = await serve((_, response) => response.end('ok'))
    await go(config(url, { method: 'POST', encoding, letters: 'unicode' }), 'a&b', '+84912345678')
    const body: unknown = encoding === 'json' ? JSON.parse(got[0]!.body) : Object.fromEntries(new URLSearchParams(got[0]!.body))
    expect(body).toEqual({ ...fields, message: job.message.short })
  })

  it.each([
    ['OK|SUCCESS', 'ID: 1 SUCCESS', 'sent sentSaying'],
    ['^0$', 'ERR 12 no credit', 'retry gateway'],
    ['(a|aa)+$'.replace('+', '{1,30}'), `${'a'.repeat(40)}!`, 'retry gateway'],
  ])('takes %s in the answer "%s" as %s', async (success, body, want) => {
    const { url } = await serve((_, response) => response.end(body))
    expect(said(await go(config(url, { success }), 'k', '0900'))).toBe(want)
  })

  it('does not repeat its key, which a gateway puts into its answer', async () => {
    const { url } = await serve((_, response) => response.end('unknown key s3cret'))
    expect(JSON.stringify(await go(config(url, { success: '^0$' }), 's3cret', '0900'))).not.toContain('s3cret')
  })

  it('a key with a line break opens no header of its own', async () => {
    const { url, got } = await serve((_, response) => response.end('ok'))
    expect(said(await go(config(url), 'k\r\nX-Evil: 1', '0900'))).toBe('retry other')
    expect(got).toEqual([])
  })
})
