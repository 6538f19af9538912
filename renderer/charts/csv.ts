/** Series as a CSV file: the points exactly as shown, with full times, how far each may be trusted, and what they were drawn from. */
import type { TFunction } from 'i18next'
import { POINT, type Series } from '../../shared/contract/history.ts'
import { csvFile, numberCell, textCell } from '../../shared/format/csv.ts'
import { iso } from '../../shared/format/time.ts'
import type { Locale } from '../../shared/i18n/words.ts'
import { metric } from '../../shared/model/metric.ts'
import { timesOf } from './curve.ts'

export type NamedSeries = { name: string; series: Series }

/** A point's quality as a word. */
export function qualityWord(quality: number | undefined, t: TFunction): string {
  if (quality === POINT.good) return t('charts.quality.good')
  if (quality === POINT.partlyNotGood) return t('charts.quality.mixed')
  return quality === POINT.noneGood ? t('charts.quality.bad') : t('charts.quality.none')
}

/** The file's text: a row for each moment that any of the series has. */
export function seriesCsv(named: readonly NamedSeries[], t: TFunction, locale: Locale): string {
  const comma = locale === 'vi'
  const head = [
    t('charts.time'),
    ...named.flatMap(({ name, series }) => {
      const unit = metric(series.metric).unit
      const whole = `${name}${unit === '' ? '' : ` (${unit})`}, ${t(`charts.resolution.${resolutionKey(series.resolution)}`)}`
      return [t('charts.mean'), t('charts.min'), t('charts.max'), t('charts.quality.title')].map((what) => `${whole}: ${what}`)
    }),
  ].map(textCell)
  const next = named.map(() => 0)
  const rows = Array.from(timesOf(named.map(({ series }) => series)), (when) => [
    iso(when),
    ...named.flatMap(({ series }, k) => {
      let i = next[k] ?? 0
      while ((series.at[i] ?? Infinity) < when) i++
      next[k] = i
      if (series.at[i] !== when) return ['', '', '', '']
      const digits = metric(series.metric).decimals + 1
      return [
        ...[series.mean[i], series.min[i], series.max[i]].map((value) => numberCell(value ?? null, digits, comma)),
        textCell(qualityWord(series.quality[i], t)),
      ]
    }),
  ])
  return csvFile([head, ...rows])
}

/** The key of a resolution in the dictionaries, where a name begins with a letter. */
export function resolutionKey(resolution: Series['resolution']): 'raw' | 'r5m' | 'r1h' | 'r1d' {
  return resolution === 'raw' ? 'raw' : `r${resolution}`
}
