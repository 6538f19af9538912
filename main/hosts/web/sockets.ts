/** The WebSocket at /rpc: the same procedures as everywhere, for pages of this console with a living session. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WsHandler } from '@orpc/server/ws'
import { WebSocketServer, type MessageEvent, type WebSocket } from 'ws'
import type { ConsoleRouter, Context } from '../../app/router.ts'
import { rpcHandler } from '../rpc.ts'
import type { Doors } from './doors.ts'
import { bucket } from './rate.ts'
import type { Session, Sessions } from './sessions.ts'

const PAYLOAD_AT_MOST = 10 * 1024 * 1024
const SOCKETS_AT_MOST = 256
/** A page that does not take what it is sent is cut off; it comes back and reads afresh. */
const UNSENT_AT_MOST = 64 * 1024 * 1024
const PING_MS = 30_000
/** As HTTP's 401; the page, which reconnects after any close, is told so again by /rpc. */
const SESSION_ENDED = 4401
/** RFC 6455: data inconsistent with the type of the message. */
const NOT_UNDERSTOOD = 1007

export type Sockets = { upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void; close(): Promise<void> }

export function createSockets(parts: {
  router: ConsoleRouter
  doors: Doors
  sessions: Sessions
  cookieOf: (request: IncomingMessage) => string | undefined
  now: () => number
}): Sockets {
  const { router, doors, sessions, cookieOf, now } = parts
  const handler = new WsHandler<Context>(rpcHandler(router))
  const server = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_AT_MOST, perMessageDeflate: false, clientTracking: true })
  const answered = new WeakSet<WebSocket>()

  const beat = setInterval(() => {
    for (const socket of server.clients) {
      if (!answered.has(socket) || socket.bufferedAmount > UNSENT_AT_MOST) {
        socket.terminate()
        continue
      }
      answered.delete(socket)
      socket.ping()
    }
  }, PING_MS)
  beat.unref()

  const accept = (socket: WebSocket, session: Session): void => {
    answered.add(socket)
    socket.on('pong', () => answered.add(socket))
    // A broken or oversized frame ends its own socket only.
    socket.on('error', () => socket.terminate())
    const onEnd = (): void => socket.close(SESSION_ENDED)
    session.onEnd.add(onEnd)
    socket.on('close', () => session.onEnd.delete(onEnd))
    const calls = bucket(400, 80, now)
    const context: Context = {
      actor: session.actor,
      host: 'web',
      leave: () => setImmediate(() => sessions.end(session.id)),
      admit: () => calls.take(),
    }
    void handler.upgrade(wellFormed(socket), { context })
  }

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const { host, origin } = request.headers
      // Compared as text: what a stranger wrote need not be an address at all.
      if (request.url?.split('?')[0] !== '/rpc') return turnAway(socket, 404, 'Not Found')
      if (!doors.hostKnown(host)) return turnAway(socket, 421, 'Misdirected Request')
      if (!doors.originKnown(origin, host)) return turnAway(socket, 403, 'Forbidden')
      const session = sessions.find(cookieOf(request))
      if (!session) return turnAway(socket, 401, 'Unauthorized')
      if (server.clients.size >= SOCKETS_AT_MOST) return turnAway(socket, 503, 'Service Unavailable')
      server.handleUpgrade(request, socket, head, (ws) => accept(ws, session))
    },
    async close() {
      clearInterval(beat)
      for (const socket of server.clients) socket.close(1001)
      await new Promise((resolve) => setTimeout(resolve, server.clients.size > 0 ? 50 : 0))
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

/** The socket as the handler sees it: a frame that is no request closes the socket instead of reaching it. */
function wellFormed(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const addEventListener = ((type: 'message', listener: (event: MessageEvent) => void) =>
    socket.addEventListener(type, (event) => {
      if (type !== 'message' || (typeof event.data === 'string' && isRequest(event.data))) return listener(event)
      socket.close(NOT_UNDERSTOOD)
    })) as WebSocket['addEventListener']
  return { addEventListener, send: socket.send.bind(socket) }
}

function isRequest(text: string): boolean {
  try {
    const message = JSON.parse(text) as { i?: unknown; t?: unknown; p?: { u?: unknown } | null } | null
    if (typeof message?.i !== 'string') return false
    // Without a type it opens a call and must name the procedure; with one it goes on with a call that is known or ignored.
    return message.t !== undefined || typeof message.p?.u === 'string'
  } catch {
    return false
  }
}

/** Hangs up as well: the server no longer counts this socket among its own, and a caller that never does would keep it from closing. */
function turnAway(socket: Duplex, status: number, text: string): void {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}
