/** Slots, lanes, missed slots and gaps on fake time: no packets. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Outcome } from '../../shared/model/device.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { gapBetween } from '../../main/poll/gap.ts'
import { Lane } from '../../main/poll/lane.ts'
import { Scheduler, type Pollable, type SchedulerOptions } from '../../main/poll/scheduler.ts'
import { burstWindow, phaseOf, slotFrom } from '../../main/poll/slots.ts'

const MINUTE = 60_000

describe('slots', () => {
  test('phases are spread evenly and stay the same', () => {
    const buckets = Array.from({ length: 60 }, () => 0)
    for (let id = 1; id <= 6000; id++) {
      const phase = phaseOf(id, 3)
      expect(phase).toBe(phaseOf(id, 3))
      buckets[Math.floor(phase * 60)] = (buckets[Math.floor(phase * 60)] ?? 0) + 1
    }
    expect(Math.max(...buckets)).toBeLessThan(150)
    expect(Math.min(...buckets)).toBeGreaterThan(55)
  })
  test('the next slot is at or after a moment, on the device’s own grid', () => {
    const slots = { origin: 1000, intervalMs: MINUTE, phase: 0.25 }
    expect(slotFrom(slots, 0)).toBe(16_000)
    expect(slotFrom(slots, 16_000)).toBe(16_000)
    expect(slotFrom(slots, 16_001)).toBe(76_000)
  })
  test('a new branch is looked at within fifteen seconds', () => {
    expect(burstWindow(7500, MINUTE)).toBe(15_000)
    expect(burstWindow(1, MINUTE)).toBe(2)
    expect(burstWindow(7500, 10_000)).toBe(10_000)
  })
})

describe('gaps', () => {
  const beat = (wall: number, mono: number, boot: number | null = null) => ({ wall, mono, boot })
  test.each([
    ['an ordinary beat', beat(0, 0), beat(100, 100), null],
    ['a slow beat', beat(0, 0), beat(3000, 3000), null],
    ['drift', beat(0, 0), beat(2000, 100), null],
    ['sleep while the monotonic clock stands', beat(0, 0, 0), beat(3_600_000, 100, 3_600_000), { kind: 'sleep', awayMs: 3_600_000 }],
    ['a clock set forward', beat(0, 0, 0), beat(3_600_000, 100, 100), { kind: 'clockStep', awayMs: 100 }],
    ['a clock set back', beat(3_600_000, 0, 0), beat(0, 100, 100), { kind: 'clockStep', awayMs: 100 }],
    ['a stopped process', beat(0, 0, 0), beat(60_000, 60_000, 60_000), { kind: 'sleep', awayMs: 60_000 }],
  ])('%s', (_name, last, now, wanted) => {
    const gap = gapBetween(last, now)
    expect(gap && { kind: gap.kind, awayMs: gap.awayMs }).toEqual(wanted)
  })
})

test('a lane keeps its places and serves in order', () => {
  const lane = new Lane(2)
  const order: number[] = []
  const ends: (() => void)[] = []
  for (let n = 0; n < 4; n++) {
    lane.enter((leave) => {
      order.push(n)
      ends.push(leave)
    })
  }
  expect([order, lane.inFlight, lane.waiting]).toEqual([[0, 1], 2, 2])
  ends[1]?.()
  expect([order, lane.inFlight, lane.waiting]).toEqual([[0, 1, 2], 2, 1])
})

test('work that leaves at once lets the next in, however many wait', async () => {
  const lane = new Lane(1)
  let hold: () => void = () => undefined
  let done = 0
  lane.enter((leave) => (hold = leave))
  for (let n = 0; n < 50_000; n++) {
    lane.enter((leave) => {
      done += 1
      leave()
    })
  }
  hold()
  while (lane.waiting > 0) await new Promise(setImmediate)
  expect([done, lane.inFlight, lane.waiting]).toEqual([50_000, 0, 0])
})

test('a wide lane lets in some of a crowd in each turn of the loop, all in order', async () => {
  const lane = new Lane(1000)
  const order: number[] = []
  for (let n = 0; n < 900; n++) lane.enter(() => order.push(n))
  expect([order.length, lane.inFlight, lane.waiting]).toEqual([128, 128, 772])
  await new Promise(setImmediate)
  expect(order.length).toBe(256)
  while (lane.waiting > 0) await new Promise(setImmediate)
  expect([order.length, lane.inFlight]).toEqual([900, 900])
  expect(order.every((one, n) => one === n)).toBe(true)
})

describe('the scheduler', () => {
  let shift = 0
  let polls: DevicePoll[] = []
  let gaps: string[] = []
  let scheduler: Scheduler
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
    shift = 0
    polls = []
    gaps = []
  })
  afterEach(() => {
    scheduler.close()
    vi.useRealTimers()
  })
  const make = (more: Partial<SchedulerOptions> = {}): Scheduler =>
    new Scheduler({
      clock: { now: () => Date.now() + shift, mono: () => performance.now() },
      events: { onPoll: (poll) => polls.push(poll), onGap: (gap) => gaps.push(gap.kind) },
      seed: 1,
      boot: () => null,
      ...more,
    })
  const device = (deviceId: number, outcome: Outcome = 'ok', takesMs = 5, more: Partial<Pollable> = {}): Pollable => ({
    deviceId,
    stationId: deviceId,
    intervalMs: MINUTE,
    read: () => new Promise((resolve) => setTimeout(() => resolve({ outcome, responseMs: takesMs, readings: [] }), takesMs)),
    close: () => undefined,
    ...more,
  })

  test('every device is asked soon, then once in every interval, at its own time', async () => {
    scheduler = make()
    scheduler.set(Array.from({ length: 300 }, (_, n) => device(n + 1)))
    await vi.advanceTimersByTimeAsync(2000)
    expect(new Set(polls.map((p) => p.deviceId)).size).toBe(300)
    polls = []
    await vi.advanceTimersByTimeAsync(100 * MINUTE)
    expect(polls.length).toBeGreaterThan(300 * 99)
    expect(polls.length).toBeLessThanOrEqual(300 * 100)
    const times = polls.filter((p) => p.deviceId === 17).map((p) => p.mono)
    const strayed = times.slice(1).map((time, n) => Math.abs(time - (times[n] ?? 0) - MINUTE))
    expect(Math.max(...strayed)).toBeLessThan(150)
    expect(scheduler.stats()).toMatchObject({ devices: 300, answering: 300, missed: 0 })
  })

  test('the dead never delay the living', async () => {
    scheduler = make({ places: { living: 4, dead: 4 } })
    const dead = Array.from({ length: 200 }, (_, n) => device(1000 + n, 'timeout', 6000))
    const living = Array.from({ length: 40 }, (_, n) => device(n + 1))
    scheduler.set(living)
    await vi.advanceTimersByTimeAsync(5000)
    scheduler.set([...living, ...dead])
    await vi.advanceTimersByTimeAsync(2 * MINUTE)
    polls = []
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    const alive = polls.filter((p) => p.outcome === 'ok')
    expect(alive.length).toBe(400)
    expect(scheduler.stats().missed).toBeGreaterThan(0)
    expect(scheduler.stats().answering).toBe(40)
  })

  test('a device that takes longer than its interval misses slots, and they are not made up for', async () => {
    scheduler = make()
    scheduler.set([device(1, 'ok', 2.5 * MINUTE)])
    await vi.advanceTimersByTimeAsync(30 * MINUTE)
    expect(polls.length).toBeGreaterThan(7)
    expect(polls.length).toBeLessThan(13)
    expect(scheduler.stats().missed).toBeGreaterThan(15)
  })

  test('a call that is under way when the slot comes is its look; one that hangs is not', async () => {
    scheduler = make()
    let takes = 3000
    const read: Pollable['read'] = () =>
      new Promise((resolve) => setTimeout(() => resolve({ outcome: 'ok', responseMs: takes, readings: [] }), takes))
    scheduler.set([device(1, 'ok', 0, { read })])
    await vi.advanceTimersByTimeAsync(MINUTE * 3)
    // The slot's own poll is told 3 s after its beginning: the next begins 57 s later.
    const untilNext = (polls.at(-1)?.mono ?? 0) + 57_000 - performance.now()
    await vi.advanceTimersByTimeAsync(untilNext - 1000)
    polls = []
    expect(scheduler.call(1)).toBe(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect([polls.length, scheduler.stats().missed]).toEqual([1, 0])
    takes = 40_000
    await vi.advanceTimersByTimeAsync(21_000)
    scheduler.call(1)
    await vi.advanceTimersByTimeAsync(35_000)
    expect(scheduler.stats().missed).toBe(1)
  })

  test('after a sleep missed slots are counted, the gap is told, and what timed out over it is not reported', async () => {
    scheduler = make()
    let wake: (() => void) | null = null
    const asleep = device(2, 'timeout', 0, {
      read: () => new Promise((resolve) => (wake = () => resolve({ outcome: 'timeout', responseMs: null, readings: [] }))),
    })
    scheduler.set([device(1), asleep])
    await vi.advanceTimersByTimeAsync(1000)
    const before = polls.length
    expect(gaps).toEqual([])
    // The process stands still for half an hour.
    shift += 1_800_000
    await vi.advanceTimersByTimeAsync(100)
    expect(gaps).toEqual(['sleep'])
    const release = wake as (() => void) | null
    release?.()
    await vi.advanceTimersByTimeAsync(10)
    expect(polls.slice(before).filter((p) => p.deviceId === 2)).toEqual([])
    shift -= 3_600_000
    await vi.advanceTimersByTimeAsync(100)
    expect(gaps).toEqual(['sleep', 'clockStep'])
  })

  test('a stopped process does not ask all of the branch at once when it goes on', async () => {
    let frozen = 0
    scheduler = make({ clock: { now: () => Date.now(), mono: () => performance.now() + frozen } })
    scheduler.set(Array.from({ length: 600 }, (_, n) => device(n + 1)))
    await vi.advanceTimersByTimeAsync(3 * MINUTE)
    const missed = scheduler.stats().missed
    polls = []
    frozen = 10 * MINUTE + 7
    await vi.advanceTimersByTimeAsync(200)
    expect(polls.length).toBeLessThan(120)
    expect(scheduler.stats().missed - missed).toBeGreaterThan(600 * 9)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(new Set(polls.map((p) => p.deviceId)).size).toBe(600)
  })

  test('unchanged devices keep their slot; those taken out are closed and not heard of again', async () => {
    scheduler = make()
    let closed = 0
    const one = device(1)
    const two = device(2, 'ok', 500, { close: () => (closed += 1) })
    scheduler.set([one, two])
    await vi.advanceTimersByTimeAsync(150)
    scheduler.set([one])
    await vi.advanceTimersByTimeAsync(3 * MINUTE)
    expect(closed).toBe(1)
    expect(polls.some((p) => p.deviceId === 2)).toBe(false)
    expect(polls.filter((p) => p.deviceId === 1).length).toBeGreaterThanOrEqual(3)
    expect(scheduler.stats().devices).toBe(1)
  })
})
