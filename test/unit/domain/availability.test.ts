/** Availability: months at +07, buckets, ratios, outages, causes. */
import { describe, expect, it } from 'vitest'
import type { Bucket, Interval, OutageCause } from '../../../shared/model/interval.ts'
import { dayStart, monthRange } from '../../../main/domain/availability/calendar.ts'
import { dayOf, monthOf, startOfDay } from '../../../shared/format/time.ts'
import { causeOf } from '../../../main/domain/availability/cause.ts'
import { availability, summarise, totals } from '../../../main/domain/availability/figures.ts'
import { ledgerTime, turn } from '../../../main/domain/availability/ledger.ts'
import { isIsolated } from '../../../main/domain/health/isolation.ts'
import { assess, type Standpoint } from '../../../main/domain/health/health.ts'
import { say, translator } from '../../../shared/i18n/words.ts'

const row = (...parts: [from: number, bucket: Bucket, cause?: OutageCause][]): Interval[] =>
  parts.map(([from, bucket, cause], i) => ({
    stationId: 1,
    bucket,
    cause: cause ?? null,
    from: from * 1000,
    to: (parts[i + 1]?.[0] ?? NaN) * 1000 || null,
  }))

describe('the calendar at +07', () => {
  it('cuts months and days at local midnight', () => {
    expect(monthRange('2026-10')).toEqual({ from: Date.UTC(2026, 8, 30, 17), to: Date.UTC(2026, 9, 31, 17) })
    expect(monthRange('2026-12').to).toBe(Date.UTC(2026, 11, 31, 17))
    expect(dayOf(Date.UTC(2026, 9, 31, 17))).toBe('2026-11-01')
    expect(dayOf(Date.UTC(2026, 9, 31, 16, 59, 59))).toBe('2026-10-31')
    expect(monthOf(Date.UTC(2026, 9, 31, 17))).toBe('2026-11')
    expect(dayStart(Date.UTC(2026, 10, 1, 3))).toBe(startOfDay('2026-11-01'))
  })
})

describe('figures', () => {
  it('know what each ratio divides by', () => {
    const figures = availability(
      row([0, 'up'], [600, 'downUnplanned', 'power'], [700, 'up'], [800, 'downPlanned'], [900, 'unknown'], [950, 'notInService']),
      0,
      1_000_000,
    )
    expect(figures).toMatchObject({
      up: 700,
      downUnplanned: 100,
      downPlanned: 100,
      unknown: 50,
      notInService: 50,
      outages: 1,
      mttr: 100,
      mtbf: 700,
    })
    expect(figures.adjusted).toBeCloseTo(700 / 800)
    expect(figures.raw).toBeCloseTo(700 / 950)
    expect(figures.coverage).toBeCloseTo(1 - 50 / 950)
    expect(figures.byCause.power).toBe(100)
  })
  it('a denominator of zero is no data', () => {
    expect(availability([], 0, 1_000_000)).toMatchObject({ unknown: 1000, adjusted: null, raw: 0, coverage: 0, mttr: null, mtbf: null })
    expect(availability(row([0, 'notInService']), 0, 1_000_000)).toMatchObject({ adjusted: null, raw: null, coverage: null })
    expect(summarise([])).toMatchObject({ up: 0, adjusted: null, raw: null })
  })
  it('planned work never makes it negative', () => {
    expect(availability(row([0, 'downPlanned']), 0, 60_000)).toMatchObject({ adjusted: null, raw: 0, coverage: 1 })
  })
  it('the policy turns "behind a dead hub" into DOWN by transmission, and only that', () => {
    const intervals = row([0, 'up'], [100, 'unknown', 'transmission'], [200, 'unknown'], [300, 'up'])
    expect(availability(intervals, 0, 400_000)).toMatchObject({ up: 200, unknown: 200, downUnplanned: 0, outages: 0 })
    const strict = availability(intervals, 0, 400_000, { unreachableIsDown: true })
    expect(strict).toMatchObject({ up: 200, unknown: 100, downUnplanned: 100, outages: 1 })
    expect(strict.byCause.transmission).toBe(100)
  })
  it('an outage counts where it began and its length where it ended; its causes do not split it', () => {
    const intervals = row([0, 'up'], [100, 'downUnplanned', 'power'], [150, 'downUnplanned', 'unknown'], [300, 'up'])
    expect(totals(intervals, 0, 200_000)).toMatchObject({ outages: 1, endedOutages: 0 })
    expect(totals(intervals, 200_000, 400_000)).toMatchObject({ outages: 0, endedOutages: 1, endedOutageSeconds: 200 })
  })
  it('one that goes on has not ended', () => {
    expect(availability(row([0, 'up'], [100, 'downUnplanned']), 0, 200_000)).toMatchObject({ outages: 1, mttr: null })
  })
})

