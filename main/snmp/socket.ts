/** One UDP socket under all sessions: it lets through only what answers a request in flight, and contains what the library throws. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'
import { lostBySystem, type OwnSocket } from './granted.ts'
import { LARGEST_DATAGRAM, readHeader, REPORT, RESPONSE, type Header } from './header.ts'

export type Family = 'udp4' | 'udp6'

/** Datagrams that were not let through, by reason. */
export type Dropped = {
  stranger: number
  garbage: number
  unasked: number
  version: number
  level: number
  principal: number
  contained: number
}

const RECEIVE_BUFFER = 4 * 1024 * 1024
const MOST_IN_FLIGHT = 8192

const keyOf = (address: string, port: number, id: number, v3: boolean): string => `${address}|${port}|${v3 ? 3 : 2}|${id}`

type SendDone = (error: Error | null, bytes?: number) => void

/** The face of a socket that net-snmp sees: one per session, without a descriptor of its own. */
export class Port extends EventEmitter {
  /** How many more datagrams this session may send for its present exchange. */
  budget = 0
  /** True once something came for a request in flight that could not be read. */
  garbled = false
  readonly address: string
  readonly port: number
  readonly level: number
  readonly #socket: GuardedSocket
  readonly #keys = new Set<string>()

  constructor(socket: GuardedSocket, peer: { address: string; port: number; level: number }) {
    super()
    this.#socket = socket
    this.address = peer.address
    this.port = peer.port
    this.level = peer.level
  }

  send(buffer: Buffer, _offset: number, _length: number, _port: number, _address: string, done: SendDone): void {
    const head = readHeader(buffer)
    if (!head || this.budget <= 0) {
      done(new Error(head ? 'too many datagrams for one exchange' : 'the request cannot be read back'))
      return
    }
    this.budget -= 1
    const key = keyOf(this.address, this.port, head.id, head.version === 3)
    if (!this.#socket.expect(key, this, head)) {
      done(new Error('the request id is in use'))
      return
    }
    this.#keys.add(key)
    this.#socket.send(buffer, this.port, this.address, done)
  }

  /** Ends the present exchange: nothing that still comes for it is let through. */
  settle(): void {
    for (const key of this.#keys) this.#socket.forget(key, this)
    this.#keys.clear()
  }

  deliver(buffer: Buffer, rinfo: RemoteInfo): void {
    this.emit('message', buffer, rinfo)
  }

  close(): void {
    this.settle()
    this.#socket.leave(this)
    this.emit('close')
  }

  bind(): void {}
  ref(): void {}
  unref(): void {}
}

type Expected = { port: Port; request: Header }

export class GuardedSocket {
  readonly family: Family
  readonly #port: number
  readonly #granted: number
  #sendErrors = 0
  readonly dropped: Dropped = { stranger: 0, garbage: 0, unasked: 0, version: 0, level: 0, principal: 0, contained: 0 }
  readonly #socket: Socket
  readonly #expected = new Map<string, Expected>()
  readonly #peers = new Map<string, Set<Port>>()
  #closed = false

  private constructor(socket: Socket, family: Family) {
    this.#socket = socket
    this.family = family
    this.#port = socket.address().port
    this.#granted = socket.getRecvBufferSize()
    socket.on('message', (bytes, rinfo) => this.#receive(bytes, rinfo))
    socket.on('error', () => (this.dropped.contained += 1))
  }

  /** Binds an ephemeral port with a large receive buffer. */
  static open(family: Family): Promise<GuardedSocket> {
    return new Promise((resolve, reject) => {
      const socket = createSocket({
        type: family,
        recvBufferSize: RECEIVE_BUFFER,
        // Addresses are resolved before they come here.
        lookup: (address, _options, done) => done(null, address, family === 'udp4' ? 4 : 6),
      })
      socket.once('error', reject)
      socket.bind(0, () => {
        socket.removeListener('error', reject)
        resolve(new GuardedSocket(socket, family))
      })
    })
  }

  get inFlight(): number {
    return this.#expected.size
  }

  /** What the system says of it. */
  state(): OwnSocket {
    return {
      family: this.family,
      port: this.#port,
      receiveBuffer: this.#granted,
      bufferErrors: lostBySystem(this.family, this.#port),
      sendErrors: this.#sendErrors,
    }
  }

  /** A session's own face of this socket. */
  join(peer: { address: string; port: number; level: number }): Port {
    const port = new Port(this, peer)
    const key = `${peer.address}|${peer.port}`
    const ports = this.#peers.get(key)
    if (ports) ports.add(port)
    else this.#peers.set(key, new Set([port]))
    return port
  }

  leave(port: Port): void {
    const key = `${port.address}|${port.port}`
    const ports = this.#peers.get(key)
    ports?.delete(port)
    if (ports?.size === 0) this.#peers.delete(key)
  }

  expect(key: string, port: Port, request: Header): boolean {
    const present = this.#expected.get(key)
    if (present ? present.port !== port : this.#expected.size >= MOST_IN_FLIGHT) return false
    this.#expected.set(key, { port, request })
    return true
  }

  forget(key: string, port: Port): void {
    if (this.#expected.get(key)?.port === port) this.#expected.delete(key)
  }

  send(buffer: Buffer, port: number, address: string, done: SendDone): void {
    if (this.#closed) {
      done(new Error('closed'))
      return
    }
    this.#socket.send(buffer, port, address, (error, bytes) => {
      if (error) this.#sendErrors += 1
      done(error, bytes)
    })
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve()
    this.#closed = true
    return new Promise((resolve) => this.#socket.close(() => resolve()))
  }

  #receive(bytes: Buffer, rinfo: RemoteInfo): void {
    const peers = this.#peers.get(`${rinfo.address}|${rinfo.port}`)
    if (!peers) {
      this.dropped.stranger += 1
      return
    }
    const head = bytes.length > LARGEST_DATAGRAM ? null : readHeader(bytes)
    if (!head) {
      this.dropped.garbage += 1
      // Only a peer with one session is surely meant by what cannot be read.
      if (peers.size === 1) for (const port of peers) port.garbled = true
      return
    }
    const expected = this.#expected.get(keyOf(rinfo.address, rinfo.port, head.id, head.version === 3))
    const reason = expected ? objection(head, expected) : 'unasked'
    if (!expected || reason) {
      this.dropped[reason ?? 'unasked'] += 1
      return
    }
    try {
      expected.port.deliver(bytes, rinfo)
    } catch {
      this.dropped.contained += 1
      expected.port.garbled = true
    }
  }
}

/** Why an answer to a request in flight is still not let through; null where nothing speaks against it. */
function objection(head: Header, { port, request }: Expected): 'version' | 'level' | 'principal' | 'unasked' | null {
  if (head.version !== request.version) return 'version'
  if (head.version !== 3) {
    if (head.pdu !== RESPONSE) return 'unasked'
    return head.principal === request.principal ? null : 'principal'
  }
  // A Report may come below the level that was asked for: it says what is wrong with the request, never a value.
  if (head.pdu === REPORT) return null
  if (head.pdu !== null && head.pdu !== RESPONSE) return 'unasked'
  if (head.flags < port.level) return 'level'
  return head.principal === request.principal ? null : 'principal'
}
