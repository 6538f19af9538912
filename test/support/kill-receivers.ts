/** Those who are sent messages while the console is killed: a web hook and a mail server that count what arrives by its key, and are in trouble now and then. */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { seeded } from './pages.ts'

/** The hook is in trouble for one request in so many, so that tries are repeated as well. */
const TROUBLE = 0.05

export class Receivers {
  /** How often each key arrived; a mail's id comes of its key. */
  private readonly hooks = new Map<string, number>()
  private readonly letters = new Map<string, number>()
  private readonly random = seeded(7)
  private readonly http = createServer((request, response) => {
    request.resume().on('end', () => {
      if (this.random() < TROUBLE) return void response.writeHead(500).end()
      const key = String(request.headers['idempotency-key'])
      this.hooks.set(key, (this.hooks.get(key) ?? 0) + 1)
      response.end('ok')
    })
  })
  private readonly smtp = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
      stream.on('end', () => {
        const id = /^Message-ID: <([0-9a-f]+)@/im.exec(text)?.[1] ?? ''
        this.letters.set(id, (this.letters.get(id) ?? 0) + 1)
        done()
      })
    },
  })
  async open(): Promise<{ hook: string; mail: number }> {
    this.smtp.on('error', () => {})
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve))
    await new Promise<void>((resolve) => this.smtp.listen(0, '127.0.0.1', resolve))
    const port = (this.http.address() as AddressInfo).port
    return { hook: `http://127.0.0.1:${port}/`, mail: (this.smtp.server.address() as AddressInfo).port }
  }
  /** How often a message arrived. */
  times(key: string, kind: string): number {
    if (kind === 'webhook') return this.hooks.get(key) ?? 0
    return this.letters.get(createHash('sha256').update(key).digest('hex').slice(0, 40)) ?? 0
  }
  /** Different messages that arrived. */
  get size(): number {
    return this.hooks.size + this.letters.size
  }
  close(): void {
    this.http.closeAllConnections()
    this.http.close()
    this.smtp.close()
  }
}
