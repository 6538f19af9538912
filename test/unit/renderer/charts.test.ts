/** What charts show: one unit each, round marks at +07, open gaps, and power that is never invented. */
import { describe, expect, it } from 'vitest'
import { runs } from '../../../renderer/charts/runs.ts'
import { tickText, ticks } from '../../../renderer/charts/ticks.ts'
import { powerOf, usable } from '../../../renderer/screens/station/power.ts'
import { available, defaults, LINES, SUBJECTS } from '../../../renderer/screens/station/subjects.ts'
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { clock, DAY, dayOf, HOUR, MINUTE } from '../../../shared/format/time.ts'
import { metric, type MetricKey } from '../../../shared/model/metric.ts'

const series = (key: MetricKey, instance = '') => ({ deviceId: 1, metric: key, instance, label: '' })

describe('subjects', () => {
  it('gather metrics of one unit only', () => {
    for (const subject of SUBJECTS) expect([...new Set(subject.metrics.map((m) => metric(m).unit))]).toHaveLength(1)
  })
  it('offers only what has history, power first', () => {
    const all = available([series('interface.in', '1'), series('dc.voltage'), series('mains.voltage', 'L1')], [])
    expect(all.map((s) => s.id)).toEqual(['dc', 'mains', 'traffic'])
    expect(defaults(all)).toEqual(['dc', 'mains', 'traffic'])
  })
  it('takes a single metric that somebody added', () => {
    expect(available([series('genset.hours')], ['metric:genset.hours']).map((s) => s.id)).toEqual(['metric:genset.hours'])
    expect(available([], ['metric:genset.hours'])).toEqual([])
  })
  it('puts no more lines into a chart than can be told apart', () => {
    const many = SUBJECTS.flatMap((s) => s.metrics.flatMap((m) => Array.from({ length: 9 }, (_, i) => series(m, String(i)))))
    for (const chart of available(many, [])) expect(chart.series.length).toBe(LINES)
  })
})

describe('time axis', () => {
  it('marks round hours at +07', () => {
    const to = Date.parse('2026-11-23T14:32:00Z')
    const marks = ticks(to - DAY, to)
    expect(marks.map((at) => clock(at, false))).toEqual(['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00'])
  })
  it('marks the begin of months where days are too many, and seconds where a minute is all there is', () => {
    const to = Date.parse('2026-11-23T14:32:00Z')
    expect(ticks(to - 365 * DAY, to).map((at) => dayOf(at))).toEqual([
      '2026-01-01',
      '2026-03-01',
      '2026-05-01',
      '2026-07-01',
      '2026-09-01',
      '2026-11-01',
    ])
    expect(
      ticks(to - MINUTE, to)
        .map((at) => clock(at))
        .slice(0, 3),
    ).toEqual(['21:31:00', '21:31:10', '21:31:20'])
    expect(ticks(to - 10 * 365 * DAY, to).length).toBeLessThan(11)
  })
  it('names a day where a day begins', () => {
    const midnight = Date.parse('2026-11-23T17:00:00Z')
    expect(tickText(midnight, midnight - DAY, midnight + HOUR, 'vi')).toBe('24/11')
    expect(tickText(midnight + HOUR, midnight - DAY, midnight + 2 * HOUR, 'vi')).toBe('01:00')
    expect(tickText(midnight, midnight - MINUTE, midnight + MINUTE, 'vi')).toBe('00:00:00')
    expect(tickText(midnight, midnight - 500 * DAY, midnight, 'en')).toBe('11/2026')
  })
})

describe('gaps', () => {
  it('stay open', () => {
    expect(runs([1, 2, null, 3, null, null, 4, 5])).toEqual([
      [0, 1],
      [3, 3],
      [6, 7],
    ])
    expect(runs([null, null])).toEqual([])
  })
})

describe('power', () => {
  const reading = (key: MetricKey, value: number | null, quality: LiveReadingRow['quality'] = 'good', instance = ''): LiveReadingRow => ({
    deviceId: 1,
    at: 0,
    metric: key,
    instance,
    label: '',
    oid: '1',
    raw: null,
    value,
    quality,
  })
  it('has nothing to say without readings', () => {
    const power = powerOf([])
    expect(power.battery.minutes).toBeNull()
    expect(usable(power.mains.state)).toBe(false)
  })
  it('takes no value from a failed reading, and prefers one that has a value', () => {
    const power = powerOf([
      reading('battery.minutes', null, 'error'),
      reading('dc.voltage', null, 'unavailable'),
      reading('dc.voltage', 53.9, 'good', '2'),
    ])
    expect(usable(power.battery.minutes)).toBe(false)
    expect(power.rectifier.voltage?.value).toBe(53.9)
  })
  it('counts rectifiers that are not normal', () => {
    expect(powerOf([reading('rectifier.state', 1, 'good', '1'), reading('rectifier.state', 2, 'good', '2')]).rectifier.faults).toBe(1)
  })
})
