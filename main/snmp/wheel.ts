/** One timer for all requests: a wheel of slots, where setting and clearing costs a few assignments. */

/** Something that is due one day; it hangs in at most one wheel. */
export abstract class Timed {
  /** Monotonic ms. */
  due = 0
  /** Its neighbours in the slot; null where it hangs in no wheel. */
  before: Timed | null = null
  after: Timed | null = null

  /** Its time has come. Must not throw. */
  abstract expire(now: number): void
}

/** The head of a slot's ring. */
class Head extends Timed {
  constructor() {
    super()
    this.before = this.after = this
  }
  expire(): void {}
}

const SLOTS = 512
export const TICK_MS = 10
/** After a stall this long, what came meanwhile is read before anything expires. */
const STALL_MS = 50

export class TimerWheel {
  readonly #mono: () => number
  readonly #slots: Timed[] = Array.from({ length: SLOTS }, () => new Head())
  #tick: number
  #turned: number
  /** True where the last turn was left out. */
  #waits = false
  #count = 0
  #timer: NodeJS.Timeout | null = null

  constructor(mono: () => number) {
    this.#mono = mono
    this.#turned = mono()
    this.#tick = Math.floor(this.#turned / TICK_MS)
  }

  get size(): number {
    return this.#count
  }

  /** Sets or sets anew: it expires in the first tick after `due`. */
  set(timed: Timed, due: number): void {
    if (timed.after) this.clear(timed)
    timed.due = due
    this.#count += 1
    if (!this.#timer) {
      this.#turned = this.#mono()
      this.#tick = Math.floor(this.#turned / TICK_MS)
      this.#timer = setInterval(() => this.#turn(), TICK_MS)
    }
    this.#hang(timed)
  }

  clear(timed: Timed): void {
    const { before, after } = timed
    if (!before || !after) return
    before.after = after
    after.before = before
    timed.before = timed.after = null
    this.#count -= 1
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  #hang(timed: Timed): void {
    // Never in the slot that is being emptied.
    const tick = Math.max(this.#tick + 1, Math.ceil(timed.due / TICK_MS))
    const head = this.#slots[tick % SLOTS]!
    const last = head.before!
    last.after = timed
    timed.before = last
    timed.after = head
    head.before = timed
  }

  #turn(): void {
    const now = this.#mono()
    // Once only: on a machine that is always late nothing would ever expire.
    this.#waits = !this.#waits && now - this.#turned > STALL_MS
    this.#turned = now
    if (this.#waits) return
    const tick = Math.floor(now / TICK_MS)
    // After a long stall every slot is looked at once.
    for (let left = Math.min(SLOTS, tick - this.#tick); left > 0; left--) {
      this.#tick = tick - left + 1
      this.#empty(this.#slots[this.#tick % SLOTS]!, now)
    }
    if (this.#count === 0) this.close()
  }

  #empty(head: Timed, now: number): void {
    let timed = head.after!
    if (timed === head) return
    // Taken out as a whole first: what expires may set timers anew, its neighbours among them.
    const due: Timed[] = []
    while (timed !== head) {
      const next = timed.after!
      if (timed.due <= now) due.push(timed)
      timed = next
    }
    for (const one of due) {
      if (one.after === null || one.due > now) continue
      this.clear(one)
      one.expire(now)
    }
  }
}
