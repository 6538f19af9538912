/** Limits of traps: what one sender and all together may send, what strangers may take, and that the tables stay small. */
import { describe, expect, it } from 'vitest'
import { Limits } from '../../../main/snmp/trap/limits.ts'
import { Seen } from '../../../main/snmp/trap/seen.ts'

/** How many of `n` traps, `every` ms apart, get which answer. */
function send(limits: Limits, source: string, n: number, { known = true, from = 0, every = 0 } = {}): Record<string, number> {
  const counts: Record<string, number> = {}
  for (let i = 0; i < n; i++) {
    const answer = limits.admit(source, known, from + i * every)
    counts[answer] = (counts[answer] ?? 0) + 1
  }
  return counts
}

describe('limits', () => {
  it('a sender has its own allowance, saved up for two seconds, and gets it back with time', () => {
    const limits = new Limits({ perSource: 10, total: 1000 }, 0)
    expect(send(limits, 'a', 30)).toEqual({ ok: 20, source: 10 })
    expect(send(limits, 'b', 5)).toEqual({ ok: 5 })
    expect(send(limits, 'a', 5, { from: 500 })).toEqual({ ok: 5 })
    expect(send(limits, 'a', 5, { from: 500 })).toEqual({ source: 5 })
  })

  it('at its rate a sender is never dropped', () => {
    const limits = new Limits({ perSource: 200, total: 1000 }, 0)
    expect(send(limits, 'a', 2000, { every: 5 })).toEqual({ ok: 2000 })
  })

  it('what is beyond one sender’s allowance costs the others nothing', () => {
    const limits = new Limits({ perSource: 10, total: 40 }, 0)
    send(limits, 'loud', 10_000)
    expect(send(limits, 'quiet', 10)).toEqual({ ok: 10 })
  })

  it('strangers with many addresses leave three quarters to the devices', () => {
    const limits = new Limits({ perSource: 100, total: 100 }, 0)
    let strangers = 0
    for (let i = 0; i < 1000; i++) if (limits.admit(`10.0.${i >> 8}.${i & 255}`, false, 0) === 'ok') strangers++
    expect(strangers).toBe(50)
    expect(send(limits, 'device', 160)).toEqual({ ok: 150, total: 10 })
  })

  it('remembers a bounded number of senders', () => {
    const limits = new Limits({ perSource: 10, total: 1_000_000 }, 0)
    for (let i = 0; i < 20_000; i++) limits.admit(String(i), true, i)
    expect(limits.size).toBeLessThanOrEqual(4096)
  })

  it('a clock that goes back neither gives nor takes', () => {
    const limits = new Limits({ perSource: 10, total: 1000 }, 1000)
    expect(send(limits, 'a', 25, { from: 1000 })).toEqual({ ok: 20, source: 5 })
    expect(send(limits, 'a', 1, { from: 0 })).toEqual({ source: 1 })
  })
})

describe('what was seen', () => {
  it('is known for its time only', () => {
    const seen = new Seen(1000, 10)
    expect([seen.again('x', 0), seen.again('x', 999), seen.again('x', 1000), seen.again('x', 1500)]).toEqual([false, true, false, true])
  })

  it('is bounded', () => {
    const seen = new Seen(1_000_000, 100)
    for (let i = 0; i < 1000; i++) seen.again(String(i), i)
    expect(seen.size).toBeLessThanOrEqual(100)
    expect(seen.again('999', 1000)).toBe(true)
    expect(seen.again('0', 1000)).toBe(false)
  })
})
