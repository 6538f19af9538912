/** Series as a CSV file: the points exactly as shown, with full times, how far each may be trusted, and what they were drawn from. */
import type { TFunction } from 'i18next'
import { POINT, type Series, type StateSeries } from '../../shared/contract/history.ts'
import { csvFile, numberCell, textCell } from '../../shared/format/csv.ts'
import { valueText } from '../../shared/format/metric.ts'
import { iso } from '../../shared/format/time.ts'
import type { Locale } from '../../shared/i18n/words.ts'
import { metric } from '../../shared/model/metric.ts'
import { timesOf } from './curve.ts'
import { heldAt } from './states.ts'

export type NamedSeries = { name: string; series: Series }
export type NamedStates = { name: string; series: StateSeries }
/** Some columns of the file that belong to one series: their heads, and the cells of a point. */
type Columns = { heads: string[]; at: Float64Array; cells: (i: number) => string[] }

/** A point's quality as a word. */
export function qualityWord(quality: number | undefined, t: TFunction): string {
  if (quality === POINT.good) return t('charts.quality.good')
  if (quality === POINT.partlyNotGood) return t('charts.quality.mixed')
  return quality === POINT.noneGood ? t('charts.quality.bad') : t('charts.quality.none')
}

/** The key of a resolution in the dictionaries, where a name begins with a letter. */
export function resolutionKey(resolution: Series['resolution']): 'raw' | 'r5m' | 'r1h' | 'r1d' {
  return resolution === 'raw' ? 'raw' : `r${resolution}`
}

function numbers({ name, series }: NamedSeries, t: TFunction, comma: boolean): Columns {
  const { unit, decimals } = metric(series.metric)
  const whole = `${name}${unit === '' ? '' : ` (${unit})`}, ${t(`charts.resolution.${resolutionKey(series.resolution)}`)}`
  return {
    heads: [t('charts.mean'), t('charts.min'), t('charts.max'), t('charts.quality.title')].map((what) => `${whole}: ${what}`),
    at: series.at,
    cells: (i) => [
      ...[series.mean[i], series.min[i], series.max[i]].map((value) => numberCell(value ?? null, decimals + 1, comma)),
      textCell(qualityWord(series.quality[i], t)),
    ],
  }
}

function states({ name, series }: NamedStates, t: TFunction, locale: Locale): Columns {
  return {
    heads: [`${name}, ${t(`charts.resolution.${resolutionKey(series.resolution)}`)}`],
    at: series.at,
    cells: (i) => {
      const held = heldAt(series, i)
      const word = (code: number) => valueText(series.metric, code, t, locale)
      // One state alone needs no length: it held all the time.
      return [
        textCell(held.map(({ code, seconds }) => (held.length === 1 ? word(code) : `${word(code)} ${Math.round(seconds)} s`)).join('; ')),
      ]
    },
  }
}

/** The file's text: a row for each moment that any of the series has. */
export function seriesCsv(named: readonly NamedSeries[], t: TFunction, locale: Locale, stated: readonly NamedStates[] = []): string {
  const columns = [...named.map((one) => numbers(one, t, locale === 'vi')), ...stated.map((one) => states(one, t, locale))]
  const next = columns.map(() => 0)
  const rows = Array.from(timesOf(columns), (when) => [
    iso(when),
    ...columns.flatMap(({ heads, at, cells }, k) => {
      let i = next[k] ?? 0
      while ((at[i] ?? Infinity) < when) i++
      next[k] = i
      return at[i] === when ? cells(i) : heads.map(() => '')
    }),
  ])
  return csvFile([[t('charts.time'), ...columns.flatMap(({ heads }) => heads)].map(textCell), ...rows])
}
