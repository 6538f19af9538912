/** Scenarios of time: restarts, sleeps, clock steps, our own uplink. Nobody looked means UNKNOWN, never DOWN. */
import { describe, expect, it } from 'vitest'
import { availability } from '../../../main/domain/availability/figures.ts'
import { BY, MIDNIGHT, ms, scenario, type Branch, type StationPlan } from '../../support/scenario.ts'

const SIX: Record<string, StationPlan> = { S1: { devices: ['power', 'radio'] }, S2: {}, S3: {}, S4: {}, S5: {}, S6: {} }

/** No hole, no overlap, nothing negative; one open at the end. */
function expectWhole(b: Branch, code: string): void {
  const all = b.intervals(code)
  expect(all.at(-1)?.to).toBeNull()
  for (const [i, one] of all.entries()) {
    if (one.to === null) continue
    expect(one.to).toBeGreaterThan(one.from)
    expect(all[i + 1]?.from).toBe(one.to)
  }
}

describe('start', () => {
  it(
    'intervals begin with the first second, and no station is judged before its first full cycle',
    scenario(SIX, (b) => {
      b.at('00:00:02')
      expect(b.ledger('S1')).toEqual(['unknown 0-…'])
      expect(b.row('S1')).toMatchObject({
        health: 'unknown',
        since: null,
        reason: { key: 'health.reason.unpolled', params: { polled: 0, devices: 2 } },
      })
      b.until('00:01:02')
      expect(b.health('S1', 'S2')).toBe('up up')
      expectWhole(b, 'S1')
    }),
  )
})

describe('restart', () => {
  it(
    'in the middle of a hold, the hold is as it was',
    scenario(SIX, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:03:30')
      expect(b.alarms()).toHaveLength(0)
      expect(b.operations.alarms.pending()).toMatchObject([{ kind: 'raise', polls: 1 }])
      b.restarts('kill')
      expect(b.operations.alarms.pending()).toMatchObject([{ kind: 'raise', polls: 1 }])
      b.until('00:04:30')
      expect(b.alarms('mains-failure')).toHaveLength(1)
      expect(b.operations.alarms.pending()).toEqual([])
    }),
  )

  it(
    'an acknowledged alarm survives with who and when, and its trail',
    scenario(SIX, (b) => {
      b.at('00:02:00').reads('S1', 'power', 'mains.state', 0).until('00:05:00')
      const [alarm] = b.alarms('mains-failure')
      expect(alarm).toBeDefined()
      if (!alarm) return
      const by = { ...BY, at: b.clock.now() }
      expect(b.engine.acknowledge([{ id: alarm.id, version: 99 }], '', by)).toMatchObject({ changed: [], conflicts: [{ id: alarm.id }] })
      const { changed } = b.engine.acknowledge([{ id: alarm.id, version: alarm.version }], 'đã gọi điện lực', by)
      expect(changed).toMatchObject([{ acknowledgedBy: 'Lan', comments: 1, version: alarm.version + 1 }])
      b.restarts('kill', '00:30:00')
      expect(b.alarms('mains-failure')).toMatchObject([{ id: alarm.id, acknowledgedBy: 'Lan', acknowledgedAt: by.at, clearedAt: null }])
      expect(b.operations.alarms.trail(alarm.id)).toMatchObject([{ action: 'alarm.acknowledge', actor: 'Lan', comment: 'đã gọi điện lực' }])
      b.reads('S1', 'power', 'mains.state', 1).until('00:09:00')
      expect(b.alarms('mains-failure')).toEqual([])
      expect(b.changes().alarmsGone).toEqual([alarm.id])
    }),
  )

  it(
    'time while the program was off is unknown, also for a station that was down',
    scenario(SIX, (b) => {
      b.at('00:02:00').falls('S2').until('00:06:00')
      expect(b.health('S2')).toBe('down')
      b.restarts('kill', '02:00:00')
      expect(b.health('S1', 'S2')).toBe('unknown unknown')
      expect(b.alarms('station-down')).toHaveLength(1)
      b.until('00:10:00')
      expect(b.health('S1', 'S2')).toBe('up down')
      expect(b.alarms('station-down')).toMatchObject([{ count: 1, clearedAt: null }])
      expect(b.buckets('S2')).toBe('unknown up downUnplanned unknown downUnplanned')
      expect(b.buckets('S1')).toBe('unknown up unknown up')
      const off = b.intervals('S1')[2]
      expect((off?.to ?? 0) - (off?.from ?? 0)).toBeGreaterThanOrEqual(ms('02:00:00'))
      expectWhole(b, 'S2')
    }),
  )

  it(
    'a clock that was set back while the program was off makes no overlap',
    scenario(SIX, (b) => {
      b.at('00:10:00').clockSteps(-3_600_000).restarts('stop').until('00:15:00')
      expectWhole(b, 'S1')
      expect(b.health('S1')).toBe('up')
    }),
  )
})

