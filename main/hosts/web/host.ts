/** The web host: the same console for a browser, from plain Node. One port on loopback, opened by a one-time link. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { isRefusal, refuse, type Refusal } from '../../../shared/model/refusal.ts'
import type { Console, ConsoleOptions } from '../../app/console.ts'
import { createRouter } from '../../app/router.ts'
import { createApp } from './app.ts'
import { openClientFiles } from './client-files.ts'
import { doorsOf, inUrl, isLoopback, shownHost, type Doors } from './doors.ts'
import { plainText } from './page.ts'
import { createSessions } from './sessions.ts'
import { createSockets } from './sockets.ts'

export type WebHostOptions = {
  readonly console: Console
  /** A port asked for by name is taken or refused; without one the next free port from 4620 on. 0 takes any. */
  readonly port?: number
  readonly host?: string
  /** The built page, dist/client. */
  readonly clientFolder: string
  /** Must be true for a host that is not loopback. */
  readonly openAccess?: boolean
  readonly log: ConsoleOptions['log']
  readonly version?: string
  readonly now?: () => number
}

export type WebHost = {
  /** http://host:port */
  readonly url: string
  readonly port: number
  /** Another one-time link; the terminal that started the console prints it. */
  newLink(): string
  close(): Promise<void>
}

export const DEFAULT_PORT = 4620
const PORTS_TO_TRY = 20

export async function startWebHost(options: WebHostOptions): Promise<WebHost | Refusal> {
  const { console, log } = options
  const host = options.host ?? '127.0.0.1'
  const now = options.now ?? Date.now
  if (!isLoopback(host) && !options.openAccess) return refuse('FORBIDDEN', 'web.hostNeedsConsent', { host })
  const files = await openClientFiles(options.clientFolder)
  if (!files) return refuse('NOT_FOUND', 'web.noClient', { folder: options.clientFolder })

  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 10_000 })
  const port = await listen(server, host, options.port)
  if (isRefusal(port)) return port

  const url = `http://${inUrl(shownHost(host))}:${port}`
  const doors = doorsOf(host, port)
  const sessions = createSessions(now)
  const router = createRouter(console, now)
  // Cookies do not know ports: two consoles on one machine need names of their own.
  const cookie = `branchwatch-${port}`
  const cookieOf = (header: string | undefined): string | undefined => readCookie(header, cookie)
  const app = createApp({ console, router, files, sessions, cookie, cookieOf, url, version: options.version ?? '0', now })
  const sockets = createSockets({ router, doors, sessions, cookieOf: (request) => cookieOf(request.headers.cookie), now })

  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      log({ level: 'error', message: 'web request failed', detail: String(error) })
      return new Response(null, { status: 500 })
    },
  })
  server.on('request', (request, response) => {
    const refused = refuseAtDoor(request, doors)
    if (refused === null) return void listener(request, response)
    response.writeHead(refused, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end(plainText(refused === 421 ? 'web.hostRefused' : 'web.originRefused'))
  })
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))
  server.on('clientError', (_error, socket) => socket.destroy())

  return {
    url,
    port,
    newLink: () => `${url}/enter/${sessions.newToken()}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      sessions.endAll()
      await sockets.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** The status to turn a request away with, before anything looks at it further; null to let it in. */
function refuseAtDoor(request: IncomingMessage, doors: Doors): number | null {
  const { host, origin } = request.headers
  if (!doors.hostKnown(host)) return 421
  // Scripts send no Origin; a page sends its own, and only ours is welcome.
  if (origin !== undefined && !doors.originKnown(origin, host)) return 403
  return null
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    if (key === name && value) return value
  }
  return undefined
}

/** Listens on the port asked for, or on the first free one of the default's row; answers the port or why not. */
async function listen(server: Server, host: string, asked: number | undefined): Promise<number | Refusal> {
  const ports = asked === undefined ? [...Array.from({ length: PORTS_TO_TRY }, (_, i) => DEFAULT_PORT + i), 0] : [asked]
  for (const port of ports) {
    const problem = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve)
      server.listen({ port, host, exclusive: true }, () => {
        server.off('error', resolve)
        resolve(null)
      })
    })
    if (!problem) return (server.address() as AddressInfo).port
    if (problem.code === 'EADDRNOTAVAIL' || problem.code === 'ENOTFOUND') return refuse('INVALID', 'web.hostUnknown', { host })
    if (problem.code === 'EACCES') return refuse('FORBIDDEN', 'web.portForbidden', { port })
    if (problem.code !== 'EADDRINUSE') throw problem
  }
  return refuse('CONFLICT', 'web.portInUse', { port: asked ?? DEFAULT_PORT })
}
