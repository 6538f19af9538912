/**
 * Years of history in one file: sizes beside peers, ingest, queries, the chart of a year, a backup, growth.
 * `npm run bench -- history`, or single parts: `npm run bench -- history sizes queries`. `--keep=DIR` keeps the year's branch there and takes it again.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup } from './_history-backup.ts'
import { chart } from './_history-chart.ts'
import { growth } from './_history-growth.ts'
import { ingest } from './_history-ingest.ts'
import { queries } from './_history-queries.ts'
import { gigabytes, perSample, printRows, type Row } from './_history-report.ts'
import { sizes } from './_history-sizes.ts'
import { YEAR, yearIn, type Year } from './_history-year.ts'

export const PARTS = ['sizes', 'ingest', 'queries', 'chart', 'backup', 'growth'] as const
/** These need the year's branch. */
const OF_YEAR = ['queries', 'chart', 'backup', 'growth'] as const
const STATIONS = Number(process.env['BENCH_STATIONS'] ?? 3000)

export async function run(parts: readonly string[]): Promise<void> {
  const wants = (part: (typeof PARTS)[number]): boolean => parts.length === 0 || parts.includes(part)
  let dayStep: { handed: number; disk: number } | null = null
  if (wants('sizes')) {
    const found = await sizes()
    dayStep = { handed: found.dayStepHanded, disk: found.dayStepDisk }
    printRows('sizes', found.rows)
  }
  if (wants('ingest')) printRows('ingest', await ingest(dayStep))
  if (!OF_YEAR.some(wants)) return
  const keep = process.argv.find((arg) => arg.startsWith('--keep='))?.slice('--keep='.length)
  const root = keep ?? (await mkdtemp(join(tmpdir(), 'bench-history-year-')))
  mkdirSync(root, { recursive: true })
  try {
    const year = yearIn(root, STATIONS, YEAR)
    printRows('the year', told(year))
    if (wants('queries')) printRows('queries', queries(year))
    if (wants('backup')) printRows('beside polling', await backup(year))
    if (wants('chart')) printRows('chart', await chart(year))
    if (wants('growth')) printRows('growth', growth(year))
  } finally {
    if (keep === undefined) rmSync(root, { recursive: true, force: true })
  }
}

/** How the year was made, and what it takes. */
function told(year: Year): Row[] {
  const { raw, fiveMinutes, all } = year.span
  const names = {
    chunks: 'hours of today',
    days: `raw, ${raw} days`,
    rollups5m: `5 minutes, ${fiveMinutes} days`,
    rollups1h: '1 hour, days of this month',
    months1h: `1 hour, months of ${all} days`,
    months1d: '1 day, months',
  }
  return [
    { what: 'stations, devices, series', value: `${year.stations}, ${year.devices}, ${year.series}` },
    {
      what: 'made of',
      value: `${year.distinct}, simulated; the days again and again, the rows under the ids of every device of the family`,
    },
    { what: 'seconds to make, size', value: `${year.seconds.toFixed(0)} s, ${gigabytes(year.bytes)}` },
    ...Object.entries(year.tables).map(([table, { rows, points, bytes }]) => ({
      what: names[table as keyof typeof names],
      value: `${gigabytes(bytes)}, ${rows} rows, ${perSample(bytes / points)} a ${table === 'days' || table === 'chunks' ? 'sample' : 'point'}`,
    })),
  ]
}
