/** What charts make of typed arrays: points and gaps, the bucket under the crosshair, axes, outages, alarms, limits, and the file of it. */
import { alarmRow } from '../../support/alarm.ts'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { niceAxis, scaleOf } from '../../../renderer/charts/axis.ts'
import { seriesCsv } from '../../../renderer/charts/csv.ts'
import { doubts, extentOf, indexAt, joined, nearest, standsOf, stepOf, timesOf } from '../../../renderer/charts/curve.ts'
import { inReach, marksOf, outages, stretches, thresholdsOf } from '../../../renderer/charts/marks.ts'
import { codesOf, heldAt, stateColour, statePartsOf } from '../../../renderer/charts/states.ts'
import { POINT, type Series } from '../../../shared/contract/history.ts'
import { translator } from '../../../shared/i18n/words.ts'
import type { AlarmRow, AlarmRule } from '../../../shared/model/alarm.ts'
import type { Bucket, Interval } from '../../../shared/model/interval.ts'

const series = (at: number[], mean: number[], quality: number[] = mean.map((one) => (Number.isNaN(one) ? 3 : 0))): Series => ({
  deviceId: 1,
  metric: 'dc.voltage',
  instance: '',
  label: '',
  resolution: '5m',
  at: Float64Array.from(at),
  min: Float64Array.from(mean, (one) => one - 1),
  max: Float64Array.from(mean, (one) => one + 2),
  mean: Float64Array.from(mean),
  quality: Uint8Array.from(quality),
})

describe('curves', () => {
  it('know the bucket of a moment and the nearest moment', () => {
    const at = [10, 20, 40]
    expect([5, 10, 19, 20, 39, 40, 99].map((when) => indexAt(at, when))).toEqual([-1, 0, 0, 1, 1, 2, 2])
    expect([5, 14, 16, 29, 31, 99].map((when) => nearest(at, when))).toEqual([0, 0, 1, 1, 2, 2])
    expect(nearest([], 5)).toBe(-1)
  })
  it('share moments where they are the same, and have all of them where they are not', () => {
    const a = series([1, 2, 3], [1, 2, 3])
    expect(timesOf([a, series([1, 2, 3], [4, 5, 6])])).toBe(a.at)
    expect([...timesOf([a, series([2, 2.5], [4, 5])])]).toEqual([1, 2, 2.5, 3])
    expect([...timesOf([])]).toEqual([])
    expect(standsOf([a, series([1.2, 2.9, 3.1], [4, 5, 6])], 1)).toEqual([{ at: 1 }, { at: 2 }, { at: 3 }])
  })
  it('have an extent from least to greatest, gaps left out', () => {
    expect(extentOf([series([1, 2, 3], [5, Number.NaN, 9])])).toEqual({ low: 4, high: 11 })
    expect(extentOf([series([1], [Number.NaN])])).toBeNull()
  })
  it('tell doubtful samples from none at all', () => {
    const one = series([0, 10, 20, 30, 40], [1, 1, Number.NaN, Number.NaN, 1], [0, POINT.partlyNotGood, POINT.noneGood, POINT.noSamples, 0])
    expect(doubts([one], 50)).toEqual({ mixed: [{ from: 10, to: 20 }], bad: [{ from: 20, to: 30 }] })
    expect(stepOf(one.at)).toBe(10)
    expect(joined([{ from: 5, to: 9 }, { from: 0, to: 6 }, { from: 20, to: 21 }])).toEqual([{ from: 0, to: 9 }, { from: 20, to: 21 }]) // prettier-ignore
  })
})

describe('y-axis', () => {
  it('has round ends and marks, and digits that tell the marks apart', () => {
    expect(niceAxis(46.3, 54.1)).toEqual({ from: 46, to: 56, ticks: [46, 48, 50, 52, 54, 56], decimals: 0 })
    expect(niceAxis(53.41, 53.52).decimals).toBe(2)
    expect(niceAxis(-48.2, -46.9).ticks.every((tick, i, all) => i === 0 || tick > (all[i - 1] ?? 0))).toBe(true)
    expect(niceAxis(0, 3, 5, true).ticks).toEqual([0, 1, 2, 3])
  })
  it('stands also where all is one value, or nothing', () => {
    const flat = niceAxis(50, 50)
    expect(flat.from).toBeLessThan(50)
    expect(flat.to).toBeGreaterThan(50)
    expect(niceAxis(0, 0).ticks.length).toBeGreaterThan(2)
    expect(niceAxis(Infinity, -Infinity).ticks.length).toBeGreaterThan(2)
  })
  it('takes one prefix for all bit rates', () => {
    expect(scaleOf('bit/s', 3.2e7)).toEqual({ divide: 1e6, unit: 'Mbit/s' })
    expect(scaleOf('V', 3.2e7)).toEqual({ divide: 1, unit: 'V' })
  })
})

describe('outages', () => {
  const interval = (bucket: Bucket, from: number, to: number | null): Interval => ({ stationId: 1, bucket, cause: null, from, to })
  it('are cut to the window and end at the present', () => {
    const all = stretches(
      [interval('up', 0, 50), interval('downUnplanned', 50, 60), interval('unknown', 60, null)],
      { from: 40, to: 100 },
      80,
    )
    expect(all.map(({ bucket, from, to }) => [bucket, from, to])).toEqual([['up', 40, 50], ['downUnplanned', 50, 60], ['unknown', 60, 80]]) // prettier-ignore
    expect(outages(all).length).toBe(2)
  })
  it('are never more than can be told apart, and the gravest of a slot is seen', () => {
    const many = Array.from({ length: 5000 }, (_, i) => interval(i % 2 === 0 ? 'up' : i === 2501 ? 'downUnplanned' : 'unknown', i, i + 1))
    const all = stretches(many, { from: 0, to: 5000 }, 5000, 100)
    expect(all.length).toBeLessThanOrEqual(100)
    expect(all.filter(({ bucket }) => bucket === 'downUnplanned')).toEqual([{ bucket: 'downUnplanned', cause: null, from: 2500, to: 2550 }])
    expect(all[0]?.from).toBe(0)
    expect(all.at(-1)?.to).toBe(5000)
  })
})

