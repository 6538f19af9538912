/** Rotation and schedule of backups: a table of cases, and what holds for any series of backups. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, rotate, weekNumber, type Kept } from '../../../main/domain/backup/rotation.ts'
import { daysWithout, isDue, lastSlot, nextSlot, takesHistory } from '../../../main/domain/backup/schedule.ts'
import { DAY, HOUR, MINUTE } from '../../../shared/format/time.ts'

/** Midnight at +07 of Monday 2 March 2026. */
const MONDAY = Date.UTC(2026, 2, 1, 17)

const one = (sequence: number, at: number, history = true): Kept => ({ name: `b${sequence}`, sequence, at, history })
/** One a day for so many days. */
const daily = (days: number): Kept[] => Array.from({ length: days }, (_, i) => one(i + 1, MONDAY + i * DAY + 2 * HOUR))

describe('rotation', () => {
  it('keeps three of the day, seven daily and four weekly', () => {
    const many = Array.from({ length: 60 * 4 }, (_, i) => one(i + 1, MONDAY + i * 6 * HOUR))
    const { keep, drop } = rotate(many, 2)
    const rules = [...keep.values()]
    expect([...keep.keys()].slice(0, 3)).toEqual(['b240', 'b239', 'b238'])
    expect(rules.filter((rule) => rule === 'ofDay')).toHaveLength(3)
    // The day itself and this week are the first of their rows.
    expect(rules.filter((rule) => rule === 'daily')).toHaveLength(6)
    expect(rules.filter((rule) => rule === 'weekly').length).toBeGreaterThanOrEqual(2)
    expect(drop).toHaveLength(240 - keep.size)
  })

  it('lets nothing go of a week of daily ones', () => expect(rotate(daily(7), 2).drop).toEqual([]))

  it('keeps the history in the newest ones alone', () => {
    expect(rotate(daily(5), 2).dropHistory).toEqual(['b3', 'b2', 'b1'])
    expect(rotate(daily(5), 0).dropHistory).toHaveLength(4)
  })

  it('keeps what there is after a month without any', () => {
    const old = daily(6)
    expect(rotate([...old, one(7, MONDAY + 40 * DAY)], 2).drop).toEqual([])
  })

  const backups = fc
    .array(fc.record({ at: fc.integer({ min: 0, max: 400 * DAY }), history: fc.boolean() }), { maxLength: 60 })
    .map((list) => list.map(({ at, history }, i) => one(i + 1, MONDAY + at, history)))

  it('never lets the newest one go, whatever the clock did, and keeps fourteen at most', () => {
    fc.assert(
      fc.property(backups, fc.integer({ min: 1, max: 14 }), (list, historyKeep) => {
        const { keep, drop, dropHistory } = rotate(list, historyKeep)
        const newest = list.at(-1)
        expect(newest === undefined || keep.has(newest.name)).toBe(true)
        expect(keep.size).toBeLessThanOrEqual(14)
        // Each is kept or goes, and none of both.
        expect([...keep.keys(), ...drop].toSorted()).toEqual(list.map(({ name }) => name).toSorted())
        const withHistory = list.filter(({ name, history }) => history && keep.has(name))
        expect(dropHistory).toHaveLength(Math.max(0, withHistory.length - historyKeep))
        expect(withHistory.at(-1) === undefined || !dropHistory.includes(withHistory.at(-1)?.name ?? '')).toBe(true)
      }),
    )
  })

  it('done again changes nothing', () => {
    fc.assert(
      fc.property(backups, (list) => {
        const { keep } = rotate(list, 3)
        expect(
          rotate(
            list.filter(({ name }) => keep.has(name)),
            3,
          ).drop,
        ).toEqual([])
      }),
    )
  })

  it('keeps a backup of each of the newest seven days and four weeks', () => {
    fc.assert(
      fc.property(backups, (unsorted) => {
        // With a clock that only goes forwards, the calendar can be counted from outside.
        const list = unsorted
          .map(({ at }) => at)
          .toSorted((a, b) => a - b)
          .map((at, i) => one(i + 1, at))
        const kept = list.filter(({ name }) => rotate(list, 2).keep.has(name))
        const days = [...new Set(list.map(({ at }) => dayNumber(at)))].slice(-7)
        const weeks = [...new Set(list.map(({ at }) => weekNumber(at)))].slice(-4)
        expect(days.filter((day) => !kept.some(({ at }) => dayNumber(at) === day))).toEqual([])
        expect(weeks.filter((week) => !kept.some(({ at }) => weekNumber(at) === week))).toEqual([])
      }),
    )
  })

  it('counts days from midnight and weeks from Monday at +07', () => {
    expect(dayNumber(MONDAY) - dayNumber(MONDAY - 1)).toBe(1)
    expect(weekNumber(MONDAY) - weekNumber(MONDAY - 1)).toBe(1)
    expect(weekNumber(MONDAY + 7 * DAY - 1)).toBe(weekNumber(MONDAY))
  })
})

