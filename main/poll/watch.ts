/** Asks a device now and then who it is: soon after the first good poll, after a restart, and about once an hour. A replaced device shows so. */
import type { Identity } from '../../shared/model/discovery.ts'
import type { Reading } from '../../shared/model/metric.ts'
import type { Profile } from '../profiles/schema.ts'
import { identityOf, type Asker } from './identify.ts'

const EVERY_MS = 3_600_000
/** After a look that failed. */
const SOON_MS = 60_000

export type WatchOptions = {
  readonly ask: Asker & { rest(): void }
  /** The SNMPv3 engine that authentication spoke with, for agents that do not give theirs as an object. */
  readonly engine: () => string | null
  readonly profile: () => Profile | null
  readonly mono: () => number
  /** How long the first look may wait, so that a whole branch does not ask at once. */
  readonly spreadMs: number
  /** 0 to 1: the device's place in that time, and in the hour. */
  readonly phase: number
  readonly onIdentity: (identity: Identity) => void
}

export class IdentityWatch {
  readonly #options: WatchOptions
  #due: number
  #uptime: number | null = null

  constructor(options: WatchOptions) {
    this.#options = options
    this.#due = options.mono() + options.phase * options.spreadMs
  }

  /** After each good poll. */
  async after(readings: readonly Reading[]): Promise<void> {
    const { ask, engine, profile, mono, phase, onIdentity } = this.#options
    const uptime = readings.find(({ metric }) => metric === 'system.uptime')?.value ?? null
    const restarted = uptime !== null && this.#uptime !== null && uptime < this.#uptime
    this.#uptime = uptime ?? this.#uptime
    if (!restarted && mono() < this.#due) return
    this.#due = mono() + SOON_MS
    const found = await identityOf(ask, profile())
    // Rare as it is asked, the library need not hold anything for it.
    ask.rest()
    if (found.outcome !== 'ok') return
    this.#due = mono() + EVERY_MS * (0.75 + phase / 2)
    onIdentity({ ...found.value, engineId: found.value.engineId ?? engine() })
  }
}

/** The first looks of a branch of so many devices are spread over this time. */
export const spreadOf = (devices: number): number => Math.min(300_000, devices * 20)
