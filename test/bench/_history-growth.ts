/** Size and query time from 300 to 30,000 stations. The largest has fewer days: what a year of it takes is told from its rows. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { queries } from './_history-queries.ts'
import { gigabytes, type Row } from './_history-report.ts'
import { YEAR, yearIn, type Span, type Year } from './_history-year.ts'

const TRIES = 15
/** A day of raw samples, two of 5 minutes, and a whole month behind them. */
const SHORT: Span = { raw: 2, fiveMinutes: 3, all: 62 }

/** What the file would take with all the days of a year, from the mean row of each class. */
function yearly(year: Year): number {
  const { tables, devices } = year
  const row = (name: keyof typeof tables): number => (tables[name].rows === 0 ? 0 : tables[name].bytes / tables[name].rows)
  const days = row('days') * YEAR.raw + row('rollups5m') * YEAR.fiveMinutes
  return devices * (days + (row('months1h') + row('months1d')) * 12)
}

/** `year` is the one of 3,000 stations that is there already. */
export function growth(year: Year): Row[] {
  const rows: Row[] = []
  for (const [stations, span] of [
    [300, YEAR],
    [year.stations, YEAR],
    [30_000, SHORT],
  ] as const) {
    const root = stations === year.stations ? year.root : join(year.root, `growth-${stations}`)
    mkdirSync(root, { recursive: true })
    try {
      const one = stations === year.stations ? year : yearIn(root, stations, span)
      const size = span === YEAR ? gigabytes(one.bytes) : `${gigabytes(yearly(one))} (told from ${span.all} days, ${gigabytes(one.bytes)})`
      rows.push({ what: `${stations.toLocaleString('en-US')} stations, ${one.series.toLocaleString('en-US')} series: a year`, value: size })
      const times = queries(one, TRIES).filter(({ what }) => span === YEAR || what.includes('24 h'))
      rows.push(...times.map(({ what, value }) => ({ what: `${stations.toLocaleString('en-US')} stations: ${what}`, value })))
    } finally {
      if (stations !== year.stations) rmSync(root, { recursive: true, force: true })
    }
  }
  return rows
}
