/** The uptime report: months at +07, sums that add up, no data said as such, and a CSV that is safe to open. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../main/app/csv-file.ts'
import { monthRange } from '../../main/domain/availability/calendar.ts'
import { uptimeCsv } from '../../main/reports/uptime/csv.ts'
import { type UptimeInput, uptimeReport } from '../../main/reports/uptime/report.ts'
import { Bucket, type Interval } from '../../shared/model/interval.ts'
import { type Station, StationInput } from '../../shared/model/station.ts'

const { from, to } = monthRange('2026-10')
const HOUR = 3_600_000
const station = (id: number, communeId: number, name = `Trạm ${id}`): Station => ({
  ...StationInput.parse({ code: `TQG${id}`, name, communeId }),
  id,
  retiredOn: null,
  maintenance: null,
  mergedInto: null,
  version: 1,
})
const interval = (stationId: number, bucket: Bucket, a: number, b: number | null, cause: Interval['cause'] = null): Interval => ({
  stationId,
  bucket,
  from: a,
  to: b,
  cause,
})
const input = (more: Partial<UptimeInput> = {}): UptimeInput => ({
  month: '2026-10',
  policy: { unreachableIsDown: false },
  stations: [station(1, 11), station(2, 12, '=HYPERLINK("x")')],
  communes: [
    { id: 11, provinceId: 1, code: '', name: 'Nà Hang', formerNames: [] },
    { id: 12, provinceId: 1, code: '', name: 'Bắc Mê', formerNames: [] },
  ],
  intervals: [
    interval(1, 'up', from - HOUR, from + 10 * HOUR),
    interval(1, 'downUnplanned', from + 10 * HOUR, from + 12 * HOUR, 'power'),
    interval(1, 'up', from + 12 * HOUR, null),
    interval(2, 'unknown', from, from + HOUR, 'transmission'),
    interval(2, 'up', from + HOUR, null),
  ],
  now: to + 24 * HOUR,
  ...more,
})

describe('uptime report', () => {
  it('cuts the month at 00:00 at +07', () => {
    expect(new Date(from).toISOString()).toBe('2026-09-30T17:00:00.000Z')
    const report = uptimeReport(input())
    expect(report.stations[0]?.availability).toMatchObject({ downUnplanned: 7200, up: (to - from) / 1000 - 7200, outages: 1, mttr: 7200 })
    expect(report.stations[0]?.availability.byCause.power).toBe(7200)
  })

  it('ends the running month now', () => {
    const report = uptimeReport(input({ now: from + 11 * HOUR }))
    expect(report.to).toBe(from + 11 * HOUR)
    expect(report.stations[0]?.availability).toMatchObject({ up: 10 * 3600, downUnplanned: 3600 })
  })

  it('turns "behind a dead hub" into DOWN by transmission only when asked', () => {
    const plain = uptimeReport(input()).stations[1]?.availability
    const strict = uptimeReport(input({ policy: { unreachableIsDown: true } })).stations[1]?.availability
    expect(plain).toMatchObject({ downUnplanned: 0, unknown: 3600 })
    expect(strict).toMatchObject({ downUnplanned: 3600, unknown: 0 })
    expect(strict?.byCause.transmission).toBe(3600)
  })

  it('says nothing of stations without a second in service, and null for a whole of zero', () => {
    const report = uptimeReport(
      input({
        stations: [station(1, 11), station(3, 11)],
        intervals: [interval(1, 'unknown', from, null), interval(3, 'notInService', from, null)],
      }),
    )
    expect(report.stations.map((row) => row.stationId)).toEqual([1])
    expect(report.total).toMatchObject({ adjusted: null, raw: 0, coverage: 0 })
  })

  it('adds up: stations to communes to the branch, each to the period to the second', () => {
    const edges = fc.uniqueArray(fc.integer({ min: 1, max: (to - from) / 1000 - 1 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(edges, fc.infiniteStream(fc.constantFrom(...Bucket.options))), { minLength: 1, maxLength: 6 }),
        (histories) => {
          const stations = histories.map((_, index) => station(index + 1, 11 + (index % 2)))
          const intervals = histories.flatMap(([cuts, buckets], index) => {
            const at = [0, ...cuts.toSorted((a, b) => a - b), (to - from) / 1000]
            return at
              .slice(1)
              .map((end, part) => interval(index + 1, buckets.next().value, from + (at[part] as number) * 1000, from + end * 1000))
          })
          const report = uptimeReport(input({ stations, intervals }))
          const whole = (a: (typeof report)['total']) => a.up + a.downUnplanned + a.downPlanned + a.unknown + a.notInService
          for (const row of report.stations) expect(whole(row.availability)).toBe((to - from) / 1000)
          expect(report.communes.reduce((sum, row) => sum + whole(row.availability), 0)).toBe(whole(report.total))
          expect(report.communes.reduce((sum, row) => sum + row.stations, 0)).toBe(report.stations.length)
        },
      ),
    )
  })
})

describe('uptime CSV', () => {
  it('has a BOM, both languages, guarded names, and one row a station and the total', () => {
    for (const locale of ['vi', 'en'] as const) {
      const { text, fileName } = uptimeCsv(uptimeReport(input()), locale, 'stations')
      expect(text.startsWith('\uFEFF')).toBe(true)
      expect(text).not.toContain('reports.')
      expect(fileName).toBe('branchwatch-uptime-2026-10-stations.csv')
      const rows = readCsv(text)
      if ('brokenAt' in rows) throw new Error('not CSV')
      expect(rows).toHaveLength(4)
      expect(new Set(rows.map((row) => row.cells.length)).size).toBe(1)
      expect(rows[2]?.cells[1]).toBe('\'=HYPERLINK("x")')
      expect(rows[1]?.cells[3]).toBe(locale === 'vi' ? '99,731' : '99.731')
    }
  })

  it('leaves cells without data empty', () => {
    const report = uptimeReport(input({ stations: [station(1, 11)], intervals: [interval(1, 'unknown', from, null)] }))
    const rows = readCsv(uptimeCsv(report, 'en', 'communes').text)
    if ('brokenAt' in rows) throw new Error('not CSV')
    expect(rows[1]?.cells.slice(0, 3)).toEqual(['Nà Hang', '1', ''])
  })
})
