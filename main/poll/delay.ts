/** How long the polling thread kept its event loop waiting, in the last minute. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { PollerHealth } from '../../shared/model/exchange.ts'

type Delay = PollerHealth['loopMs']

/** The histogram holds the time between two looks: their distance is no delay. */
const LOOK_MS = 20
const MINUTE_MS = 60_000

export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: LOOK_MS })
  #since: number
  #last: Delay | null = null

  constructor(mono: number) {
    this.#since = mono
    this.#histogram.enable()
  }

  /** To be called now and then: begins the next minute. */
  beat(mono: number): void {
    if (mono - this.#since < MINUTE_MS) return
    this.#last = this.#present()
    this.#since = mono
    this.#histogram.reset()
  }

  /** The last whole minute, or what there is of the first. The present one counts where it was worse. */
  read(): Delay {
    const present = this.#present()
    return this.#last && this.#last.max > present.max ? this.#last : present
  }

  close(): void {
    this.#histogram.disable()
  }

  #present(): Delay {
    const histogram = this.#histogram
    if (histogram.count === 0) return { p50: 0, p99: 0, max: 0 }
    const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - LOOK_MS)
    return { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) }
  }
}
