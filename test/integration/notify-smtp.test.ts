/** Mail against real SMTP servers on loopback: STARTTLS, passwords, refusals, and servers that hang, flood or lie. */
import { createServer, type AddressInfo, type Server } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { send } from '../../main/notify/channels.ts'
import type { Job, Outcome } from '../../main/domain/notify/types.ts'
import type { ConfigOf } from '../../shared/model/channel.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const job: Job = {
  key: '1-abc.began.2.0.11.doi1@chi-nhanh.example',
  channelId: 11,
  to: 'doi1@chi-nhanh.example',
  severity: 'critical',
  kind: 'began',
  incidentId: 1,
  message: {
    language: 'vi',
    subject: '[Nghiêm trọng] Mất điện lưới ở Nà Hang',
    text: 'Trạm: TQG0001 Nà Hang\n.\nBCC: x',
    short: 's',
    data: {},
  },
}
type Letter = { from: string; to: string[]; body: string; isTls: boolean; user: string | undefined }

async function mailbox(over: SMTPServerOptions = {}): Promise<{ port: number; letters: Letter[] }> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      let body = ''
      stream.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        letters.push({ from, to: rcptTo.map((one) => one.address), body, isTls: session.secure, user: session.user })
        done(null, 'Queued as 42')
      })
    },
    ...over,
  })
  server.on('error', () => {})
  closers.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.server.address() as AddressInfo).port, letters }
}
async function raw(onConnect: Parameters<typeof createServer>[1]): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    closers.push(() => socket.destroy())
    onConnect?.(socket)
  })
  closers.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function go(
  port: number,
  over: Partial<ConfigOf<'smtp'>> = {},
  secret: string | null = null,
  signal = new AbortController().signal,
): Promise<Outcome> {
  const config: ConfigOf<'smtp'> = {
    kind: 'smtp',
    host: '127.0.0.1',
    port,
    security: 'off',
    verify: true,
    user: '',
    from: 'branchwatch@chi-nhanh.example',
    fromName: 'Branchwatch, Tuyên Quang',
    ...over,
  }
  return send({ job, config, secret, at: Date.UTC(2026, 10, 23, 3), signal })
}
const said = ({ kind, answer }: Outcome): string => `${kind} ${answer.key.slice('notify.answer.'.length)}`
const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode })

describe('a letter', () => {
  it('arrives whole, to one receiver, with an id that comes of its key', async () => {
    const { port, letters } = await mailbox({ disabledCommands: ['STARTTLS', 'AUTH'] })
    const outcome = await go(port)
    expect(said(outcome)).toBe('sent sentSaying')
    expect(outcome.answer.params?.['detail']).toContain('Queued as 42')
    await go(port)
    const [one, again] = letters
    expect(one).toMatchObject({ from: 'branchwatch@chi-nhanh.example', to: ['doi1@chi-nhanh.example'] })
    const id = /^Message-ID: (<[0-9a-f]{40}@chi-nhanh\.example>)/im.exec(one!.body)?.[1]
    expect(id).toBeDefined()
    expect(again!.body).toContain(id)
    expect(one!.body).toMatch(/^Auto-Submitted: auto-generated/im)
    expect(one!.body).toMatch(/^Subject: =\?UTF-8\?/im)
    const [head = ''] = one!.body.split('\r\n\r\n', 1)
    expect(head).not.toMatch(/^Bcc:/im)
  })

  it('goes through STARTTLS with a password, and only so where that is required', async () => {
    const { port, letters } = await mailbox({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        username === 'noc' && password === 'mật khẩu' ? done(null, { user: 'noc' }) : done(refusal(535, 'Authentication failed')),
    })
    const auth = { user: 'noc', security: 'required', verify: false } as const
    expect(said(await go(port, auth, 'mật khẩu'))).toBe('sent sentSaying')
    expect(letters).toMatchObject([{ isTls: true, user: 'noc' }])
    expect(said(await go(port, auth, 'sai'))).toBe('wrong password')
    expect(said(await go(port, { ...auth, verify: true }, 'mật khẩu'))).toBe('wrong certificate')
    expect(said(await go(port, auth, null))).toBe('wrong secret')
    expect(letters).toHaveLength(1)
  })

  it('is not sent in the clear where STARTTLS is required and not offered', async () => {
    const { port, letters } = await mailbox({ disabledCommands: ['STARTTLS', 'AUTH'] })
    expect(said(await go(port, { security: 'required' }))).toBe('wrong noTls')
    expect(said(await go(port, { security: 'optional' }))).toBe('sent sentSaying')
    expect(letters).toMatchObject([{ isTls: false }])
  })

  it('goes over TLS from the first byte', async () => {
    const { port, letters } = await mailbox({ secure: true })
    expect(said(await go(port, { security: 'tls', verify: false }))).toBe('sent sentSaying')
    expect(said(await go(port, { security: 'tls' }))).toBe('wrong certificate')
    expect(letters).toHaveLength(1)
  })
})

