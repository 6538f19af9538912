/** The policy of a disk that fills up: levels with their margins, and the order in which things go. */
import { describe, expect, it } from 'vitest'
import {
  ballastBytes,
  ballastWanted,
  limitsOf,
  NOTHING_SHED,
  retentionUnder,
  roomLevel,
  shedAt,
  shedMore,
  type RoomLevel,
} from '../../../main/domain/storage/room.ts'

const MB = 1024 * 1024
const GB = 1024 * MB

describe('the level', () => {
  it.each<[string, RoomLevel, number, number, number, RoomLevel]>([
    // what, before, free, daily, total, now
    ['plenty', 'ok', 100 * GB, 85 * MB, 256 * GB, 'ok'],
    ['just enough', 'ok', 2 * GB, 85 * MB, 256 * GB, 'ok'],
    ['less than 2 GB', 'ok', 2 * GB - 1, 85 * MB, 256 * GB, 'low'],
    ['less than 14 days of a fast growth', 'ok', 13 * GB, GB, 256 * GB, 'low'],
    ['a small disk has small limits', 'ok', 2 * MB, 0, 8 * MB, 'ok'],
    ['and fills up all the same', 'ok', 100_000, 0, 8 * MB, 'emergency'],
    ['half a gigabyte', 'low', 511 * MB, 0, 256 * GB, 'critical'],
    ['two days of growth', 'ok', 1.5 * GB, GB, 256 * GB, 'critical'],
    ['almost nothing', 'ok', 127 * MB, 0, 256 * GB, 'emergency'],
    ['nothing', 'ok', 0, 0, 256 * GB, 'emergency'],
    ['a little over the edge again', 'low', 2.2 * GB, 0, 256 * GB, 'low'],
    ['a quarter over the edge', 'low', 2.5 * GB, 0, 256 * GB, 'ok'],
    ['emergency left for critical only', 'emergency', 200 * MB, 0, 256 * GB, 'critical'],
    ['all at once', 'emergency', 50 * GB, 0, 256 * GB, 'ok'],
    ['not known growth', 'ok', 3 * GB, 0, 256 * GB, 'ok'],
  ])('%s', (_what, before, freeBytes, dailyBytes, totalBytes, now) => {
    expect(roomLevel(before, { freeBytes, dailyBytes, totalBytes })).toBe(now)
  })

  it('has limits that fall from level to level on disks of every size', () => {
    for (const totalBytes of [MB, 8 * MB, GB, 32 * GB, 4096 * GB])
      for (const dailyBytes of [0, 10 * MB, 5 * GB]) {
        const { low, critical, emergency } = limitsOf({ totalBytes, dailyBytes })
        expect(low).toBeGreaterThan(critical)
        expect(critical).toBeGreaterThan(emergency)
        expect(low).toBeLessThanOrEqual(totalBytes / 10)
      }
  })
})

describe('the ballast', () => {
  it('is small beside the disk, made where there is room and given up in an emergency only', () => {
    expect(ballastBytes(256 * GB)).toBe(32 * MB)
    expect(ballastBytes(8 * MB)).toBe(83_886)
    const wanted = (present: boolean) => (['ok', 'low', 'critical', 'emergency'] as const).map((level) => ballastWanted(level, present))
    expect(wanted(true)).toEqual([true, true, true, false])
    expect(wanted(false)).toEqual([true, false, false, false])
  })

  it('does not itself make a disk low that had room', () => {
    for (const totalBytes of [8 * MB, GB, 256 * GB]) {
      const { low } = limitsOf({ totalBytes, dailyBytes: 0 })
      expect(ballastBytes(totalBytes)).toBeLessThan(low * 0.25)
    }
  })
})

describe('what is given up', () => {
  it('are raw samples first, oldest days first, then 5-minute roll-ups, then the disk itself, each a step at a time', () => {
    let shed = NOTHING_SHED
    const held = { rawDays: 4, fiveMinuteDays: 9 }
    const steps = Array.from({ length: 7 }, () => (shed = shedMore(shed, held)))
    expect(steps.map(({ rawDays, fiveMinuteDays, memoryOnly }) => [rawDays, fiveMinuteDays, memoryOnly])).toEqual([
      [3, null, false],
      [2, null, false],
      [1, null, false],
      [1, 8, false],
      [1, 7, false],
      [1, 7, true],
      [1, 7, true],
    ])
  })

  it('goes a tenth at a time where there is much of it', () => {
    expect(shedMore(NOTHING_SHED, { rawDays: 35, fiveMinuteDays: 180 }).rawDays).toBe(31)
    expect(shedMore({ rawDays: 1, fiveMinuteDays: null, memoryOnly: false }, { rawDays: 1, fiveMinuteDays: 180 }).fiveMinuteDays).toBe(162)
  })

  it('waits until the last step is out of the file, stays while room is low, and comes back with room', () => {
    const held = { rawDays: 30, fiveMinuteDays: 180 }
    const one = shedAt('critical', NOTHING_SHED, held, true)
    expect(one.rawDays).toBe(27)
    expect(shedAt('critical', one, held, false)).toEqual(one)
    expect(shedAt('low', one, held, true)).toEqual(one)
    expect(shedAt('low', { ...one, memoryOnly: true }, held, true)).toEqual(one)
    expect(shedAt('emergency', one, held, true).rawDays).toBe(24)
    expect(shedAt('ok', one, held, true)).toEqual(NOTHING_SHED)
  })

  it('takes only from raw samples and 5-minute roll-ups, and never adds', () => {
    const retention = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
    expect(retentionUnder(retention, NOTHING_SHED)).toEqual(retention)
    expect(retentionUnder(retention, { rawDays: 1, fiveMinuteDays: 7, memoryOnly: true })).toEqual({
      ...retention,
      rawDays: 1,
      fiveMinuteDays: 7,
    })
    expect(retentionUnder(retention, { rawDays: 99, fiveMinuteDays: 999, memoryOnly: false })).toEqual(retention)
  })
})
