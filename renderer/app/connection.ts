/** The line to the console: a WebSocket in a browser, a MessagePort in the desktop window; opened again with growing pauses. */
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ClientContext, ClientLink } from '@orpc/client'
import { create } from 'zustand'
import { PORT_MESSAGE, type DesktopBridge } from '../../shared/contract/desktop.ts'
import { columnSerializers } from './columns.ts'
import { go } from './location.ts'

export type Link = ClientLink<ClientContext>
export type ConnectionState = 'connecting' | 'connected' | 'disconnected'

/** What the screen knows of the line. `since` is when it broke; `epoch` grows with each opening. */
export const useConnection = create<{ state: ConnectionState; since: number | null; epoch: number; refused: boolean }>()(() => ({
  state: 'connecting',
  since: null,
  epoch: 0,
  refused: false,
}))

/** The page's own event that opens the command palette. */
export const OPEN_PALETTE = 'branchwatch:palette'

/** What the desktop window's preload gives; undefined in a browser. */
const desktop = (globalThis as { branchwatch?: DesktopBridge }).branchwatch

const PAUSES = [250, 500, 1000, 2000, 4000, 8000]
const PATIENCE = 8000

let link: Link | null = null
/** Ends the open line. A port of the window has no far end that could hang by itself. */
let close: (() => void) | null = null
/** The socket that counts; one that was given up may close later. */
let current: WebSocket | null = null
let waiting: (() => void)[] = []
let attempt = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Thrown where no line could be had in time. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected'
}

/** The open line; waits a little while there is none. */
export async function openLine(): Promise<Link> {
  if (link) return link
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, PATIENCE)
    waiting.push(() => {
      clearTimeout(late)
      resolve()
    })
  })
  if (!link) throw new Disconnected('no line')
  return link
}

function opened(next: Link): void {
  link = next
  attempt = 0
  useConnection.setState((s) => ({ state: 'connected', since: null, epoch: s.epoch + 1, refused: false }))
  const waiters = waiting
  waiting = []
  for (const tell of waiters) tell()
}

function lost(): void {
  link = null
  useConnection.setState((s) => ({ state: 'disconnected', since: s.since ?? Date.now() }))
}

/** Tells a refused session (no cookie) from a console that is not there; the socket itself does not say. */
async function askWhy(): Promise<void> {
  try {
    const answer = await fetch('/rpc', { method: 'GET', cache: 'no-store' })
    useConnection.setState({ refused: answer.status === 401 || answer.status === 403 })
  } catch {
    useConnection.setState({ refused: false })
  }
}

/** The link still says goodbye to what was running when a socket has closed; nobody hears it, and it must not become an error of the page. */
function quiet(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'> {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data)
    },
    readyState: WebSocket.OPEN,
  }
}

function openSocket(): void {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`)
  socket.binaryType = 'arraybuffer'
  current = socket
  let was = false
  socket.addEventListener('open', () => {
    was = true
    // The far end may never say goodbye: what the screen knows changes at once.
    close = () => {
      socket.close()
      lost()
    }
    opened(new SocketLink({ websocket: quiet(socket), customJsonSerializers: columnSerializers }))
  })
  socket.addEventListener('close', () => {
    if (current !== socket) return
    lost()
    if (!was) void askWhy()
    const pause = PAUSES[Math.min(attempt++, PAUSES.length - 1)] ?? 8000
    clearTimeout(timer)
    timer = setTimeout(openSocket, pause)
  })
}

function openPort(event: MessageEvent): void {
  const port = event.ports[0]
  if (event.source !== window || event.data !== PORT_MESSAGE || !port) return
  port.addEventListener('close', () => {
    lost()
    clearTimeout(timer)
    timer = setTimeout(() => desktop?.ready(), PAUSES[Math.min(attempt++, PAUSES.length - 1)])
  })
  port.start()
  opened(new PortLink({ port, customJsonSerializers: columnSerializers }))
}

/** Opens the line once; in the desktop the preload hands over ports by window message. */
export function connect(): void {
  if (desktop) {
    addEventListener('message', openPort)
    desktop.onCommand((command) => {
      if (command.kind === 'open') go(command.path)
      else dispatchEvent(new Event(OPEN_PALETTE))
    })
    desktop.ready()
    return
  }
  openSocket()
  addEventListener('online', retryNow)
}

/** Gives the line up: it is opened anew like one that broke. */
export function hangUp(): void {
  if (link) close?.()
}

/** Tries again at once: the button of the banner. */
export function retryNow(): void {
  if (link) return
  if (desktop) return desktop.ready()
  clearTimeout(timer)
  attempt = 0
  openSocket()
}
