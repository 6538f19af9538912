/**
 * One agent as the poller asks it: prepared requests on the shared socket, without the library. What the agent can take, and its engine, are
 * learned and kept. One poll or walk at a time.
 */
import { isIP } from 'node:net'
import { Discovery } from './discovery.ts'
import type { Peer } from './flight.ts'
import type { Limit } from './limit.ts'
import { Poll } from './poll.ts'
import { communityOf, nameOf, type Community, type ObjectList } from './prepared.ts'
import type { Way } from './question.ts'
import type { Reply } from './reply.ts'
import type { Address } from './resolve.ts'
import type { GuardedSocket } from './socket.ts'
import { fail, type Exchange, type Failure, type SnmpTarget } from './target.ts'
import { V3Peer } from './usm/peer.ts'
import { Walker, type WalkCaps, type WalkRows } from './walker.ts'
import type { TimerWheel } from './wheel.ts'

/** What a line needs of the transport. */
export type LineParts = {
  readonly wheel: TimerWheel
  readonly mono: () => number
  /** The agent's address and the socket to it; at once where it is known. */
  locate(host: string): Promise<Place | null> | Place | null
}
export type Place = { readonly peer: Address; readonly socket: GuardedSocket }

/** An agent that is another engine again and again is given up. */
const MOST_MEETINGS = 4

export class Line {
  readonly target: SnmpTarget
  readonly limit: Limit
  /** Requests that may be under way at once. */
  inFlight = 1
  /** How the last reply was read; null before the first. */
  read: 'prepared' | 'general' | null = null
  /** False where the agent was seen to answer GETNEXT but not GETBULK. */
  bulk = true
  readonly #parts: LineParts
  readonly #community: Community | null
  readonly #v3: V3Peer | null
  #way: Way | null = null
  #prepared: Poll | null = null
  /** What is under way, and can be ended. */
  #running: { fail(outcome: Failure['outcome']): void } | null = null
  #busy = false
  /** How often the engine was looked for in what is under way. */
  #meetings = 0
  #closed = false
  #discovery: Discovery | null = null
  /** Who waits for the engine. */
  readonly #meeting: ((failure: Failure['outcome'] | null) => void)[] = []
  readonly #isAddress: boolean

  constructor(target: SnmpTarget, parts: LineParts, limit: Limit) {
    const { secret, context } = target
    this.target = target
    this.limit = limit
    this.#isAddress = isIP(target.host) !== 0
    this.#parts = parts
    this.#v3 = secret.version === '3' ? new V3Peer({ secret, context, mono: parts.mono }) : null
    this.#community =
      secret.version === '3'
        ? null
        : communityOf(secret.version === '1' ? 0 : 1, context ? `${secret.community}@${context}` : secret.community)
  }

  /** v3 only: the engine as it was last heard of. */
  get engine(): { readonly id: string; readonly boots: number; readonly time: number } | null {
    return this.#v3?.engine ?? null
  }

  /** The values of these objects. What the agent does not have is an exception of its own, not a failure. Clear the reply once it was read. */
  get(list: ObjectList): Promise<Exchange<Reply>> {
    return new Promise((resolve) => this.ask(list, resolve))
  }

  /** The same without a promise. The reply is to be cleared once it was read: its room then serves others. */
  ask(list: ObjectList, done: (exchange: Exchange<Reply>) => void): void {
    if (this.#begin(done)) this.#reach((way) => (way ? this.#poll(way, list, done) : this.#unreached(done)))
  }

  /** All below a subtree, with GETBULK where that is allowed; ends at its edge, at a repeated name, at a cap of rows or time. Rejects where the root is no object identifier. */
  walk(root: string, caps: WalkCaps): Promise<Exchange<WalkRows>> {
    return new Promise((done) => {
      const name = nameOf(root)
      if (!this.#begin(done)) return
      this.#reach((way) => {
        if (!way) return this.#unreached(done)
        const walker = new Walker(this, way, name, caps, done)
        this.#running = walker
        walker.begin()
      })
    })
  }

  /** Finds the engine where that is needed; `done` is called at once where it is not. */
  meet(way: Way, done: (failure: Failure['outcome'] | null) => void): void {
    if (!way.v3 || way.v3.ready) {
      done(null)
      return
    }
    if (!this.#discovery && this.#meetings >= MOST_MEETINGS) {
      done('auth')
      return
    }
    this.#meeting.push(done)
    if (this.#discovery) return
    this.#meetings += 1
    this.#discovery = new Discovery(way, way.v3, this.target.retries + 1, (failure) => {
      this.#discovery = null
      for (const waiting of this.#meeting.splice(0)) waiting(failure)
    })
    this.#discovery.begin()
  }

  /** What was under way has ended. */
  release(): void {
    this.#busy = false
    this.#running = null
  }

  /** Ends it for good: what is under way ends as `internal`. */
  close(): void {
    this.#closed = true
    this.#discovery?.end()
    this.#running?.fail('internal')
    this.#way?.socket.leave(this.#way.peer)
    this.#way = null
    this.#prepared = null
  }

  /** One thing at a time. */
  #begin(done: (failure: Failure) => void): boolean {
    if (this.#closed || this.#busy) {
      done(fail('internal'))
      return false
    }
    this.#busy = true
    this.#meetings = 0
    return true
  }

  #unreached(done: (failure: Failure) => void): void {
    this.release()
    done(fail(this.#closed ? 'internal' : 'unresolved'))
  }

  #poll(way: Way, list: ObjectList, done: (exchange: Exchange<Reply>) => void): void {
    let poll = this.#prepared
    if (poll?.list !== list || poll.way !== way || poll.size !== this.limit.value) {
      poll = new Poll(this, way, list)
      this.#prepared = poll
    }
    this.#running = poll
    poll.begin(done)
  }

  /** A name is looked up again each time, an address is not. */
  #reach(then: (way: Way | null) => void): void {
    if (this.#way && this.#isAddress) {
      then(this.#way)
      return
    }
    const place = this.#parts.locate(this.target.host)
    if (!(place instanceof Promise)) then(this.#wayTo(place))
    else
      place.then(
        (found) => then(this.#wayTo(found)),
        () => then(null),
      )
  }

  #wayTo(place: Place | null): Way | null {
    if (!place || this.#closed) return null
    const { peer: address, socket } = place
    const before = this.#way
    if (before && before.socket === socket && before.peer.address === address.address) return before
    if (before) before.socket.leave(before.peer)
    const { port, timeoutMs, elsewhere = false } = this.target
    const peer: Peer = { address: address.address, port, elsewhere, garbled: false }
    socket.join(peer)
    const { wheel, mono } = this.#parts
    this.#way = { socket, wheel, mono, peer, timeoutMs, community: this.#community, v3: this.#v3 }
    return this.#way
  }
}
