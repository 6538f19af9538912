/** A lane with so many places: who finds none waits in order. The dead have a lane of their own, so that they never hold up the living. */

/** Something that takes a place until it leaves. */
export type Work = (leave: () => void) => void

export class Lane {
  readonly #places: number
  #waiting: Work[] = []
  /** Those before this one have been let in. */
  #head = 0
  #taken = 0
  #letting = false

  constructor(places: number) {
    this.#places = places
  }

  get inFlight(): number {
    return this.#taken
  }

  get waiting(): number {
    return this.#waiting.length - this.#head
  }

  /** Starts the work now, or when a place is free. It calls `leave` once, at its end. */
  enter(work: Work): void {
    if (this.#taken >= this.#places) this.#waiting.push(work)
    else this.#start(work)
  }

  clear(): void {
    this.#waiting = []
    this.#head = 0
  }

  #start(work: Work): void {
    this.#taken += 1
    work(this.#leave)
  }

  /** Lets in who waits, in a loop: work that leaves at once must not pile up calls. */
  readonly #leave = (): void => {
    this.#taken -= 1
    if (this.#letting) return
    this.#letting = true
    while (this.#taken < this.#places) {
      const next = this.#next()
      if (!next) break
      this.#start(next)
    }
    this.#letting = false
  }

  #next(): Work | undefined {
    if (this.#head === this.#waiting.length) return undefined
    const next = this.#waiting[this.#head++]
    // Taking from the front of a long list is slow: it is cut now and then.
    if (this.#head > 1024 || this.#head === this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head)
      this.#head = 0
    }
    return next
  }
}
