/** All of SNMP for the rooms above: opens the shared sockets as they are needed and hands out sessions on them. */
import type { Clock } from '../../shared/model/poll.ts'
import type { OwnSocket } from './granted.ts'
import { Limit } from './limit.ts'
import type { Place } from './line.ts'
import { Resolver, type Address } from './resolve.ts'
import { AgentSession } from './session.ts'
import { noneDropped, type Dropped } from './dropped.ts'
import { GuardedSocket, type Family } from './socket.ts'
import type { SnmpTarget } from './target.ts'
import { TimerWheel } from './wheel.ts'

export class Transport {
  readonly #resolver: Resolver
  readonly #sockets = new Map<Family, Promise<GuardedSocket>>()
  readonly #open = new Map<Family, GuardedSocket>()
  readonly wheel: TimerWheel
  readonly mono: () => number
  #closed = false

  constructor(clock: Pick<Clock, 'mono'>) {
    this.mono = () => clock.mono()
    this.wheel = new TimerWheel(this.mono)
    this.#resolver = new Resolver(this.mono)
  }

  /** A session with one agent; cheap, to be kept as long as the target stays the same. */
  session(target: SnmpTarget, limit?: number | Limit): AgentSession {
    return new AgentSession(target, this, typeof limit === 'number' ? new Limit(limit) : limit)
  }

  /** The address of a host and the socket to it, at once where both are known; null where it has none. */
  locate(host: string): Promise<Place | null> | Place | null {
    if (this.#closed) return null
    const peer = this.#resolver.resolve(host)
    const socket = peer instanceof Promise ? undefined : this.#open.get(peer.family)
    return socket && !(peer instanceof Promise) ? { peer, socket } : this.#find(peer)
  }

  async #find(resolving: Promise<Address | null> | Address): Promise<Place | null> {
    const peer = await resolving
    return peer && !this.#closed ? { peer, socket: await this.#socket(peer.family) } : null
  }

  /** Datagrams that were not let through, by reason. */
  dropped(): Dropped {
    const sum = noneDropped()
    for (const socket of this.#open.values())
      for (const reason of Object.keys(sum) as (keyof Dropped)[]) sum[reason] += socket.dropped[reason]
    return sum
  }

  /** What the system says of the sockets that are open. */
  sockets(): OwnSocket[] {
    return Array.from(this.#open.values(), (socket) => socket.state())
  }

  async close(): Promise<void> {
    this.#closed = true
    this.wheel.close()
    const open = [...this.#sockets.values()]
    this.#sockets.clear()
    for (const socket of open) await (await socket).close()
  }

  #socket(family: Family): Promise<GuardedSocket> {
    const present = this.#sockets.get(family)
    if (present) return present
    const opening = GuardedSocket.open(family)
    this.#sockets.set(family, opening)
    void opening.then(
      (socket) => this.#open.set(family, socket),
      () => this.#sockets.delete(family),
    )
    return opening
  }
}
