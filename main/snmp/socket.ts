/** One UDP socket under all requests of a family: it lets through only what answers a request in flight, from where that was sent. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { noneDropped, type Dropped } from './dropped.ts'
import type { Flight, Peer } from './flight.ts'
import { lostBySystem, type OwnSocket } from './granted.ts'
import { idOf } from './header.ts'
import { freshId } from './ids.ts'

export type Family = 'udp4' | 'udp6'

const RECEIVE_BUFFER = 4 * 1024 * 1024
const MOST_IN_FLIGHT = 8192

const placeOf = (address: string, port: number): string => `${address}|${port}`

export class GuardedSocket {
  readonly family: Family
  readonly dropped: Dropped = noneDropped()
  readonly #socket: Socket
  readonly #port: number
  readonly #granted: number
  readonly #flights = new Map<number, Flight>()
  /** Who may be meant by what cannot be read. */
  readonly #peers = new Map<string, Set<Peer>>()
  #sendErrors = 0
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
      const version = family === 'udp4' ? 4 : 6
      const socket = createSocket({
        type: family,
        recvBufferSize: RECEIVE_BUFFER,
        // Addresses are resolved before they come here.
        lookup: (address, _options, done) => done(null, address, version),
      })
      socket.once('error', reject)
      socket.bind(0, () => {
        socket.removeListener('error', reject)
        resolve(new GuardedSocket(socket, family))
      })
    })
  }

  get inFlight(): number {
    return this.#flights.size
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

  /** Makes an agent known, until it is no longer asked. */
  join(peer: Peer): void {
    const place = placeOf(peer.address, peer.port)
    const peers = this.#peers.get(place)
    if (peers) peers.add(peer)
    else this.#peers.set(place, new Set([peer]))
  }

  leave(peer: Peer): void {
    const place = placeOf(peer.address, peer.port)
    const peers = this.#peers.get(place)
    peers?.delete(peer)
    if (peers?.size === 0) this.#peers.delete(place)
  }

  /** Puts a request under way, with an id of its own unless it brings one. False where that is taken, or too many are under way. */
  launch(flight: Flight, id?: number): boolean {
    if (this.#closed || this.#flights.size >= MOST_IN_FLIGHT) return false
    if (id !== undefined && this.#flights.has(id)) return false
    flight.id = id ?? freshId(this.#flights)
    this.#flights.set(flight.id, flight)
    return true
  }

  /** Nothing that still comes for it is let through. */
  land(flight: Flight): void {
    if (this.#flights.get(flight.id) === flight) this.#flights.delete(flight.id)
  }

  send(bytes: Buffer, peer: Peer, done: SendDone = this.#sent): void {
    if (this.#closed) done(new Error('closed'))
    else this.#socket.send(bytes, peer.port, peer.address, done)
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve()
    this.#closed = true
    for (const flight of this.#flights.values()) flight.lost()
    return new Promise((resolve) => this.#socket.close(() => resolve()))
  }

  /** One for all requests: what cannot be sent is asked again, or ends in silence. */
  readonly #sent: SendDone = (error) => {
    if (error) this.#sendErrors += 1
  }

  #receive(bytes: Buffer, rinfo: RemoteInfo): void {
    const flight = this.#flights.get(idOf(bytes))
    if (!flight) {
      this.#astray(bytes, rinfo)
      return
    }
    const { peer } = flight
    if ((rinfo.port !== peer.port || rinfo.address !== peer.address) && !peer.elsewhere) {
      this.dropped.stranger += 1
      return
    }
    try {
      const reason = flight.receive(bytes)
      if (reason) this.dropped[reason] += 1
    } catch {
      this.dropped.contained += 1
      peer.garbled = true
    }
  }

  /** Counts what answers nothing. Only a peer that is alone at its place is surely meant by what cannot be read. */
  #astray(bytes: Buffer, rinfo: RemoteInfo): void {
    const peers = this.#peers.get(placeOf(rinfo.address, rinfo.port))
    if (!peers) this.dropped.stranger += 1
    else if (idOf(bytes) >= 0) this.dropped.unasked += 1
    else {
      this.dropped.garbage += 1
      if (peers.size === 1) for (const peer of peers) peer.garbled = true
    }
  }
}

export type SendDone = (error: Error | null, bytes?: number) => void
