/** What is compared: one metric at stations named one by one or by their commune, as it stands in the address; and the series that come of it. Pure. */
import type { SeriesRequest, WorstBy } from '../../../shared/contract/history.ts'
import { compareText, fold, matches } from '../../../shared/format/text.ts'
import { METRICS, metric, type MetricDefinition, type MetricKey } from '../../../shared/model/metric.ts'
import type { ExportScope } from '../../../shared/model/export.ts'
import type { StationRow } from '../../../shared/model/station.ts'

/** The contract's limit of series in one request; more lines cannot be told apart either. */
export const MOST_SERIES = 40
/** Stations whose series are looked up: each has at least one. */
export const MOST_STATIONS = 40
/** A station has many rows of some metrics (ports, cells): more than these of one station are not compared. */
export const MOST_ROWS = 12

export type Comparison = {
  metric: MetricKey
  stations: readonly number[]
  communeId: number | null
  small: boolean
  /** Lines that are hidden, by the id of their series. */
  off: readonly string[]
  ranking: Ranked
}
/** Which end is looked for, by the furthest value or the mean, among all stations or the chosen ones. */
export type Ranked = { end: 'lowest' | 'highest'; by: 'peak' | 'mean'; of: 'all' | 'chosen' }
type Get = { get: (name: string) => string | null; list: (name: string) => string[] }

const NUMERIC = (Object.keys(METRICS) as MetricKey[]).filter((key) => metric(key).states === undefined)
const FIRST: MetricKey = 'dc.voltage'

/** A positive id, or null. */
function idOf(text: string | null): number | null {
  const id = Number(text)
  return text !== null && Number.isSafeInteger(id) && id > 0 ? id : null
}

/** The comparison of an address; whatever is no metric or id is left out. */
export function comparisonOf({ get, list }: Get): Comparison {
  return {
    metric: NUMERIC.find((key) => key === get('metric')) ?? FIRST,
    stations: [...new Set(list('s').flatMap((text) => idOf(text) ?? []))],
    communeId: idOf(get('commune')),
    small: get('as') === 'small',
    off: list('off'),
    ranking: {
      end: get('end') === 'highest' ? 'highest' : 'lowest',
      by: get('by') === 'mean' ? 'mean' : 'peak',
      of: get('of') === 'chosen' ? 'chosen' : 'all',
    },
  }
}

export type MetricGroup = { group: MetricDefinition['group']; metrics: readonly MetricKey[] }

/** What can be compared: numbers, by group, in the catalogue's order. */
export function metricGroups(): MetricGroup[] {
  const groups = Map.groupBy(NUMERIC, (key) => metric(key).group)
  return [...groups].map(([group, metrics]) => ({ group, metrics }))
}

/** The stations compared, by code: those named, and those of the commune; retired ones only where they are named. */
export function stationsOf(
  rows: readonly StationRow[],
  { stations, communeId }: Comparison,
): { all: readonly StationRow[]; asked: readonly StationRow[] } {
  const named = new Set(stations)
  const all = rows
    .filter((row) => named.has(row.id) || (communeId !== null && row.communeId === communeId && !row.retired))
    .sort((a, b) => compareText(a.code, b.code))
  return { all, asked: all.slice(0, MOST_STATIONS) }
}

/** What the ranking is asked for. */
export function rankingOf({ end, by }: Ranked): WorstBy {
  return by === 'mean' ? 'mean' : end === 'lowest' ? 'min' : 'max'
}

/** Whose samples are ranked and counted: the stations of the question, or all where there are none. */
export function scopeOf({ ranking, communeId, stations }: Comparison, within: readonly StationRow[]): ExportScope {
  if (ranking.of === 'all' || within.length === 0) return { kind: 'all' }
  if (communeId !== null && stations.length === 0) return { kind: 'communes', ids: [communeId] }
  return { kind: 'stations', ids: within.map(({ id }) => id) }
}

type Indexed = SeriesRequest & { label: string }
export type Compared = { request: SeriesRequest; id: string; station: StationRow; row: string }

/** The series of a metric at these stations, station by station, and how many there would be without limits. */
export function seriesOf(
  key: MetricKey,
  stations: readonly { station: StationRow; index: readonly Indexed[] }[],
): { shown: Compared[]; all: number } {
  let all = 0
  const shown: Compared[] = []
  for (const { station, index } of stations) {
    const mine = index.filter((one) => one.metric === key)
    all += mine.length
    for (const { deviceId, metric: name, instance, label } of mine.slice(0, MOST_ROWS)) {
      if (shown.length === MOST_SERIES) break
      shown.push({
        request: { deviceId, metric: name, instance },
        id: `${deviceId}/${name}/${instance}`,
        station,
        row: mine.length > 1 ? label || instance : '',
      })
    }
  }
  return { shown, all }
}

/** How a line is called: the station's code, and its row where the station has several. */
export function lineName({ station, row }: Compared): string {
  return row === '' ? station.code : `${station.code} · ${row}`
}

/** A search over stations as a person types it: code, name, commune. */
export function stationSearch(rows: readonly StationRow[], communeOf: (id: number) => string): (words: readonly string[]) => StationRow[] {
  const folded = rows
    .filter((row) => !row.retired)
    .map((row) => ({ row, text: fold(`${row.code} ${row.name} ${communeOf(row.communeId)}`) }))
  return (words) => {
    const found: StationRow[] = []
    for (const { row, text } of folded) {
      if (matches(text, words)) found.push(row)
      if (found.length === 8) break
    }
    return found
  }
}
