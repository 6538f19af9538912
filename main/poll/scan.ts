/** Asks many addresses, once and later once more, no faster than a rate: can be held, ended, and begun again at a position. Knows no ranges. */
import { AGAIN_WAITS } from '../../shared/model/discovery.ts'
import type { AgentSession } from '../snmp/session.ts'
import { contact, type Contact, type ContactParts, type Keys } from './contact.ts'

export type ScanTarget = { readonly host: string; readonly port: number; readonly keys: Keys }
export type ScanJob = {
  readonly count: number
  /** Where to begin: everything before is finished. */
  readonly from: number
  /** The target at a position; null leaves it out. */
  at(position: number): ScanTarget | null
  readonly tries: number
  /** Packets a second. */
  readonly rate: number
  /** How long an answer is waited for. */
  readonly waitMs: number
  readonly mostInFlight: number
  /** What came of a target; `silent` too. */
  onContact(position: number, contact: Contact): void
}

export type ScanCount = {
  /** Everything before it is finished: where a later start would begin. */
  readonly position: number
  /** Finished, left out ones among them; some may lie after the position. */
  readonly done: number
  /** Left out before the position. */
  readonly skipped: number
}

const IDLE_MS = 50
/** Left-out addresses are passed over in steps, so that polling keeps its turns. */
const SKIPS_AT_ONCE = 500

export class ScanRun {
  readonly #parts: ContactParts
  readonly #job: ScanJob
  readonly #again: { position: number; at: number; tries: number }[] = []
  /** Finished out of order: position → was it left out. */
  readonly #finished = new Map<number, boolean>()
  readonly #sessions = new Set<AgentSession>()
  #next: number
  #low: number
  #skipped = 0
  #active = 0
  #held: PromiseWithResolvers<void> | null = null
  #ended = false
  /** Settles when nothing is under way any more: true where every target was finished. */
  readonly over: Promise<boolean>

  constructor(parts: ContactParts, job: ScanJob) {
    this.#parts = parts
    this.#job = job
    this.#next = job.from
    this.#low = job.from
    this.over = this.#run()
  }

  get inFlight(): number {
    return this.#active
  }

  /** Packets so far, in this run. */
  get packets(): number {
    return this.#parts.pace.taken
  }

  get held(): boolean {
    return this.#held !== null
  }

  count(): ScanCount {
    return {
      position: this.#low,
      done: this.#low + this.#finished.size,
      skipped: this.#skipped,
    }
  }

  /** No further request goes out until `go`; those under way end. */
  hold(): void {
    this.#held ??= Promise.withResolvers()
  }

  go(): void {
    this.#held?.resolve()
    this.#held = null
  }

  /** Ends it; what is under way is dropped and counts as not asked. */
  end(): Promise<boolean> {
    this.#ended = true
    this.go()
    for (const session of this.#sessions) session.close()
    return this.over
  }

  async #run(): Promise<boolean> {
    const { pace, mono } = this.#parts
    let passed = 0
    while (!this.#ended) {
      if (this.#held) await this.#held.promise
      const due = this.#again[0] && this.#again[0].at <= mono() ? this.#again.shift() : undefined
      if (!due && this.#next >= this.#job.count) {
        if (this.#active === 0 && this.#again.length === 0) break
        await pause(IDLE_MS)
        continue
      }
      if (this.#active >= this.#job.mostInFlight) {
        if (due) this.#again.unshift(due)
        await pause(IDLE_MS)
        continue
      }
      const position = due?.position ?? this.#next++
      const target = this.#job.at(position)
      if (target) {
        await pace.ready()
        void this.#ask(position, target, due?.tries ?? 0)
      } else {
        this.#finish(position, true)
        if (++passed % SKIPS_AT_ONCE === 0) await pause(0)
      }
    }
    while (this.#active > 0) await pause(IDLE_MS)
    return !this.#ended || this.#low >= this.#job.count
  }

  async #ask(position: number, { host, port, keys }: ScanTarget, before: number): Promise<void> {
    const { waitMs } = this.#parts
    const mine: AgentSession[] = []
    const open: ContactParts['open'] = (target) => {
      const session = this.#parts.open(target)
      mine.push(session)
      this.#sessions.add(session)
      return session
    }
    this.#active += 1
    try {
      const found = await contact({ ...this.#parts, open }, host, port, keys)
      if (this.#ended) return
      const tries = before + 1
      if (found.state === 'silent' && tries < this.#job.tries) {
        this.#again.push({ position, at: this.#parts.mono() + waitMs * AGAIN_WAITS, tries })
      } else {
        this.#job.onContact(position, found)
        this.#finish(position, false)
      }
    } finally {
      this.#active -= 1
      for (const session of mine) this.#sessions.delete(session)
    }
  }

  #finish(position: number, skipped: boolean): void {
    this.#finished.set(position, skipped)
    for (let at = this.#finished.get(this.#low); at !== undefined; at = this.#finished.get(this.#low)) {
      this.#finished.delete(this.#low)
      this.#low += 1
      if (at) this.#skipped += 1
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
