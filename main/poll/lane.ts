/** A lane with so many places: who finds none waits in order. The dead have a lane of their own, so that they never hold up the living. */

export class Lane {
  readonly #places: number
  readonly #waiting: (() => Promise<void>)[] = []
  #taken = 0

  constructor(places: number) {
    this.#places = places
  }

  get inFlight(): number {
    return this.#taken
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Starts the work now, or when a place is free. The work must not reject. */
  enter(work: () => Promise<void>): void {
    if (this.#taken >= this.#places) this.#waiting.push(work)
    else this.#start(work)
  }

  clear(): void {
    this.#waiting.length = 0
  }

  #start(work: () => Promise<void>): void {
    this.#taken += 1
    void work().finally(() => {
      this.#taken -= 1
      const next = this.#waiting.shift()
      if (next) this.#start(next)
    })
  }
}
