/** Series as one table: each point's mean, least and greatest, and a word where it may not be trusted. */
import { useMemo } from 'react'
import { useWords } from '../app/i18n.ts'
import { POINT } from '../../shared/contract/history.ts'
import { parts } from '../../shared/format/metric.ts'
import { withUnit } from '../../shared/format/number.ts'
import { qualityWord, type NamedSeries } from './csv.ts'
import { indexAt, timesOf } from './curve.ts'
import { TimeTable, type TimeColumn } from './TimeTable.tsx'

export function SeriesTable({ named }: { named: readonly NamedSeries[] }) {
  const { t, locale } = useWords()
  const at = useMemo(() => Array.from(timesOf(named.map(({ series }) => series))), [named])
  const columns = useMemo(
    () =>
      named.flatMap(({ name, series }, k): TimeColumn[] => {
        const place = (row: number) => {
          const when = at[row] ?? Number.NaN
          const i = indexAt(series.at, when)
          return series.at[i] === when ? i : -1
        }
        const text = (values: Float64Array) => (row: number) => {
          const value = values[place(row)] ?? Number.NaN
          if (Number.isNaN(value)) return null
          const { text, unit } = parts(series.metric, value, locale)
          return withUnit(text, unit)
        }
        const mean = text(series.mean)
        const wide = series.min.some((value, i) => value !== series.max[i] && !Number.isNaN(value))
        return [
          {
            id: `${k} mean`,
            name: wide ? `${name}, ${t('charts.mean')}` : name,
            text: (row) => {
              const said = mean(row)
              return said !== null && series.quality[place(row)] === POINT.partlyNotGood ? `~${said}` : said
            },
            title: (row) => (place(row) < 0 ? '' : qualityWord(series.quality[place(row)], t)),
            none: (row) => (place(row) < 0 ? '' : qualityWord(series.quality[place(row)], t)),
          },
          ...(wide
            ? [
                { id: `${k} min`, name: `${name}, ${t('charts.min')}`, text: text(series.min) },
                { id: `${k} max`, name: `${name}, ${t('charts.max')}`, text: text(series.max) },
              ]
            : []),
        ]
      }),
    [named, at, t, locale],
  )
  return <TimeTable label={t('charts.table')} at={at} columns={columns} />
}
