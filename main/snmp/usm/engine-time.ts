/** What is known of an engine's boots and time, carried on by our own monotonic clock (RFC 3414 2.2.3, 3.2 step 7b). */

const WINDOW_SECONDS = 150
const MOST = 0x7fff_ffff

export class EngineTime {
  boots: number
  /** The latest time heard, and when (monotonic ms). */
  #time: number
  #at: number

  constructor(boots: number, time: number, mono: number) {
    this.boots = boots
    this.#time = time
    this.#at = mono
  }

  /** The engine's time now, in seconds. */
  now(mono: number): number {
    return Math.min(MOST, this.#time + Math.max(0, Math.floor((mono - this.#at) / 1000)))
  }

  /** Learns from a genuine message what is newer than what is known, and says whether the message is not too old to be believed. */
  accept(boots: number, time: number, mono: number): boolean {
    if (boots > this.boots || (boots === this.boots && time > this.#time)) this.set(boots, time, mono)
    // An engine that counted to the end must be set up anew; until then nothing of it can be dated.
    return this.boots !== MOST && boots === this.boots && time >= this.now(mono) - WINDOW_SECONDS
  }

  /** Takes this for the truth, also where it lies before what was known. */
  set(boots: number, time: number, mono: number): void {
    this.boots = boots
    this.#time = time
    this.#at = mono
  }
}

/** Is a request made for these boots and this time one for us, whose own they are (RFC 3414 3.2 step 7a)? */
export const isInWindow = (given: { boots: number; time: number }, own: { boots: number; time: number }): boolean =>
  own.boots !== MOST && given.boots === own.boots && Math.abs(given.time - own.time) <= WINDOW_SECONDS