describe('alarms', () => {
  const alarm = (id: number, raisedAt: number, severity: AlarmRow['severity']): AlarmRow => alarmRow(id, { raisedAt, severity })
  it('that lie together are one mark, of the gravest', () => {
    const marks = marksOf(
      [alarm(1, 10, 'minor'), alarm(2, 12, 'critical'), alarm(3, 90, 'warning'), alarm(4, 200, 'major')],
      { from: 0, to: 100 },
      10,
    )
    expect(marks.map(({ at, severity, alarms }) => [at, severity, alarms.map(({ id }) => id)])).toEqual([[12, 'critical', [2, 1]], [90, 'warning', [3]]]) // prettier-ignore
  })
})

describe('limits', () => {
  const rule = (id: string, raise: number, enabled = true): AlarmRule => ({
    id, condition: { kind: 'threshold', metric: 'dc.voltage', direction: 'below', raise, clear: raise + 1 }, severity: 'major', type: 'equipment',
    probableCause: 58, raiseHold: { polls: 1, seconds: 0 }, clearHold: { polls: 1, seconds: 0 }, enabled, risk: false,
  }) // prettier-ignore
  it('are those of the metric that are in force, and near enough to be drawn', () => {
    const found = thresholdsOf([rule('a', 46), rule('b', 20), rule('c', 46.5, false)], ['dc.voltage'])
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['a', 'b'])
    expect(thresholdsOf([rule('a', 46)], ['mains.voltage'])).toEqual([])
    expect(inReach(found, 47, 54).map(({ ruleId }) => ruleId)).toEqual(['a'])
    expect(inReach([...found, ...found], 47, 54)).toHaveLength(1)
  })
})

describe('the file', () => {
  it('has every point of every series, its quality and what it was drawn from', () => {
    const text = seriesCsv(
      [
        { name: 'A', series: series([0, 60_000], [53.5, Number.NaN], [1, 2]) },
        { name: 'B', series: series([60_000, 120_000], [50, 51]) },
      ],
      translator('en'),
      'en',
    )
    const rows: string[][] = parse(text.slice(1))
    expect(rows[0]?.[1]).toBe('A (V), from 5-minute steps: mean')
    expect(rows.slice(1)).toEqual([
      ['1970-01-01T07:00:00+07:00', '53.500', '52.500', '55.500', 'partly not good', '', '', '', ''],
      ['1970-01-01T07:01:00+07:00', '', '', '', 'no good value', '50.000', '49.000', '52.000', 'good'],
      ['1970-01-01T07:02:00+07:00', '', '', '', '', '51.000', '50.000', '53.000', 'good'],
    ])
  })
})

describe('states', () => {
  const curve = (at: number[], held: Record<number, number[]>) => ({
    at: Float64Array.from(at),
    width: 10,
    states: Object.entries(held).map(([code, seconds]) => ({ code: Number(code), seconds: Float64Array.from(seconds) })),
  })
  it('that go on are one part; a point with several is parted by how long each held', () => {
    const parts = statePartsOf(curve([0, 10, 20, 30, 60], { 0: [0, 0, 6, 0, 10], 1: [10, 10, 2, 10, 0] }), 100)
    expect(parts).toEqual([
      { code: 1, from: 0, to: 20, top: 0, share: 1 },
      { code: 0, from: 20, to: 30, top: 0, share: 0.75 },
      { code: 1, from: 20, to: 30, top: 0.75, share: 0.25 },
      { code: 1, from: 30, to: 40, top: 0, share: 1 },
      { code: 0, from: 60, to: 70, top: 0, share: 1 },
    ])
    expect(statePartsOf(curve([0], { 1: [10] }), 4)).toEqual([{ code: 1, from: 0, to: 4, top: 0, share: 1 }])
  })
  it('are named in the order of their length, and coloured by what they mean', () => {
    const one = curve([0], { 0: [2], 1: [8], 2: [0] })
    expect(heldAt(one, 0)).toEqual([{ code: 1, seconds: 8 }, { code: 0, seconds: 2 }]) // prettier-ignore
    expect(codesOf([one])).toEqual([0, 1])
    expect(stateColour('mains.state', 0)).toBe('var(--critical)')
    expect(stateColour('genset.state', 0)).toBe('var(--unknown)')
    expect(stateColour('mains.state', 1)).toBe('var(--ok)')
    expect(stateColour('radio.modulation', 7)).toMatch(/^var\(--series-\d\)$/)
  })
  it('are words in the file', () => {
    const series = { ...curve([0, 60_000], { 0: [0, 20], 1: [60, 40] }), deviceId: 1, metric: 'mains.state' as const, instance: '', label: '', resolution: 'raw' as const } // prettier-ignore
    const rows: string[][] = parse(seriesCsv([], translator('en'), 'en', [{ name: 'Mains', series }]).slice(1))
    expect(rows).toEqual([
      ['Time', 'Mains, from raw samples'],
      ['1970-01-01T07:00:00+07:00', 'Normal'],
      ['1970-01-01T07:01:00+07:00', 'Normal 40 s; Off 20 s'],
    ])
  })
})
