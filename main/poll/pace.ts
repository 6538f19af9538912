/** Holds a stream of packets to a rate: who asks for a place waits for its turn. Turns are counted on the clock, so that a late timer does not slow the stream. */

/** Turns that a quiet stream may catch up at once, in ms. */
const CATCH_UP_MS = 40

export class Pace {
  readonly #stepMs: number
  readonly #mono: () => number
  #next = Number.NEGATIVE_INFINITY
  #taken = 0

  constructor(perSecond: number, mono: () => number) {
    this.#stepMs = 1000 / perSecond
    this.#mono = mono
  }

  /** Packets so far. */
  get taken(): number {
    return this.#taken
  }

  /** Waits for the turn of one packet. */
  take(): Promise<void> {
    const turn = Math.max(this.#next, this.#mono() - CATCH_UP_MS)
    this.#next = turn + this.#stepMs
    this.#taken += 1
    const wait = turn - this.#mono()
    return wait <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, Math.ceil(wait)))
  }

  /** Waits until a turn is free, and takes none. */
  async ready(): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) await new Promise((resolve) => setTimeout(resolve, Math.ceil(wait)))
  }

  #wait(): number {
    return this.#next - this.#mono()
  }

  /** A packet that went out without a turn of its own: the others wait for it. */
  owe(): void {
    this.#next = Math.max(this.#next, this.#mono() - CATCH_UP_MS) + this.#stepMs
    this.#taken += 1
  }
}
