/** What charts show: one unit each, round marks at +07, open gaps, and power that is never invented. */
import { describe, expect, it } from 'vitest'
import { runs } from '../../../renderer/charts/runs.ts'
import { ticks } from '../../../renderer/charts/ticks.ts'
import { powerOf, usable } from '../../../renderer/screens/station/power.ts'
import { windowOf } from '../../../renderer/screens/station/range.ts'
import { available, defaults, requests, SUBJECTS } from '../../../renderer/screens/station/subjects.ts'
import type { LiveReadingRow } from '../../../shared/contract/stations.ts'
import { clock, DAY, HOUR } from '../../../shared/format/time.ts'
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
  it('never asks for more series than one request takes', () => {
    const many = SUBJECTS.flatMap((s) => s.metrics.flatMap((m) => Array.from({ length: 9 }, (_, i) => series(m, String(i)))))
    expect(requests(available(many, [])).length).toBe(40)
  })
})

describe('time axis', () => {
  it('marks round hours at +07', () => {
    const to = Date.parse('2026-11-23T14:32:00Z')
    const marks = ticks(to - DAY, to)
    expect(marks.map((at) => clock(at, false))).toEqual(['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00'])
  })
  it('keeps the question the same for a while', () => {
    const at = Date.parse('2026-11-23T14:32:01Z')
    expect(windowOf('24h', at)).toEqual(windowOf('24h', at + 60_000))
    expect(windowOf('1h', at).to - windowOf('1h', at).from).toBe(HOUR)
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
