/** The charts as a CSV file: the points exactly as shown, with full times. */
import type { TFunction } from 'i18next'
import type { Series } from '../../../shared/contract/history.ts'
import { csvFile, numberCell, textCell } from '../../../shared/format/csv.ts'
import { iso } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { metric } from '../../../shared/model/metric.ts'
import { known, seriesName } from '../../charts/labels.ts'
import { saveFile } from '../../app/save.ts'

/** The file's text. */
export function seriesCsv(charts: readonly { data: readonly Series[] }[], t: TFunction, locale: Locale): string {
  const columns = charts.flatMap((c) => c.data)
  const comma = locale === 'vi'
  const head = [
    t('station.charts.time'),
    ...columns.flatMap((one) => {
      const unit = metric(one.metric).unit
      const name = `${seriesName(one, t)}${unit === '' ? '' : ` (${unit})`}`
      return [`${name} ${t('station.charts.mean')}`, `${name} ${t('station.charts.min')}`, `${name} ${t('station.charts.max')}`]
    }),
  ].map(textCell)
  const rows = Array.from(columns[0]?.at ?? [], (at, i) => [
    iso(at),
    ...columns.flatMap((one) => {
      const digits = metric(one.metric).decimals + 1
      return [one.mean[i], one.min[i], one.max[i]].map((value) => numberCell(known(value), digits, comma))
    }),
  ])
  return csvFile([head, ...rows])
}

export function exportSeries(
  charts: readonly { data: readonly Series[] }[],
  code: string,
  from: number,
  to: number,
  t: TFunction,
  locale: Locale,
): void {
  const stamp = (at: number) => iso(at).slice(0, 16).replace(':', '')
  saveFile(`${code}-${t('station.charts.exportName')}-${stamp(from)}-${stamp(to)}.csv`, seriesCsv(charts, t, locale))
}
