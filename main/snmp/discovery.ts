/** Finds out which SNMPv3 engine an agent is and what time it has, before it can be asked anything. */
import type { Dropped } from './dropped.ts'
import { Question, type Way } from './question.ts'
import type { Failure } from './target.ts'
import type { V3Peer } from './usm/peer.ts'

/** The engine, its time, and once more where it corrected us. */
const MOST_ROUNDS = 4

export class Discovery extends Question {
  readonly #engine: V3Peer
  readonly #tries: number
  readonly #done: (failure: Failure['outcome'] | null) => void
  #rounds = 0

  constructor(way: Way, engine: V3Peer, tries: number, done: (failure: Failure['outcome'] | null) => void) {
    super(way)
    this.#engine = engine
    this.#tries = tries
    this.#done = done
  }

  begin(): void {
    this.#rounds += 1
    if (this.#engine.ready) this.#done(null)
    else if (this.#rounds > MOST_ROUNDS) this.#done('auth')
    else this.ask(this.#tries)
  }

  protected message(): Buffer {
    return this.#engine.discovery(this.id)
  }

  /** The whole message is made already. */
  protected override sealed(message: Buffer): Buffer {
    return message
  }

  protected take(): keyof Dropped {
    return 'unasked'
  }

  /** We know it better now. */
  protected renew(): void {
    this.end()
    this.begin()
  }

  protected failed(outcome: Failure['outcome']): void {
    this.#done(outcome)
  }
}
