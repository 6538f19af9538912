/** The uptime report as a CSV file that a spreadsheet opens in either language. */
import type { UptimeReport } from '../../../shared/contract/reports.ts'
import { csvFile, numberCell, textCell } from '../../../shared/format/csv.ts'
import { type Locale, say, translator } from '../../../shared/i18n/words.ts'
import { type Availability, OutageCause } from '../../../shared/model/interval.ts'

export type UptimeCsv = { fileName: string; text: string }

/** One row a station or a commune, then the branch's total. Ratios in per cent with three decimals, times in minutes; empty where there is no data. */
export function uptimeCsv(report: UptimeReport, locale: Locale, scope: 'stations' | 'communes'): UptimeCsv {
  const t = translator(locale)
  const word = (key: string): string => textCell(say(t, { key: `reports.file.${key}` }))
  const number = (value: number | null, decimals: number): string => numberCell(value, decimals, locale === 'vi')
  const minutes = (seconds: number | null): string => number(seconds === null ? null : seconds / 60, 2)
  const percent = (ratio: number | null): string => number(ratio === null ? null : ratio * 100, 3)
  const cells = (a: Availability): string[] => [
    percent(a.adjusted),
    percent(a.raw),
    percent(a.coverage),
    ...[a.up, a.downUnplanned, a.downPlanned, a.unknown, a.notInService].map(minutes),
    `${a.outages}`,
    minutes(a.mttr),
    minutes(a.mtbf),
    ...OutageCause.options.map((cause) => minutes(a.byCause[cause] ?? 0)),
  ]
  const figureHeads = [
    'adjusted',
    'raw',
    'coverage',
    'up',
    'downUnplanned',
    'downPlanned',
    'unknown',
    'notInService',
    'outages',
    'mttr',
    'mtbf',
  ].map(word)
  const causeHeads = OutageCause.options.map((cause) => word(`cause.${cause}`))
  const places = scope === 'stations' ? ['code', 'name', 'commune'] : ['commune', 'stationCount']
  const rows =
    scope === 'stations'
      ? report.stations.map((row) => [textCell(row.code), textCell(row.name), textCell(row.commune), ...cells(row.availability)])
      : report.communes.map((row) => [textCell(row.name), `${row.stations}`, ...cells(row.availability)])
  const total = scope === 'stations' ? [word('total'), '', ''] : [word('total'), `${report.stations.length}`]
  return {
    fileName: `branchwatch-uptime-${report.month}-${scope}.csv`,
    text: csvFile([[...places.map(word), ...figureHeads, ...causeHeads], ...rows, [...total, ...cells(report.total)]]),
  }
}