describe('the interval machine', () => {
  it('merges the same, follows without a gap, and never goes back', () => {
    const first = turn(null, 7, 1000, { bucket: 'unknown', cause: null })
    expect(first).toMatchObject({ changed: true, ended: null, open: { from: 1000, to: null } })
    expect(turn(first.open, 7, 2000, { bucket: 'unknown', cause: null }).changed).toBe(false)
    const second = turn(first.open, 7, 2000, { bucket: 'up', cause: null })
    expect(second).toMatchObject({ ended: { from: 1000, to: 2000 }, open: { bucket: 'up', from: 2000 } })
    expect(turn(second.open, 7, 500, { bucket: 'downUnplanned', cause: 'power' })).toMatchObject({ ended: null, open: { from: 2000 } })
    expect(ledgerTime(5000, 4000)).toBe(5000)
  })
})

describe('causes', () => {
  const alarm = (ruleId: string, probableCause: number): { ruleId: string; probableCause: number } => ({ ruleId, probableCause })
  it('power first, then what else stood; nothing that explains it is unknown', () => {
    expect(causeOf([alarm('cell-off', 71), alarm('mains-failure', 106)])).toBe('power')
    expect(causeOf([alarm('radio-down', 14)])).toBe('transmission')
    expect(causeOf([alarm('flood', 121), alarm('radio-down', 14)])).toBe('environment')
    expect(causeOf([alarm('cell-off', 71)])).toBe('equipment')
    expect(causeOf([alarm('door-open', 118), alarm('rsl-degraded', 22)])).toBe('unknown')
    expect(causeOf([])).toBe('unknown')
  })
})

describe('isolation', () => {
  const see = (isolated: boolean, watched: number, failing: number, recent = failing): boolean =>
    isIsolated({ isolated, cutOff: false, watched, failing, answering: watched - failing, recent: () => recent })
  it('needs most stations, at least five, within one cycle', () => {
    expect(see(false, 100, 60)).toBe(true)
    expect(see(false, 100, 59)).toBe(false)
    expect(see(false, 4, 4)).toBe(false)
    expect(see(false, 5, 5)).toBe(true)
    expect(see(false, 100, 80, 30)).toBe(false)
    expect(see(false, 0, 0)).toBe(false)
  })
  it('ends when most answer again', () => {
    expect(see(true, 100, 50)).toBe(true)
    expect(see(true, 100, 49)).toBe(false)
  })
})

describe('health', () => {
  const points: Standpoint[] = [
    { kind: 'retired' },
    { kind: 'planned', day: '2027-01-01' },
    { kind: 'maintenance', reason: '', by: 'Lan' },
    { kind: 'maintenance', reason: 'thay ắc quy', by: 'Lan' },
    { kind: 'noDevices' },
    { kind: 'isolated' },
    { kind: 'slept' },
    { kind: 'unpolled', polled: 1, devices: 3 },
    { kind: 'down', devices: 3, minutes: 4 },
    { kind: 'cellsOff', cells: 3 },
    { kind: 'unreachable', code: 'H1' },
    { kind: 'answering', devices: 3, silent: 0, unreadable: 0, battery: { voltage: null, minutes: null, charge: null } },
  ]
  it('has a sentence without a hole for every standing, in both languages', () => {
    for (const locale of ['vi', 'en'] as const)
      for (const point of points) {
        const text = say(translator(locale), assess(point, []).reason)
        expect(text).not.toMatch(/health\.|\{\{|undefined/)
      }
  })
  it('names the battery by what is known of it', () => {
    const mains = { ruleId: 'mains-failure', severity: 'major', instance: '', deviceId: 1, raisedAt: 0, risk: true, value: 0 } as const
    const at = (voltage: number | null, minutes: number | null): string =>
      say(
        translator('vi'),
        assess({ kind: 'answering', devices: 1, silent: 0, unreadable: 0, battery: { voltage, minutes, charge: null } }, [mains]).reason,
      )
    expect(at(50.24, null)).toBe('Mất điện lưới, đang chạy ắc quy ở 50.2 V.')
    expect(at(50.2, 95.4)).toContain('95 phút')
    expect(at(null, null)).toContain('chưa có số liệu ắc quy')
    const low = { ...mains, ruleId: 'battery-charge-low', severity: 'critical', value: 27 } as const
    const point = {
      kind: 'answering',
      devices: 1,
      silent: 0,
      unreadable: 0,
      battery: { voltage: null, minutes: null, charge: 27.3 },
    } as const
    expect(say(translator('en'), assess(point, [mains, low]).reason)).toBe('Battery nearly empty, 27 % left.')
  })
})
