/** What the poller says of itself: rings, minutes, cycles, calls outside the slot, the system's own counters. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Outcome } from '../../shared/model/device.ts'
import { DeviceHistory, MinuteHistory } from '../../main/poll/history.ts'
import { Scheduler, type Pollable } from '../../main/poll/scheduler.ts'
import { lostIn } from '../../main/snmp/granted.ts'

describe('history', () => {
  test('a device keeps its last 120 exchanges, oldest first', () => {
    const history = new DeviceHistory()
    for (let at = 0; at < 130; at++) history.add({ at, outcome: at % 10 === 0 ? 'timeout' : 'ok', responseMs: 1 })
    expect(history.recent()).toHaveLength(120)
    expect([history.recent()[0]?.at, history.recent()[119]?.at]).toEqual([10, 129])
    expect([history.polls, history.timeouts]).toEqual([130, 13])
  })
  test('a minute is closed by the first beat after it', () => {
    const minutes = new MinuteHistory(61_000)
    for (const ms of [1, 2, 3, 4, 100]) minutes.add('ok', ms)
    minutes.add('timeout', null)
    minutes.beat(100_000, 7, { missed: 1, dropped: 2 })
    expect(minutes.minutes()).toEqual([])
    minutes.beat(121_000, 3, { missed: 2, dropped: 5 })
    minutes.beat(185_000, 0, { missed: 2, dropped: 6 })
    expect(minutes.minutes()).toEqual([
      { at: 60_000, polls: 6, timeouts: 1, missed: 2, dropped: 5, p50: 3, p95: 100, inFlight: 7 },
      { at: 120_000, polls: 0, timeouts: 0, missed: 0, dropped: 1, p50: null, p95: null, inFlight: 3 },
    ])
    for (let n = 4; n < 100; n++) minutes.beat(n * 60_000, 0, { missed: 2, dropped: 6 })
    expect(minutes.minutes()).toHaveLength(60)
  })
})

test('the system’s table of sockets is read by port', () => {
  const head = '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n'
  const line = (port: string, drops: string): string =>
    `  123: 00000000:${port} 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 42 2 0000000000000000 ${drops}\n`
  expect(lostIn(head + line('0035', '3') + line('E1B2', '17'), 0xe1b2)).toBe(17)
  expect(lostIn(head + line('0035', '3'), 0xe1b2)).toBeNull()
  expect(lostIn(head + line('E1B2', 'x'), 0xe1b2)).toBeNull()
  expect(lostIn('', 1)).toBeNull()
})

describe('the scheduler', () => {
  let mono = 0
  let asked: number[] = []
  let scheduler: Scheduler | null = null
  const device = (deviceId: number): Pollable => ({
    deviceId,
    stationId: deviceId,
    intervalMs: 60_000,
    async read() {
      asked.push(deviceId)
      return { outcome: 'ok' as Outcome, responseMs: 1, readings: [] }
    },
    close: () => undefined,
  })
  const pass = async (ms: number): Promise<void> => {
    for (let n = 0; n < ms; n += 100) {
      mono += 100
      await vi.advanceTimersByTimeAsync(100)
    }
  }
  beforeEach(() => {
    vi.useFakeTimers()
    mono = 0
    asked = []
    scheduler = new Scheduler({
      clock: { now: () => mono, mono: () => mono },
      events: { onPoll: () => undefined, onGap: () => undefined },
      seed: 1,
      boot: () => mono,
    })
  })
  afterEach(() => {
    scheduler?.close()
    vi.useRealTimers()
  })
  test('asks a device at once when called, at most every five seconds, and keeps its slot', async () => {
    scheduler?.set([device(1)])
    await pass(60_000)
    const before = asked.length
    expect(scheduler?.call(1)).toBe(true)
    await pass(200)
    expect(scheduler?.call(1)).toBe(false)
    expect(asked.length).toBe(before + 1)
    await pass(5000)
    expect(scheduler?.call(1)).toBe(true)
    expect(scheduler?.call(9)).toBe(false)
    await pass(55_000)
    expect(asked.length).toBeGreaterThanOrEqual(before + 3)
    expect(scheduler?.stats().missed).toBe(0)
  })
  test('measures a cycle once every device was asked', async () => {
    const all = [1, 2, 3, 4].map(device)
    scheduler?.set(all)
    expect(scheduler?.cycleMs).toBeNull()
    await pass(61_000)
    expect(scheduler?.cycleMs).not.toBeNull()
    scheduler?.set(all.slice(0, 2))
    await pass(121_000)
    expect(scheduler?.cycleMs).toBeLessThanOrEqual(60_100)
    expect(scheduler?.waiting()).toEqual({ living: 0, dead: 0 })
  })
})
