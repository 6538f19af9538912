/** Poller health: the verdict, the figures behind it, and the plots of the last hour and of one device. */
import { describe, expect, it } from 'vitest'
import { pointsOf, withGaps } from '../../../renderer/charts/plot.ts'
import { responseFigures, responsePlot } from '../../../renderer/screens/device/response.ts'
import { readingsText } from '../../../renderer/screens/device/readings.ts'
import { plotsOf } from '../../../renderer/screens/poller/plots.ts'
import { bufferErrors, drops, socketAdvice, timeoutShare, verdictOf } from '../../../renderer/screens/poller/verdict.ts'
import { LOCALES, translator } from '../../../shared/i18n/words.ts'
import type { ExchangeMark, PollerHealth, PollMinute } from '../../../shared/model/exchange.ts'

const MINUTE = 60_000
const minute = (i: number, change: Partial<PollMinute> = {}): PollMinute => ({
  at: i * MINUTE,
  polls: 1000,
  timeouts: 20,
  missed: 0,
  dropped: 0,
  p50: 12,
  p95: 80,
  inFlight: 40,
  ...change,
})
const socket = { family: 'udp4', port: 40_000, receiveBuffer: 4_194_304, bufferErrors: 0, sendErrors: 0 } as const
const HEALTH: PollerHealth = {
  devices: 1000,
  answering: 980,
  inFlight: 3,
  waiting: { living: 0, dead: 0 },
  polls: 10_000,
  timeouts: 200,
  missed: 0,
  cycleMs: 59_000,
  loopMs: { p50: 1, p99: 5, max: 60 },
  dropped: { stranger: 0, garbage: 2, unasked: 9, version: 0, level: 0, principal: 0, contained: 0 },
  sockets: [socket],
  minutes: Array.from({ length: 10 }, (_, i) => minute(i)),
}
const keyOf = (change: Partial<PollerHealth>) => verdictOf({ ...HEALTH, ...change }, 60).key

