/** A lane with so many places: who finds none waits in order. The dead have a lane of their own, so that they never hold up the living. */

/** Something that takes a place until it leaves. */
export type Work = (leave: () => void) => void

/** So many are let in in one turn of the loop, the others in the next: a lane that opens to all at once must not hold up the thread. */
const MOST_IN_A_TURN = 128

export class Lane {
  readonly #places: number
  #waiting: Work[] = []
  /** Those before this one have been let in. */
  #head = 0
  #taken = 0
  #letting = false
  #startedInTurn = 0
  #turning = false

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
    if (this.waiting === 0 && this.#isOpen()) this.#start(work)
    else this.#waiting.push(work)
  }

  clear(): void {
    this.#waiting = []
    this.#head = 0
  }

  #isOpen(): boolean {
    return this.#taken < this.#places && this.#startedInTurn < MOST_IN_A_TURN
  }

  #start(work: Work): void {
    this.#taken += 1
    this.#startedInTurn += 1
    if (!this.#turning) setImmediate(this.#nextTurn)
    this.#turning = true
    work(this.#leave)
  }

  readonly #nextTurn = (): void => {
    this.#turning = false
    this.#startedInTurn = 0
    this.#letIn()
  }

  readonly #leave = (): void => {
    this.#taken -= 1
    this.#letIn()
  }

  /** Lets in who waits, in a loop: work that leaves at once must not pile up calls. */
  #letIn(): void {
    if (this.#letting) return
    this.#letting = true
    while (this.#isOpen()) {
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
