/** Sends replies as the faults on their way would have them arrive: late, twice, out of order, changed, from elsewhere, or not at all. */
import { mix } from '../random.ts'
import { amountOf, type DeviceEvent } from './kinds.ts'

export type Sender = {
  /** From the agent's own port. */
  readonly own: (bytes: Buffer) => void
  /** From a port that nobody asked. */
  readonly stranger: (bytes: Buffer) => void
}

const MOST_COPIES = 20

export class Delivery {
  private readonly seed: number
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly held = new Set<() => void>()
  private count = 0

  constructor(seed: number) {
    this.seed = seed
  }

  send(reply: Buffer, faults: readonly DeviceEvent[], sender: Sender): void {
    const turn = ++this.count
    let bytes = reply
    let wait = 0
    let copies = 1
    let hold = 0
    let from = sender.own
    for (const event of faults) {
      const amount = amountOf(event)
      if (event.mischief === 'drop') return
      else if (event.mischief === 'delay') wait += amount * (1 / 3 + (mix(this.seed, 430, turn) / 4_294_967_296) * (4 / 3))
      else if (event.mischief === 'duplicate') copies = Math.min(MOST_COPIES, Math.max(copies, amount))
      else if (event.mischief === 'reorder') hold = amount
      else if (event.mischief === 'corrupt') bytes = corrupted(bytes, amount, this.seed, turn)
      else if (event.mischief === 'garbage') bytes = garbled(bytes)
      else if (event.mischief === 'wrongSource') from = sender.stranger
    }
    const go = (): void => {
      for (let n = 0; n < copies; n++) from(bytes)
    }
    if (hold > 0) return this.hold(go, hold)
    if (wait > 0) this.later(go, wait)
    else go()
    for (const overtaken of this.held) overtaken()
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    this.held.clear()
  }

  private later(go: () => void, ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      go()
    }, ms)
    this.timers.add(timer)
    return timer
  }

  /** Keeps a reply until another has gone out, or the time is over. */
  private hold(go: () => void, most: number): void {
    const release = (): void => {
      if (!this.held.delete(release)) return
      clearTimeout(timer)
      this.timers.delete(timer)
      go()
    }
    const timer = this.later(release, most)
    this.held.add(release)
  }
}

function corrupted(reply: Buffer, octets: number, seed: number, turn: number): Buffer {
  const bytes = Buffer.from(reply)
  for (let n = 0; n < octets; n++) {
    const place = mix(seed, 431, turn, n) % bytes.length
    bytes[place] = (bytes[place] ?? 0) ^ (1 + (mix(seed, 432, turn, n) % 255))
  }
  return bytes
}

/** The first octets stay, so that it looks like an answer at first. */
const garbled = (reply: Buffer): Buffer => Buffer.from(reply.map((byte, n) => (n < 6 ? byte : (byte * 167 + n) & 255)))
