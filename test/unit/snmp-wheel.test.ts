/** The one timer of all requests, and what is learned of an agent's limits. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { batches, halves, Limit } from '../../main/snmp/limit.ts'
import { Timed, TimerWheel } from '../../main/snmp/wheel.ts'
import { freshId } from '../../main/snmp/ids.ts'

let now = 0
let wheel: TimerWheel
const expired: [string, number][] = []

class Alarm extends Timed {
  readonly name: string
  readonly #then: () => void

  constructor(name: string, then: () => void = () => undefined) {
    super()
    this.name = name
    this.#then = then
  }
  expire(at: number): void {
    expired.push([this.name, at])
    this.#then()
  }
}

/** Time passes in steps of `by` ms. */
function pass(ms: number, by = 10): void {
  for (let n = 0; n < ms; n += by) {
    now += by
    vi.advanceTimersByTime(by)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  now = 5003
  expired.length = 0
  wheel = new TimerWheel(() => now)
})
afterEach(() => {
  wheel.close()
  vi.useRealTimers()
})

test('each expires once, within two ticks, in any order of setting', () => {
  const delays = [2000, 15, 700, 15, 9000, 5200, 1]
  for (const delay of delays) wheel.set(new Alarm(String(delay)), now + delay)
  expect(wheel.size).toBe(delays.length)
  const began = now
  pass(10_000)
  expect(expired.map(([name]) => Number(name))).toEqual(delays.toSorted((a, b) => a - b))
  for (const [name, at] of expired) {
    expect(at - began - Number(name)).toBeGreaterThanOrEqual(0)
    expect(at - began - Number(name)).toBeLessThanOrEqual(20)
  }
  expect(wheel.size).toBe(0)
})

test('what is cleared or set anew does not expire at its old time', () => {
  const one = new Alarm('one')
  const two = new Alarm('two')
  wheel.set(one, now + 100)
  wheel.set(two, now + 100)
  wheel.clear(one)
  wheel.clear(one)
  wheel.set(two, now + 300)
  pass(200)
  expect(expired).toEqual([])
  pass(200)
  expect(expired.map(([name]) => name)).toEqual(['two'])
})

test('what expires may set itself anew and clear its neighbours', () => {
  const neighbour = new Alarm('neighbour')
  let times = 0
  const again: Alarm = new Alarm('again', () => {
    wheel.clear(neighbour)
    times += 1
    if (times < 3) wheel.set(again, now + 50)
  })
  wheel.set(again, now + 50)
  wheel.set(neighbour, now + 50)
  pass(500)
  expect(expired.map(([name]) => name)).toEqual(['again', 'again', 'again'])
})

test('after a stall nothing expires before what came meanwhile could be read', () => {
  wheel.set(new Alarm('late'), now + 100)
  now += 5000
  vi.advanceTimersByTime(10)
  expect(expired).toEqual([])
  pass(20)
  expect(expired.map(([name]) => name)).toEqual(['late'])
})

test('where every turn is late, things still expire', () => {
  wheel.set(new Alarm('late'), now + 100)
  for (let n = 0; n < 4; n++) {
    now += 500
    vi.advanceTimersByTime(10)
  }
  expect(expired.map(([name]) => name)).toEqual(['late'])
})

test('a limit is halved by what was too big and never falls below one', () => {
  const limit = new Limit(20)
  expect([limit.suspects(20), limit.suspects(4), limit.isProven]).toEqual([true, false, false])
  limit.answered(12)
  expect([limit.suspects(20), limit.suspects(12), limit.isProven]).toEqual([true, false, true])
  limit.allow(40)
  expect([limit.value, limit.learned]).toEqual([40, false])
  limit.allow(20)
  limit.refused(20)
  expect([limit.value, limit.learned]).toEqual([10, true])
  limit.allow(40)
  expect(limit.value).toBe(10)
  // One that was cut before the limit fell does not raise it again.
  limit.refused(60)
  expect(limit.value).toBe(10)
  for (let n = 0; n < 6; n++) limit.refused(limit.value)
  expect(limit.value).toBe(1)
})

test('batches and halves lose nothing', () => {
  const all = Array.from({ length: 23 }, (_, n) => n)
  expect(batches(all, 10).map((part) => part.length)).toEqual([10, 10, 3])
  expect(batches(all, 10).flat()).toEqual(all)
  expect(halves(all)?.flat()).toEqual(all)
  expect(halves([1])).toBeNull()
})

test('ids are never those under way, take four octets, and do not repeat soon', () => {
  const taken = new Set<number>()
  for (let n = 0; n < 5000; n++) taken.add(freshId(taken))
  expect(taken.size).toBe(5000)
  for (const id of taken) expect(id >= 0x4000_0000 && id <= 0x7fff_ffff).toBe(true)
})
