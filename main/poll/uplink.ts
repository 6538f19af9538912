/** Tries the branch's own way out: a few addresses that are always there. Connects and hangs up; nothing is sent. */
import { connect, isIP } from 'node:net'
import type { Clock } from '../../shared/model/poll.ts'

/** One address that is silent may be out of order itself; all of them, two rounds in a row, are our own way out. */
const ROUND_MS = 10_000
const WAIT_MS = 3000
const ROUNDS = 2
/** A host that refuses has answered. */
const ANSWERED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET'])

export type Reach = (host: string, port: number, waitMs: number) => Promise<boolean>

export class UplinkWatch {
  private readonly clock: Clock
  private readonly reach: Reach
  private targets: readonly string[] = []
  private failures = 0
  private firstFailed = 0
  private lastRound = Number.NEGATIVE_INFINITY
  private underWay = false
  private era = 0
  /** Since when no address can be reached, monotonic; null while one can, or none is set. */
  lostMono: number | null = null

  constructor(clock: Clock, reach: Reach = reachTcp) {
    this.clock = clock
    this.reach = reach
  }

  /** Addresses as `host:port`. */
  set(targets: readonly string[]): void {
    if (targets.join() === this.targets.join()) return
    this.targets = targets
    this.era += 1
    this.failures = 0
    this.lostMono = null
    this.lastRound = Number.NEGATIVE_INFINITY
  }

  /** Once a second: begins a round where one is due. */
  beat(): void {
    const now = this.clock.mono()
    if (this.targets.length === 0 || this.underWay || now - this.lastRound < ROUND_MS) return
    this.lastRound = now
    this.underWay = true
    void this.round(now, this.era)
  }

  private async round(began: number, era: number): Promise<void> {
    const answers = await Promise.all(this.targets.map((target) => this.one(target)))
    this.underWay = false
    if (era !== this.era) return
    if (answers.includes(true)) {
      this.failures = 0
      this.lostMono = null
      return
    }
    if (this.failures === 0) this.firstFailed = began
    this.failures += 1
    if (this.failures >= ROUNDS) this.lostMono ??= this.firstFailed
  }

  private one(target: string): Promise<boolean> {
    const { host, port } = addressOf(target)
    return this.reach(host, port, WAIT_MS).catch(() => false)
  }
}

export function addressOf(target: string): { host: string; port: number } {
  const at = target.lastIndexOf(':')
  const host = target.slice(0, at).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(target.slice(at + 1)) }
}

const reachTcp: Reach = (host, port, waitMs) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, family: isIP(host) || undefined })
    const end = (reached: boolean): void => {
      socket.destroy()
      resolve(reached)
    }
    socket.setTimeout(waitMs, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', (error: NodeJS.ErrnoException) => end(ANSWERED.has(error.code ?? '')))
  })