describe('schedule', () => {
  const at2 = { time: '02:00', perDay: 1 }

  it.each([
    ['before the slot of today', MONDAY + HOUR, MONDAY - 22 * HOUR],
    ['at the slot', MONDAY + 2 * HOUR, MONDAY + 2 * HOUR],
    ['in the evening', MONDAY + 23 * HOUR, MONDAY + 2 * HOUR],
  ])('finds the last slot %s', (_name, now, slot) => expect(lastSlot(at2, now)).toBe(slot))

  it('spreads three over the day', () => {
    const three = { time: '02:00', perDay: 3 }
    expect(lastSlot(three, MONDAY + 11 * HOUR)).toBe(MONDAY + 10 * HOUR)
    expect(lastSlot(three, MONDAY + HOUR)).toBe(MONDAY - 6 * HOUR)
    expect(nextSlot(three, MONDAY + 11 * HOUR)).toBe(MONDAY + 18 * HOUR)
  })

  it.each([
    ['made since the slot', MONDAY + 3 * HOUR, MONDAY + 2 * HOUR + MINUTE, false],
    ['made before the slot', MONDAY + 3 * HOUR, MONDAY + HOUR, true],
    ['missed for a week', MONDAY + 3 * HOUR, MONDAY - 7 * DAY, true],
    ['made by a clock a year ahead', MONDAY + 3 * HOUR, MONDAY + 365 * DAY, true],
    ['made by a clock some minutes ahead', MONDAY + 3 * HOUR, MONDAY + 3 * HOUR + 5 * MINUTE, false],
    ['never made, begun since the slot', MONDAY + 3 * HOUR, null, false],
  ])('is due or not: %s', (_name, now, last, due) => expect(isDue(at2, now, last, MONDAY + 2 * HOUR + 1)).toBe(due))

  it('comes due exactly once for each slot, whenever it is looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(fc.integer({ min: 1, max: 20 * HOUR }), { maxLength: 60 }), (perDay, pauses) => {
        const timing = { time: '13:45', perDay }
        let now = MONDAY
        let last = MONDAY
        for (const pause of pauses) {
          now += pause
          const due = isDue(timing, now, last, MONDAY)
          expect(due).toBe(lastSlot(timing, now) > last)
          if (due) last = now
          expect(isDue(timing, now, last, MONDAY)).toBe(false)
        }
      }),
    )
  })

  it('takes the history once a day or a week', () => {
    expect(takesHistory('never', MONDAY, null)).toBe(false)
    expect(takesHistory('daily', MONDAY, null)).toBe(true)
    expect(takesHistory('daily', MONDAY + 20 * HOUR, MONDAY + HOUR)).toBe(false)
    expect(takesHistory('daily', MONDAY + HOUR, MONDAY - HOUR)).toBe(true)
    expect(takesHistory('weekly', MONDAY + 6 * DAY, MONDAY)).toBe(false)
    expect(takesHistory('weekly', MONDAY, MONDAY - HOUR)).toBe(true)
    expect(takesHistory('weekly', MONDAY, MONDAY + 30 * DAY)).toBe(true)
  })

  it('counts the days without one', () => {
    expect(daysWithout(3, MONDAY + 3 * DAY, MONDAY, 0)).toBe(3)
    expect(daysWithout(3, MONDAY + 3 * DAY - 1, MONDAY, 0)).toBeNull()
    expect(daysWithout(3, MONDAY + 5 * DAY, null, MONDAY)).toBe(5)
    expect(daysWithout(3, MONDAY, MONDAY + DAY, 0)).toBeNull()
  })
})
