/** Health of the alarm system: rates, floods, chattering, the worst sources, acknowledgement times and forgotten shelves, against counting by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AlarmHealth } from '../../../shared/model/alarm-health.ts'
import { floodsOf, slotsOf, TEN_MINUTES, worstTen } from '../../../main/domain/alarm-health/floods.ts'
import { AlarmTally, type RaisedAlarm, type ShelvedAlarm } from '../../../main/domain/alarm-health/tally.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let nextId = 1
const alarm = (raisedAt: number, rest: Partial<RaisedAlarm> = {}): RaisedAlarm => ({
  id: nextId++,
  stationId: 1,
  deviceId: null,
  ruleId: 'mains-failure',
  severity: 'major',
  raisedAt,
  clearedAt: null,
  acknowledgedAt: null,
  closedAt: null,
  count: 0,
  suppressedBy: null,
  toggles: [],
  ...rest,
})
const NOTHING = { count: 0, rows: [] }

function healthOf(
  alarms: readonly RaisedAlarm[],
  options: { to?: number; operators?: number | null; shelved?: ShelvedAlarm[]; actors?: string[] } = {},
) {
  const tally = new AlarmTally(0, options.to ?? 24 * HOUR)
  for (const one of alarms) tally.add(one)
  for (const actor of options.actors ?? []) tally.acted(actor, null)
  const now = options.to ?? 24 * HOUR
  return AlarmHealth.parse(tally.finish({ operators: options.operators ?? null, standing: NOTHING, shelved: options.shelved ?? [], now }))
}

describe('floods', () => {
  const at = (...minutes: number[]): number[] => minutes.map((one) => one * MINUTE)
  it('begin above ten in ten minutes and end when fewer than five came in ten minutes', () => {
    const burst = Array.from({ length: 12 }, (_, n) => 100 + n * 0.5)
    const times = at(3, 40, ...burst, 107, 109, 130)
    const [flood, ...more] = floodsOf(times, 1, 24 * HOUR)
    expect(more).toEqual([])
    expect(flood).toMatchObject({ from: 100 * MINUTE, alarms: 14, peak: 14 })
    // The fifth from the end of the burst is 10 minutes old at 114.5 min: then only four are left.
    expect(flood!.to).toBe((burst[9]! + 10) * MINUTE)
  })
  it.each([
    ['ten in ten minutes are none', 10, 1, 0],
    ['eleven are one', 11, 1, 1],
    ['eleven for two operators are none', 11, 2, 0],
    ['twenty-one for two operators are one', 21, 2, 1],
  ] as const)('%s', (_name, count, operators, floods) => {
    const times = Array.from({ length: count }, (_, n) => n * 10_000)
    expect(floodsOf(times, operators, HOUR)).toHaveLength(floods)
  })
  it('lie apart, within the period, hold their alarms, and every ten minutes with more than ten lie in one', () => {
    const times = fc.array(fc.nat({ max: 6 * HOUR }), { maxLength: 200 }).map((all) => all.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 3 }), (all, operators) => {
        const floods = floodsOf(all, operators, 6 * HOUR + 1)
        for (const [n, one] of floods.entries()) {
          expect(one.to).toBeGreaterThanOrEqual(one.from)
          expect(one.from).toBeGreaterThanOrEqual(floods[n - 1]?.from ?? 0)
          expect(one.peak).toBeGreaterThan(10 * operators)
          expect(one.alarms).toBeGreaterThanOrEqual(one.peak)
        }
        expect(floods.reduce((sum, one) => sum + one.alarms, 0)).toBeLessThanOrEqual(all.length)
        const busy = all.filter((end, last) => all.slice(0, last + 1).filter((one) => one > end - TEN_MINUTES).length > 10 * operators)
        expect(busy.filter((end) => !floods.some((one) => one.from <= end && end <= one.to))).toEqual([])
        const worst = worstTen(all)
        const counted = all.map((end) => all.filter((one) => one > end - TEN_MINUTES && one <= end).length)
        expect(worst?.count ?? 0).toBe(Math.max(0, ...counted))
      }),
      { numRuns: 100 },
    )
  })
  it('slots hold every alarm once, however many are put together', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 * 24 * HOUR - 1 })), fc.integer({ min: 1, max: 900 }), (times, most) => {
        const { counts, worst, stepMs } = slotsOf(times, 0, 9 * 24 * HOUR, most)
        expect(counts.length).toBeLessThanOrEqual(most)
        expect(stepMs % TEN_MINUTES).toBe(0)
        expect(counts.reduce((sum, one) => sum + one, 0)).toBe(times.length)
        expect(worst.every((one, n) => one <= (counts[n] ?? 0))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

it('rates are for each operator: those who acted, or as many as are given; one where nobody did anything', () => {
  const alarms = Array.from({ length: 48 }, (_, n) => alarm(n * 30 * MINUTE))
  expect(healthOf(alarms)).toMatchObject({ raised: 48, perHour: 2, operators: { count: 1, basis: 'none' } })
  expect(healthOf(alarms, { actors: ['Lan', 'Minh', 'Lan'] })).toMatchObject({
    perHour: 1,
    operators: { count: 2, names: ['Lan', 'Minh'], basis: 'acted' },
  })
  expect(healthOf(alarms, { actors: ['Lan'], operators: 4 })).toMatchObject({ perHour: 0.5, operators: { count: 4, basis: 'given' } })
})

it('a period without alarms is all zeros and nulls, never a share of nothing', () => {
  expect(healthOf([])).toMatchObject({
    raised: 0,
    suppressedShare: null,
    peak: null,
    perHour: 0,
    floods: [],
    sources: { share: null, rows: [] },
    acknowledgement: { all: { acknowledged: 0, median: null, p90: null } },
  })
})

it('what dependency, window or person kept silent is no alarm to anybody, but its share is told', () => {
  const quiet = (['path', 'window', 'person'] as const).map((suppressedBy) => alarm(HOUR, { suppressedBy }))
  expect(healthOf([alarm(HOUR), ...quiet])).toMatchObject({ raised: 1, suppressed: 3, suppressedShare: 0.75 })
})

it('the ten worst sources come first, with their share of all', () => {
  const alarms = Array.from({ length: 12 }, (_, source) =>
    Array.from({ length: 13 - source }, (_, n) => alarm(source * HOUR + n * MINUTE, { stationId: source + 1 })),
  ).flat()
  const { sources } = healthOf(alarms)
  expect(sources.rows.map((one) => [one.stationId, one.alarms]).slice(0, 3)).toEqual([
    [1, 13],
    [2, 12],
    [3, 11],
  ])
  expect(sources.rows).toHaveLength(10)
  expect(sources.share).toBeCloseTo((13 + 12 + 11 + 10 + 9 + 8 + 7 + 6 + 5 + 4) / 90, 6)
})

it('an alarm that comes back three times chatters', () => {
  const { chattering } = healthOf([alarm(1, { count: 2 }), alarm(2, { count: 3, toggles: [5, 6, 7] }), alarm(3, { count: 30 })])
  expect(chattering.count).toBe(2)
  expect(chattering.rows.map((one) => one.times)).toEqual([30, 3])
  expect(chattering.rows[1]?.at).toEqual([5, 6, 7])
})

it('acknowledgement times are of those that were acknowledged; those that wait are counted beside', () => {
  const alarms = [10, 20, 30, 40, 500].map((seconds) => alarm(HOUR, { acknowledgedAt: HOUR + seconds * 1000 }))
  const waiting = [alarm(HOUR), alarm(HOUR, { closedAt: 2 * HOUR }), alarm(HOUR, { severity: 'critical' })]
  const { acknowledgement } = healthOf([...alarms, ...waiting])
  expect(acknowledgement.all).toEqual({ acknowledged: 5, waiting: 2, median: 30, p90: 500 })
  expect(acknowledgement.bySeverity.critical).toEqual({ acknowledged: 0, waiting: 1, median: null, p90: null })
})

it('shelves that are forgotten: over and still set aside, set aside again and again, back within the hour', () => {
  const shelf = (id: number, until: number, rest: Partial<ShelvedAlarm> = {}): ShelvedAlarm => ({
    ...alarm(0),
    shelvedUntil: until,
    shelvedBy: 'Lan',
    ...rest,
    id,
  })
  const to = 24 * HOUR
  const tally = new AlarmTally(0, to)
  for (const id of [12, 12, 12, 11]) tally.acted('Lan', id)
  const shelved = [
    shelf(10, to + 9 * HOUR),
    shelf(11, to + 9 * HOUR, { clearedAt: HOUR }),
    shelf(12, to + 9 * HOUR),
    shelf(13, to + HOUR / 2),
  ]
  const { shelves } = tally.finish({ operators: null, standing: NOTHING, shelved, now: to })
  expect(shelves.count).toBe(4)
  expect(shelves.troubled.map((one) => [one.alarmId, one.trouble, one.times])).toEqual([
    [11, 'cleared', 1],
    [12, 'repeated', 3],
    [13, 'expiring', 1],
  ])
})
