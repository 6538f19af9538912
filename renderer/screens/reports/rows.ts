/** One row of the report's tables, whether a station or a commune, and what it is searched by. */
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { Availability } from '../../../shared/model/interval.ts'
import type { OutputOf } from '../../app/client.ts'

export type Report = OutputOf<'reports.uptime'>
export type Scope = 'stations' | 'communes'
export type ReportRow = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly commune: string
  /** Stations summed up in the row. */
  readonly stations: number
  readonly availability: Availability
  readonly text: string
}

export function rowsOf(report: Report, scope: Scope): ReportRow[] {
  if (scope === 'communes') {
    return report.communes.map((row) => ({
      id: row.communeId,
      code: '',
      name: row.name,
      commune: row.name,
      stations: row.stations,
      availability: row.availability,
      text: fold(row.name),
    }))
  }
  return report.stations.map((row) => ({
    id: row.stationId,
    code: row.code,
    name: row.name,
    commune: row.commune,
    stations: 1,
    availability: row.availability,
    text: fold(`${row.code} ${row.name} ${row.commune}`),
  }))
}

export function searchRows(rows: readonly ReportRow[], query: string): readonly ReportRow[] {
  const words = wordsOf(query)
  return words.length === 0 ? rows : rows.filter((row) => matches(row.text, words))
}
