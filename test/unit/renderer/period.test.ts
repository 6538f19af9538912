/** The period of charts: ranges that live, periods that stand still, zooming, moving, and whatever an address or a person may say. */
import { describe, expect, it } from 'vitest'
import {
  around,
  between,
  LONGEST,
  moment,
  moved,
  periodName,
  periodOf,
  periodParams,
  problemOf,
  RANGES,
  SHORTEST,
  stamp,
  stepped,
  windowOf,
  zoomed,
} from '../../../renderer/charts/period.ts'
import { DAY, HOUR, MINUTE } from '../../../shared/format/time.ts'

const NOW = Date.parse('2026-11-23T07:32:01Z')
const address = (params: Record<string, string>) => (name: string) => params[name] ?? null

describe('a range that lives', () => {
  it('keeps the question the same for a while, and is as long as it says', () => {
    const day = { range: '24h', fixed: null } as const
    expect(windowOf(day, NOW)).toEqual(windowOf(day, NOW + MINUTE))
    expect(windowOf(day, NOW)).not.toEqual(windowOf(day, NOW + 3 * MINUTE))
    for (const range of RANGES) {
      const { from, to } = windowOf({ range, fixed: null }, NOW)
      // Never more than two points of a thousand beyond the present.
      expect((to - NOW) / (to - from)).toBeLessThan(0.005)
      expect(to).toBeGreaterThanOrEqual(NOW)
    }
    expect(windowOf({ range: '1y', fixed: null }, NOW).to - windowOf({ range: '1y', fixed: null }, NOW).from).toBe(365 * DAY)
  })
})

describe('an address', () => {
  it('says a period at +07 and is read back', () => {
    const fixed = { from: NOW - HOUR - 1000, to: NOW - 1000 }
    const params = periodParams({ range: '7d', fixed })
    expect(params).toEqual({ range: '7d', from: '20261123T133200', to: '20261123T143200' })
    expect(periodOf(address({ range: '7d', from: params.from ?? '', to: params.to ?? '' }), NOW)).toEqual({ range: '7d', fixed })
    expect(periodName({ range: '7d', fixed })).toBe('20261123T133200-20261123T143200')
    expect(periodParams({ range: '24h', fixed: null })).toEqual({ range: null, from: null, to: null })
  })
  it.each<Record<string, string>>([
    { range: 'x' },
    { from: '20261123T133200' },
    { from: '20261123T143200', to: '20261123T133200' },
    { from: '20260230T000000', to: '20260401T000000' },
    { from: '20261123T250000', to: '20261123T260000' },
    { from: '19900101T000000', to: '20261101T000000' },
    { from: '20270101T000000', to: '20270102T000000' },
    { from: 'now', to: '-1' },
    { from: '99991231T235959', to: '20261123T133200' },
  ])('that says something impossible shows the last day: %j', (params) => {
    expect(periodOf(address(params), NOW)).toEqual({ range: '24h', fixed: null })
  })
  it('knows a moment from anything else', () => {
    expect(moment(stamp(NOW))).toBe(NOW)
    for (const text of ['', '2026', '20261301T000000', "20261123T143201'", null]) expect(moment(text)).toBeNull()
  })
})

describe('a period that somebody typed', () => {
  it.each([
    [null, NOW, 'missing'],
    [NOW - HOUR, NOW - HOUR, 'backwards'],
    [NOW, NOW - HOUR, 'backwards'],
    [NOW - HOUR, NOW + HOUR, 'future'],
    [NOW + HOUR, NOW + 2 * HOUR, 'future'],
    [NOW - 30_000, NOW, 'short'],
    [0, NOW, 'early'],
    [Date.UTC(2001, 0), NOW, 'long'],
    [NOW - HOUR, NOW, null],
  ] as const)('%s to %s: %s', (from, to, problem) => expect(problemOf(from, to, NOW)).toBe(problem))
})

describe('zoom', () => {
  const day = { from: NOW - DAY, to: NOW }
  it('takes the part under the hand, whichever way it was dragged', () => {
    const part = between(day, 0.25, 0.5)
    expect(part).toEqual({ from: NOW - 18 * HOUR, to: NOW - 12 * HOUR })
    expect(between(day, 0.5, 0.25)).toEqual(part)
    expect(between(day, -3, 9)).toEqual(day)
    expect(between(day, 0.5, 0.501)).toBeNull()
  })
  it('never gets narrower than a minute', () => {
    const narrow = between({ from: NOW - 2 * MINUTE, to: NOW }, 0.4, 0.5)
    expect((narrow?.to ?? 0) - (narrow?.from ?? 0)).toBe(SHORTEST)
    expect(zoomed({ from: NOW - MINUTE, to: NOW }, 0.01, NOW, NOW)).toEqual({ from: NOW - SHORTEST, to: NOW })
  })
  it('keeps the moment under it where it is, but never shows the future', () => {
    expect(zoomed(day, 0.5, NOW - 12 * HOUR, NOW)).toEqual({ from: NOW - 18 * HOUR, to: NOW - 6 * HOUR })
    expect(zoomed(day, 2, NOW - 12 * HOUR, NOW)).toEqual({ from: NOW - 2 * DAY, to: NOW })
    const all = zoomed({ from: NOW - LONGEST, to: NOW }, 100, NOW, NOW)
    expect(all.to - all.from).toBe(LONGEST)
  })
  it('moves by a share, and stops at the present', () => {
    expect(moved(day, -0.25, NOW)).toEqual({ from: NOW - DAY - 6 * HOUR, to: NOW - 6 * HOUR })
    expect(moved(day, 1, NOW)).toEqual(day)
  })
})

describe('earlier and later', () => {
  it('goes by one length, and lives again when it reaches the present', () => {
    const live = { range: '24h', fixed: null } as const
    const before = stepped(live, -1, NOW)
    const { from, to } = windowOf(live, NOW)
    expect(before.fixed).toEqual({ from: from - DAY, to: to - DAY })
    expect(stepped(before, 1, NOW)).toEqual(live)
  })
  it('a part of a range stays a part', () => {
    const part = { range: '24h', fixed: { from: NOW - HOUR, to: NOW - MINUTE } } as const
    expect(stepped(part, 1, NOW).fixed).toEqual({ from: NOW - HOUR + MINUTE, to: NOW })
  })
})

describe('what lies around a zoom', () => {
  it('is its range while it is within it', () => {
    expect(around({ range: '7d', fixed: null }, NOW)).toBeNull()
    expect(around({ range: '7d', fixed: { from: NOW - DAY, to: NOW - HOUR } }, NOW)).toEqual(windowOf({ range: '7d', fixed: null }, NOW))
    expect(around({ range: '24h', fixed: { from: NOW - 9 * DAY, to: NOW - 8 * DAY } }, NOW)).toEqual({
      from: NOW - 11 * DAY,
      to: NOW - 6 * DAY,
    })
  })
})
