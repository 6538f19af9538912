/** All of SNMP for the rooms above: opens the shared sockets as they are needed and hands out sessions on them. */
import type { Clock } from '../../shared/model/poll.ts'
import type { OwnSocket } from './granted.ts'
import { Resolver, type Address } from './resolve.ts'
import { AgentSession } from './session.ts'
import { GuardedSocket, type Dropped, type Family } from './socket.ts'
import type { SnmpTarget } from './target.ts'

export class Transport {
  readonly #resolver: Resolver
  readonly #sockets = new Map<Family, Promise<GuardedSocket>>()
  readonly #opened: GuardedSocket[] = []
  #closed = false

  constructor(clock: Pick<Clock, 'mono'>) {
    this.#resolver = new Resolver(() => clock.mono())
  }

  /** A session with one agent; cheap, to be kept as long as the target stays the same. */
  session(target: SnmpTarget, limit?: number): AgentSession {
    return new AgentSession(target, this, limit)
  }

  async locate(host: string): Promise<{ peer: Address; socket: GuardedSocket } | null> {
    const peer = this.#closed ? null : await this.#resolver.resolve(host)
    return peer && !this.#closed ? { peer, socket: await this.#socket(peer.family) } : null
  }

  /** Datagrams that were not let through, by reason. */
  dropped(): Dropped {
    const sum: Dropped = { stranger: 0, garbage: 0, unasked: 0, version: 0, level: 0, principal: 0, contained: 0 }
    for (const socket of this.#opened) for (const reason of Object.keys(sum) as (keyof Dropped)[]) sum[reason] += socket.dropped[reason]
    return sum
  }

  /** What the system says of the sockets that are open. */
  sockets(): OwnSocket[] {
    return this.#opened.map((socket) => socket.state())
  }

  async close(): Promise<void> {
    this.#closed = true
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
      (socket) => this.#opened.push(socket),
      () => this.#sockets.delete(family),
    )
    return opening
  }
}