describe('a server that refuses', () => {
  const over = (place: 'onMailFrom' | 'onRcptTo', code: number): SMTPServerOptions => ({
    disabledCommands: ['STARTTLS', 'AUTH'],
    [place]: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(code, 'go away')),
  })
  it.each([
    ['onRcptTo', 550, 'refused receiver'],
    ['onRcptTo', 450, 'retry busy'],
    ['onMailFrom', 553, 'wrong sender'],
    ['onMailFrom', 451, 'retry busy'],
  ] as const)('%s %i is %s', async (place, code, want) => {
    const { port } = await mailbox(over(place, code))
    const outcome = await go(port)
    expect(said(outcome)).toBe(want)
    expect(outcome.answer.params?.['detail']).toContain('go away')
  })

  it.each([
    [554, 'refused message'],
    [452, 'retry busy'],
  ])('the letter itself with %i is %s', async (code, want) => {
    const { port } = await mailbox({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, _session, done) {
        stream.resume()
        stream.on('end', () => done(refusal(code, 'spam')))
      },
    })
    expect(said(await go(port))).toBe(want)
  })
})

describe('a server that is none', () => {
  it('is refused, garbage, closed, or ended, each in its words', async () => {
    const gone = await raw(() => {})
    closers.splice(0).forEach((close) => close())
    await new Promise((resolve) => setImmediate(resolve))
    const garbage = await raw((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const closing = await raw((socket) => socket.end())
    const hanging = await raw(() => {})
    const leaving = new AbortController()
    setTimeout(() => leaving.abort(), 200)
    const all = await Promise.all([go(gone), go(garbage), go(closing), go(hanging, {}, null, leaving.signal)])
    expect(all.map(said)).toEqual(['retry refused', 'retry garbage', 'retry closed', 'retry ended'])
  })

  it.each([
    ['without a line', 'x'],
    ['of lines', '220-welcome\r\n'],
  ])('a flood %s ends', async (_name, text) => {
    let written = 0
    const port = await raw((socket) => {
      const flood = (): void => {
        while (!socket.destroyed && written < 200e6) {
          written += text.length * 4096
          if (!socket.write(text.repeat(4096))) return void socket.once('drain', flood)
        }
      }
      flood()
    })
    expect((await go(port)).kind).toBe('retry')
    expect(written).toBeLessThan(100e6)
  })

  it('one that takes the letter and hangs up has taken it', async () => {
    const port = await raw((socket) => {
      socket.write('220 hi\r\n')
      let isData = false
      socket.on('data', (chunk) => {
        const text = chunk.toString()
        if (isData) {
          if (!text.endsWith('\r\n.\r\n')) return
          socket.write('250 taken\r\n')
          socket.destroySoon()
        } else if (text.startsWith('DATA')) {
          isData = true
          socket.write('354 go\r\n')
        } else socket.write('250 ok\r\n')
      })
    })
    expect(said(await go(port))).toBe('sent sentSaying')
  })

  it('one that hangs up in the middle of the letter has not', async () => {
    const port = await raw((socket) => {
      socket.write('220 hi\r\n')
      socket.on('data', (chunk) => (chunk.toString().startsWith('DATA') ? socket.destroy() : socket.write('250 ok\r\n')))
    })
    expect((await go(port)).kind).toBe('retry')
  })
})