describe('whether the console keeps up', () => {
  it('does, while devices are polled on time, however many stay silent', () => {
    expect(verdictOf(HEALTH, 60)).toEqual({ tone: 'ok', key: 'well', params: { devices: 1000, answering: 980 } })
    expect(keyOf({ answering: 0, minutes: HEALTH.minutes.map((m) => ({ ...m, timeouts: 1000 })) })).toBe('well')
  })
  it.each([
    ['idle', { devices: 0 }],
    ['starting', { minutes: [] }],
    ['late', { minutes: [minute(0, { missed: 100 })] }],
    ['hiccup', { minutes: [minute(0, { missed: 3 })] }],
    ['slowCycle', { cycleMs: 70_000 }],
    ['queue', { waiting: { living: 51, dead: 0 } }],
    ['still', { loopMs: { p50: 1, p99: 40, max: 1500 } }],
    ['lost', { sockets: [{ ...socket, bufferErrors: 7 }] }],
  ] as const)('says %s', (key, change) => {
    expect(keyOf(change as Partial<PollerHealth>)).toBe(key)
  })
  it('forgets what was missed more than five minutes ago, and silent devices that wait', () => {
    expect(keyOf({ minutes: [minute(0, { missed: 900 }), ...HEALTH.minutes.slice(0, 5)] })).toBe('well')
    expect(keyOf({ waiting: { living: 0, dead: 900 } })).toBe('well')
    expect(keyOf({ cycleMs: 61_000 })).toBe('well')
  })
  it('names the worst first', () => {
    expect(keyOf({ minutes: [minute(0, { missed: 100 })], cycleMs: 99_000, sockets: [{ ...socket, bufferErrors: 7 }] })).toBe('late')
  })
  it('has an answer and a sentence in both languages', () => {
    for (const locale of LOCALES) {
      const t = translator(locale)
      for (const change of [{}, { devices: 0 }, { cycleMs: 70_000 }, { minutes: [minute(0, { missed: 100 })] }]) {
        const { key, params } = verdictOf({ ...HEALTH, ...change }, 60)
        expect(t(`poller.verdict.${key}.answer`)).not.toContain('poller.')
        expect(t(`poller.verdict.${key}.text`, params)).not.toMatch(/poller\.|\{\{/)
      }
    }
  })
})

describe('the figures', () => {
  it('count what the system lost, and say nothing where it says nothing', () => {
    expect(bufferErrors({ sockets: [socket, { ...socket, bufferErrors: 4 }] })).toBe(4)
    expect(bufferErrors({ sockets: [{ ...socket, bufferErrors: null }] })).toBeNull()
    expect(bufferErrors({ sockets: [] })).toBeNull()
  })
  it('share timeouts among the polls of the hour', () => {
    expect(timeoutShare(HEALTH.minutes)).toBeCloseTo(0.02)
    expect(timeoutShare([])).toBeNull()
  })
  it('advise a larger buffer where replies were lost or will be', () => {
    expect(socketAdvice(socket, 9000)).toBe('none')
    expect(socketAdvice({ ...socket, bufferErrors: 1 }, 10)).toBe('larger')
    expect(socketAdvice({ ...socket, receiveBuffer: 212_992 }, 9000)).toBe('larger')
    expect(socketAdvice({ ...socket, receiveBuffer: 212_992 }, 60)).toBe('none')
  })
  it('list every reason for a drop, the most frequent first', () => {
    expect(drops(HEALTH.dropped).slice(0, 2)).toEqual([
      { reason: 'unasked', n: 9 },
      { reason: 'garbage', n: 2 },
    ])
    expect(drops(HEALTH.dropped)).toHaveLength(Object.keys(HEALTH.dropped).length)
  })
})

describe('plots', () => {
  it('leave a pause open', () => {
    expect(withGaps([{ at: 0 }, { at: 10 }, { at: 100 }], 15)).toEqual([{ at: 0 }, { at: 10 }, { at: 55, gap: true }, { at: 100 }])
    const [polls] = plotsOf([minute(0), minute(1), minute(9)], translator('en'))
    expect(polls?.at).toHaveLength(4)
    expect(polls?.lines[0]?.values).toEqual([1000, 1000, null, 1000])
  })
  it('fill the band between its two lines where both are known', () => {
    const lines = [
      { id: 'low', name: '', colour: 0, values: [1, null] },
      { id: 'high', name: '', colour: 1, values: [5, 6] },
    ]
    expect(pointsOf({ at: [10, 20], lines, band: ['low', 'high'] })).toEqual([
      { at: 10, low: 1, high: 5, band: [1, 5] },
      { at: 20, low: null, high: 6, band: null },
    ])
  })
  it('draw a failed poll as a mark and not as a response time', () => {
    const recent: ExchangeMark[] = [
      { at: 1000, outcome: 'ok', responseMs: 10 },
      { at: 2000, outcome: 'timeout', responseMs: null },
      { at: 3000, outcome: 'auth', responseMs: 4 },
      { at: 4000, outcome: 'ok', responseMs: 30 },
    ]
    const plot = responsePlot(recent, 60, { line: 'ms', marks: 'failed', outcome: (outcome) => `<${outcome}>` })
    expect(plot.lines[0]?.values).toEqual([10, null, null, 30])
    expect([...(plot.marks?.at ?? [])]).toEqual([
      [2000, '<timeout>'],
      [3000, '<auth>'],
    ])
    expect(pointsOf(plot).map((point) => point['mark'])).toEqual([null, 0, 0, null])
    expect(responseFigures(recent)).toEqual({ p50: 10, p95: 30, failed: 2, polls: 4 })
    expect(responseFigures(recent.slice(1, 3))).toBeNull()
  })
})

describe('copied readings', () => {
  it('are one line each, whatever the device called them', () => {
    const row = {
      deviceId: 1,
      metric: 'dc.voltage',
      instance: '1',
      label: 'bus\tA\nB',
      value: 53.5,
      quality: 'good',
      oid: '1.3.6.1.4.1.1.0',
      raw: '5350',
      at: 0,
    } as const
    expect(readingsText([row], () => ['Điện áp DC', '53,5 V', 'Tin cậy'])).toBe(
      'Điện áp DC\tbus A B\t53,5 V\tTin cậy\t1970-01-01T07:00:00+07:00\t1.3.6.1.4.1.1.0\t5350',
    )
  })
})
