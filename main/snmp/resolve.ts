/** Host names to addresses, remembered for a while, so that a poll does not wait for DNS every minute. */
import { lookup } from 'node:dns/promises'
import { isIP, SocketAddress } from 'node:net'
import type { Family } from './socket.ts'

export type Address = { readonly address: string; readonly family: Family }

const KEEP_MS = 300_000
const FORGET_FAILURE_MS = 30_000
const MOST_NAMES = 10_000

const literal = (host: string): Address | null => {
  const version = isIP(host)
  if (version === 4) return { address: host, family: 'udp4' }
  // The kernel reports senders in the short form: compare in that.
  return version === 6 ? { address: new SocketAddress({ address: host, family: 'ipv6' }).address, family: 'udp6' } : null
}

export class Resolver {
  readonly #known = new Map<string, { until: number; answer: Promise<Address | null> }>()
  readonly #mono: () => number

  constructor(mono: () => number) {
    this.#mono = mono
  }

  /** The address of a host; null where the name has none. */
  resolve(host: string): Promise<Address | null> | Address {
    const given = literal(host)
    if (given) return given
    const now = this.#mono()
    const known = this.#known.get(host)
    if (known && known.until > now) return known.answer
    if (this.#known.size >= MOST_NAMES) this.#known.clear()
    const entry = { until: now + KEEP_MS, answer: this.#ask(host) }
    this.#known.set(host, entry)
    void entry.answer.then((found) => {
      if (!found) entry.until = this.#mono() + FORGET_FAILURE_MS
    })
    return entry.answer
  }

  async #ask(host: string): Promise<Address | null> {
    try {
      const { address } = await lookup(host, { order: 'ipv4first' })
      return literal(address)
    } catch {
      return null
    }
  }
}
