/** What history will take: classes grow until they are as long as they are kept; what the disk has room for. */
import { describe, expect, it } from 'vitest'
import { forecast, type ClassSize, type HistorySize } from '../../../main/domain/history/forecast.ts'

const RETENTION = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
const klass = (bytesADay: number, days: number): ClassSize => ({ bytes: bytesADay * days, days, bytesADay, pointsADay: 10 })
const size = (days: number, more: Partial<HistorySize> = {}): HistorySize => ({
  file: 0,
  free: 0,
  unfinished: 100,
  classes: { raw: klass(80, days), fiveMinutes: klass(10, days), hour: klass(2, days), day: klass(0.1, days) },
  ...more,
})

describe('the forecast', () => {
  it('adds each class until it is as long as it is kept', () => {
    const { today, in30Days, inAYear, plateau, plateauInDays } = forecast(size(10), RETENTION, 1e9)
    expect(today).toEqual({ total: 100 + 921, classes: { raw: 800, fiveMinutes: 100, hour: 20, day: 1 } })
    expect(in30Days.classes).toEqual({ raw: 35 * 80, fiveMinutes: 400, hour: 80, day: 4 })
    expect(inAYear.classes.raw).toBe(35 * 80)
    expect(inAYear.classes.fiveMinutes).toBe(1800)
    expect(inAYear.classes.hour).toBeCloseTo(750)
    expect(inAYear.classes.day).toBeCloseTo(37.5)
    expect([plateau.total, plateauInDays]).toEqual([100 + 2800 + 1800 + 2200 + 365, 3650])
  })

  it('takes what a shorter retention drops away, and a class that grew faster before', () => {
    const before = size(35)
    const raw = { ...before.classes.raw, bytes: 7000 }
    const { today, in30Days } = forecast({ ...before, classes: { ...before.classes, raw } }, { ...RETENTION, rawDays: 7 }, 1e9)
    expect([today.classes.raw, in30Days.classes.raw]).toEqual([1400, 560])
  })

  it('names the first day that does not fit', () => {
    // Raw stands still; 12.1 a day come, 170 of them fill the 5-minute class.
    expect(forecast(size(35), RETENTION, 121.5).fullInDays).toBe(11)
    expect(forecast(size(35, { free: 60 }), RETENTION, 61.5).fullInDays).toBe(11)
    expect(forecast(size(35), RETENTION, 0).fullInDays).toBe(1)
    const beyond = forecast(size(35), RETENTION, 145 * 12.1 + 21).fullInDays
    expect(beyond).toBe(145 + 11)
    expect(forecast(size(35), RETENTION, 1e6).fullInDays).toBeNull()
  })

  it('says nothing of a file without history', () => {
    const none = klass(0, 0)
    const empty: HistorySize = { file: 0, free: 0, unfinished: 0, classes: { raw: none, fiveMinutes: none, hour: none, day: none } }
    expect(forecast(empty, RETENTION, 10)).toMatchObject({ plateauInDays: 0, fullInDays: null, plateau: { total: 0 } })
  })
})
