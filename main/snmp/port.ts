/** The face of a guarded socket that net-snmp sees: one per session, without a descriptor of its own. */
import { EventEmitter } from 'node:events'
import type { RemoteInfo } from 'node:dgram'
import type { Dropped } from './dropped.ts'
import { Flight, type Peer } from './flight.ts'
import { readHeader, REPORT, RESPONSE, type Header } from './header.ts'
import { unguessably } from './unguessable.ts'
import type { Proof } from './proof.ts'
import type { GuardedSocket, SendDone } from './socket.ts'
import { openScoped, readEnvelope, type Envelope } from './usm/envelope.ts'
import { readReport, type ReportCounter } from './usm/reports.ts'
import { FLAG } from './wire/message.ts'

/** Unsigned Reports are believed after this long. */
export const DOUBT_MS = 200
/** Those of another engine or time only make us ask for these anew. */
const DOUBT_ENGINE_MS = 50
export const isAboutEngine = (counter: ReportCounter): boolean => counter === 'unknownEngineIDs' || counter === 'notInTimeWindows'

export class Port extends EventEmitter {
  /** How many more datagrams this session may send for its present exchange. */
  budget = 0
  readonly peer: Peer
  /** The least v3 flags an answer must carry. */
  readonly level: number
  /** Null where messages are not signed. */
  readonly proof: Proof | null
  /** Told what an unsigned Report says, once no better answer came for a while. */
  doubted: ((counter: ReportCounter) => void) | null = null
  #doubt: NodeJS.Timeout | null = null
  readonly #socket: GuardedSocket
  readonly #asked = new Set<Asked>()

  constructor(socket: GuardedSocket, peer: Omit<Peer, 'garbled'>, level: number, proof: Proof | null) {
    super()
    this.proof = proof
    this.#socket = socket
    this.peer = { ...peer, garbled: false }
    this.level = level
    socket.join(this.peer)
  }

  send(buffer: Buffer, _offset: number, _length: number, _port: number, _address: string, done: SendDone): void {
    const head = readHeader(buffer)
    if (!head || this.budget <= 0) {
      done(new Error(head ? 'too many datagrams for one exchange' : 'the request cannot be read back'))
      return
    }
    this.budget -= 1
    if (!this.#launch(head, buffer)) {
      done(new Error('the request id is in use'))
      return
    }
    this.#socket.send(buffer, this.peer, done)
  }

  /** Ends the present exchange: nothing that still comes for it is let through. */
  settle(): void {
    for (const asked of this.#asked) this.#socket.land(asked)
    this.#asked.clear()
    if (this.#doubt) clearTimeout(this.#doubt)
    this.#doubt = null
  }

  /** Anybody can make an unsigned Report: it ends the exchange only where the agent itself says nothing else. */
  doubt(counter: ReportCounter): void {
    this.#doubt ??= setTimeout(() => this.doubted?.(counter), isAboutEngine(counter) ? DOUBT_ENGINE_MS : DOUBT_MS)
  }

  deliver(buffer: Buffer): void {
    const { address, port } = this.peer
    const from: RemoteInfo = { address, port, family: address.includes(':') ? 'IPv6' : 'IPv4', size: buffer.length }
    unguessably(() => this.emit('message', buffer, from))
  }

  close(): void {
    this.settle()
    this.#socket.leave(this.peer)
    this.emit('close')
  }

  bind(): void {}
  ref(): void {}
  unref(): void {}

  /** A retry goes out under the id it had. */
  #launch(head: Header, bytes: Buffer): boolean {
    for (const asked of this.#asked) if (asked.id === head.id) return asked.again(bytes)
    const asked = new Asked(this, head, bytes)
    if (!this.#socket.launch(asked, head.id)) return false
    this.#asked.add(asked)
    return true
  }
}

/** One request of the library under way. */
class Asked extends Flight {
  readonly #port: Port
  readonly #request: Header
  #sent: Buffer

  constructor(port: Port, request: Header, sent: Buffer) {
    super(port.peer)
    this.#port = port
    this.#request = request
    this.#sent = sent
  }

  again(sent: Buffer): true {
    this.#sent = sent
    return true
  }

  receive(bytes: Buffer): keyof Dropped | null {
    const head = readHeader(bytes)
    // The library bounds neither engine nor user, and keeps keys for each.
    const envelope = head?.version === 3 ? readEnvelope(bytes) : null
    if (!head || (head.version === 3 && !envelope)) {
      this.peer.garbled = true
      return 'garbage'
    }
    const reason = this.#objection(head)
    if (reason) return reason
    if (head.flags & FLAG.auth) {
      if (this.#port.proof?.(bytes, this.#sent) === false) return 'level'
    } else if (envelope && head.pdu === REPORT && this.#request.principal !== '') return this.#complaint(envelope)
    this.#port.deliver(bytes)
    return null
  }

  /** What is complained of a request that names a user. */
  #complaint(envelope: Envelope): keyof Dropped | null {
    const scoped = openScoped(envelope, { auth: null, priv: null })
    const counter = scoped && readReport(scoped.bytes, scoped.start, scoped.end)
    if (!counter) return 'garbage'
    this.#port.doubt(counter)
    return null
  }

  /** The library keeps its own time. */
  expire(): void {}
  lost(): void {}

  /** Why an answer is still not let through; null where nothing speaks against it. */
  #objection(head: Header): 'version' | 'level' | 'principal' | 'unasked' | null {
    const request = this.#request
    if (head.version !== request.version) return 'version'
    if (head.version !== 3) {
      if (head.pdu !== RESPONSE) return 'unasked'
      return head.principal === request.principal ? null : 'principal'
    }
    // A Report may come below the level that was asked for: it says what is wrong with the request, never a value.
    if (head.pdu === REPORT) return null
    if (head.pdu !== null && head.pdu !== RESPONSE) return 'unasked'
    if (head.flags < this.#port.level) return 'level'
    return head.principal === request.principal ? null : 'principal'
  }
}