describe('sleep and clock steps', () => {
  for (const monoGoesOn of [false, true])
    it(
      `a sleep of 8 h is unknown, and nobody is judged before being asked again (monotonic clock ${monoGoesOn ? 'goes on' : 'stands still'})`,
      scenario(SIX, (b) => {
        b.at('00:05:00').falls('S2').until('00:10:00').sleeps('08:00:00', monoGoesOn).until('00:10:01')
        expect(b.health('S1', 'S2')).toBe('unknown unknown')
        b.until('00:16:00')
        expect(b.health('S1', 'S2')).toBe('up down')
        expect(b.buckets('S1')).toBe('unknown up unknown up')
        const now = b.clock.now()
        const today = availability(b.intervals('S2'), MIDNIGHT, now)
        expect(today.downUnplanned).toBeLessThan(11 * 60)
        expect(today.unknown).toBeGreaterThanOrEqual(8 * 3600)
        expect(today.up + today.downUnplanned + today.unknown).toBe((now - MIDNIGHT) / 1000)
        expectWhole(b, 'S2')
      }),
    )

  it(
    'the poller telling of the same sleep makes no second one',
    scenario(SIX, (b) => {
      b.at('00:10:00')
      const from = b.clock.now()
      b.sleeps('08:00:00')
      b.engine.onGap({ kind: 'sleep', from, to: b.clock.now(), awayMs: b.clock.now() - from })
      b.until('00:12:00')
      expect(b.buckets('S1')).toBe('unknown up unknown up')
    }),
  )

  it(
    'a step forward that the poller tells from sleep is unknown time and takes back no verdict',
    scenario(SIX, (b) => {
      b.at('00:05:00').falls('S2').until('00:10:00')
      const from = b.clock.now()
      b.clockSteps(3_600_000)
      b.engine.onGap({ kind: 'clockStep', from, to: b.clock.now(), awayMs: 100 })
      b.until('00:10:05')
      expect(b.health('S1', 'S2')).toBe('up down')
      expect(b.buckets('S1')).toBe('unknown up unknown up')
      expect(b.buckets('S2')).toBe('unknown up downUnplanned unknown downUnplanned')
      expectWhole(b, 'S2')
      const away = b.intervals('S1')[2]
      expect((away?.to ?? 0) - (away?.from ?? 0)).toBeGreaterThanOrEqual(3_600_000)
    }),
  )

  it(
    'a step of an hour forward is an hour of unknown, a step back is nothing told twice',
    scenario(SIX, (b) => {
      b.at('00:10:00').clockSteps(3_600_000).until('00:15:00')
      expect(b.buckets('S1')).toBe('unknown up unknown up')
      b.clockSteps(-3_600_000).until('00:20:00').falls('S2').until('00:25:00')
      expect(b.health('S1', 'S2')).toBe('up down')
      expectWhole(b, 'S1')
      expectWhole(b, 'S2')
      expect(b.intervals('S2').every((one) => one.bucket !== 'downUnplanned' || one.to === null)).toBe(true)
    }),
  )
})

describe('our own uplink', () => {
  it(
    'most stations failing at once is one alarm of our own, and nobody is down',
    scenario(SIX, (b) => {
      b.at('00:05:00').network(false)
      for (let second = 301; second <= 600; second++) {
        b.until(`00:00:${second}`)
        expect(b.engine.rows().some((row) => row.health === 'down')).toBe(false)
      }
      expect(b.engine.isolated()).toBe(true)
      expect(b.alarms()).toMatchObject([{ ruleId: 'monitor-isolated', stationId: 0, severity: 'critical' }])
      expect(b.health('S1', 'S4')).toBe('unknown unknown')
      b.network(true).until('00:13:00')
      expect(b.engine.isolated()).toBe(false)
      expect(b.health('S1', 'S2', 'S3', 'S4', 'S5', 'S6')).toBe('up up up up up up')
      expect(b.alarms('monitor-isolated')[0]?.clearedAt).not.toBeNull()
      for (const code of Object.keys(SIX)) expect(b.buckets(code)).not.toContain('down')
    }),
  )

  it(
    'a restart while isolated says nothing of the stations and ends the alarm when they answer',
    scenario(SIX, (b) => {
      b.at('00:05:00').network(false).until('00:07:00')
      expect(b.engine.isolated()).toBe(true)
      b.restarts('kill').until('00:12:00')
      expect(b.engine.isolated()).toBe(true)
      b.network(true).until('00:15:00')
      expect(b.engine.isolated()).toBe(false)
      expect(b.alarms().filter((one) => one.clearedAt === null)).toEqual([])
      expect(b.health('S1', 'S6')).toBe('up up')
      expect(b.buckets('S1')).not.toContain('down')
    }),
  )

  it(
    'a sleep while isolated does not leave the alarm standing for ever',
    scenario(SIX, (b) => {
      b.at('00:05:00').network(false).until('00:07:00').sleeps('01:00:00').network(true).until('00:12:00')
      expect(b.alarms('monitor-isolated')).toMatchObject([{ count: 1 }])
      expect(b.alarms('monitor-isolated')[0]?.clearedAt).not.toBeNull()
      expect(b.health('S1', 'S6')).toBe('up up')
    }),
  )

  it(
    'a storm that takes station after station is no isolation',
    scenario(SIX, (b) => {
      b.at('00:03:00').falls('S1').until('00:06:00').falls('S2').until('00:09:00').falls('S3').until('00:12:00').falls('S4')
      b.until('00:15:00').falls('S5').until('00:20:00')
      expect(b.engine.isolated()).toBe(false)
      expect(b.health('S1', 'S2', 'S3', 'S4', 'S5', 'S6')).toBe('down down down down down up')
    }),
  )
})
