/** One request under way, as the socket under it knows it. */
import { Timed } from './wheel.ts'
import type { Dropped } from './dropped.ts'

/** An agent as the socket knows it: where it answers from. */
export type Peer = {
  readonly address: string
  readonly port: number
  /** True where it may answer from another address or port. */
  readonly elsewhere: boolean
  /** True once something came from there that could not be read. */
  garbled: boolean
}

export abstract class Flight extends Timed {
  /** Request id of v1 and v2c, message id of v3. */
  id = 0
  readonly peer: Peer

  constructor(peer: Peer) {
    super()
    this.peer = peer
  }

  /** Takes a datagram that carries its id, from where it was sent to. Answers why it was not let through; null where it was. */
  abstract receive(bytes: Buffer): keyof Dropped | null
  /** The socket under it is closed. */
  abstract lost(): void
}
