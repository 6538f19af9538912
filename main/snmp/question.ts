/** A request of ours under way: sent, sent again, and given up; whatever comes for it is opened and checked before anything is read. */
import type { Dropped } from './dropped.ts'
import { Flight, type Peer } from './flight.ts'
import { pduAfter, type Community } from './prepared.ts'
import { DOUBT_MS } from './port.ts'
import type { GuardedSocket } from './socket.ts'
import type { DropReason, V3Peer } from './usm/peer.ts'
import { decodeMessage } from './wire/message.ts'
import type { Failure } from './target.ts'
import type { TimerWheel } from './wheel.ts'

/** Where and how the questions of one agent go out. */
export type Way = {
  readonly socket: GuardedSocket
  readonly wheel: TimerWheel
  readonly mono: () => number
  readonly peer: Peer
  readonly timeoutMs: number
  readonly community: Community | null
  readonly v3: V3Peer | null
}

/** So often one request may begin anew because the agent corrected what we knew of it. */
const MOST_RENEWALS = 3
/** How the socket counts what was not believed; all else is below the level asked for. */
const DROPS: Partial<Record<DropReason, keyof Dropped>> = { unasked: 'unasked', user: 'principal' }

export abstract class Question extends Flight {
  protected readonly way: Way
  #tries = 0
  #renewals = 0
  /** What it ends with where nothing better comes. */
  #doubt: Failure['outcome'] | null = null

  constructor(way: Way) {
    super(way.peer)
    this.way = way
  }

  /** Sends it, up to so often. */
  ask(tries: number): void {
    this.#tries = tries
    this.#renewals = 0
    this.#doubt = null
    this.peer.garbled = false
    if (this.way.socket.launch(this)) this.#transmit()
    else this.failed('internal')
  }

  /** Ends it: nothing that still comes is let through. */
  end(): void {
    this.way.socket.land(this)
    this.way.wheel.clear(this)
  }

  receive(bytes: Buffer): keyof Dropped | null {
    const { community } = this.way
    if (!community) return this.#open(bytes)
    const at = pduAfter(community.head, bytes)
    return at < 0 ? this.#readable(bytes, community) : this.take(bytes, at, bytes.length)
  }

  lost(): void {
    this.end()
    this.failed('internal')
  }

  expire(now: number): void {
    if (this.#doubt) {
      this.end()
      this.failed(this.#doubt)
      return
    }
    this.#tries -= 1
    if (this.#tries > 0) {
      if (this.#tries > 1 || !this.lastTry()) this.#transmit(now)
      else {
        this.end()
        this.instead()
      }
      return
    }
    this.end()
    if (!this.peer.garbled) this.way.v3?.forget()
    this.failed(this.peer.garbled ? 'malformed' : 'timeout')
  }

  /** The message to send under the present id; for v3 its PDU. */
  protected abstract message(): Buffer
  /** A PDU from the agent, from `start` to exactly `end`: answers why it is not let through, null where it is. */
  protected abstract take(bytes: Buffer, start: number, end: number): keyof Dropped | null
  /** It has ended without an answer. */
  protected abstract failed(outcome: Failure['outcome']): void
  /** The engine is not what we took it for: to be asked anew at once, or found first. */
  protected abstract renew(): void

  protected again(): void {
    this.#transmit()
  }

  /** The message as it goes out; null where the engine must be found first. */
  protected sealed(message: Buffer): Buffer | null {
    const { v3 } = this.way
    return !v3 ? message : v3.ready ? v3.seal(message, this.id) : null
  }

  /** True where something else is asked instead of the last try. */
  protected lastTry(): boolean {
    return false
  }

  /** It has ended before its last try. */
  protected instead(): void {}

  #transmit(now = this.way.mono()): void {
    const { socket, wheel, timeoutMs } = this.way
    const message = this.sealed(this.message())
    if (!message) return this.renew()
    socket.send(message, this.peer)
    wheel.set(this, now + timeoutMs)
  }

  /** A v1 or v2c message that does not begin as ours do: read the general way. */
  #readable(bytes: Buffer, community: Community): keyof Dropped | null {
    const message = decodeMessage(bytes)
    if (!message) return this.garbage()
    if (message.version !== community.version) return 'version'
    if (!('community' in message) || !message.community.equals(community.octets)) return 'principal'
    return this.take(bytes, message.pdu.start, message.pdu.end)
  }

  #open(bytes: Buffer): keyof Dropped | null {
    const { v3, wheel, mono } = this.way
    if (!v3) return 'version'
    const opened = v3.open(bytes)
    if (opened.kind === 'pdu') return this.take(opened.bytes, opened.start, opened.end)
    if (opened.kind === 'drop') return opened.reason === 'malformed' ? this.garbage() : (DROPS[opened.reason] ?? 'level')
    if (!opened.again) {
      // It may be forged: a better answer is waited for a while.
      this.#doubt = 'auth'
      wheel.set(this, Math.min(this.due, mono() + DOUBT_MS))
    } else if (this.#renewals < MOST_RENEWALS) {
      this.#renewals += 1
      this.renew()
    }
    return null
  }

  /** Something that cannot be read came for it: it goes on waiting. */
  protected garbage(): 'garbage' {
    this.peer.garbled = true
    return 'garbage'
  }
}
