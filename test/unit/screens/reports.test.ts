/** The uptime screen's pure parts: months, whole minutes, shares, causes. */
import { describe, expect, it } from 'vitest'
import type { Availability } from '../../../shared/model/interval.ts'
import { causesOf, lengthOf, minutes, sharesOf, shareText } from '../../../renderer/screens/reports/figures.ts'
import { addMonths, isMonth, lastMonths, monthParams } from '../../../renderer/screens/reports/months.ts'
import { monthOf } from '../../../shared/format/time.ts'

const availability = (by: Partial<Availability> = {}): Availability => ({
  up: 0,
  downUnplanned: 0,
  downPlanned: 0,
  unknown: 0,
  notInService: 0,
  adjusted: null,
  raw: null,
  coverage: null,
  outages: 0,
  mttr: null,
  mtbf: null,
  byCause: { power: 0, transmission: 0, equipment: 0, environment: 0, other: 0, unknown: 0 },
  ...by,
})

describe('months', () => {
  it('are cut at +07', () => {
    expect(monthOf(Date.parse('2026-10-31T16:59:59Z'))).toBe('2026-10')
    expect(monthOf(Date.parse('2026-10-31T17:00:00Z'))).toBe('2026-11')
  })

  it('go over the year’s end both ways', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addMonths('2026-03', -15)).toBe('2024-12')
    expect(lastMonths(Date.parse('2026-01-15T00:00:00Z'), 3)).toEqual(['2026-01', '2025-12', '2025-11'])
  })

  it('are read strictly', () => {
    expect([isMonth('2026-01'), isMonth('2026-13'), isMonth('26-01'), isMonth(null)]).toEqual([true, false, false, false])
    expect(monthParams('2026-09')).toEqual({ m: 9, y: '2026', name: 'September' })
  })
})

describe('figures', () => {
  it('a part of a minute is never shown as nothing', () => {
    expect([0, 1, 29, 30, 89, 90, 3600].map(minutes)).toEqual([0, 1, 1, 1, 1, 2, 60])
  })

  it('shares make a whole; no second at all has none', () => {
    const shares = sharesOf(availability({ up: 60, downUnplanned: 20, unknown: 20 }))
    expect(shares.map((share) => share.share)).toEqual([0.6, 0.2, 0, 0.2, 0])
    expect(sharesOf(availability())).toEqual([])
  })

  it('causes come most first, those without time left out', () => {
    const byCause = { power: 30, transmission: 90, equipment: 0, environment: 0, other: 0, unknown: 0 }
    expect(causesOf(availability({ byCause })).map((row) => [row.cause, row.share])).toEqual([
      ['transmission', 0.75],
      ['power', 0.25],
    ])
  })

  it('lengths take the unit that suits', () => {
    expect(lengthOf(600, 'vi')).toEqual({ key: 'minutes', n: '10' })
    expect(lengthOf(5.5 * 3600, 'vi')).toEqual({ key: 'hours', n: '5,5' })
    expect(lengthOf(5.5 * 86_400, 'en')).toEqual({ key: 'days', n: '5.5' })
  })

  it('something small is not nothing, something large not all', () => {
    expect(shareText(0.0001, 'vi')).toMatch(/^<0,1/)
    expect(shareText(0, 'vi')).toMatch(/^0\s/)
    expect(shareText(0.9998, 'vi')).toMatch(/^99,98/)
    expect(shareText(0.5, 'en')).toMatch(/^50\s/)
  })
})
