/** The charts of a station as one table; the band of a value on hover. */
import { useWords } from '../../app/i18n.ts'
import { seriesId, seriesName } from '../../charts/labels.ts'
import { TimeTable, type TimeColumn } from '../../charts/TimeTable.tsx'
import { parts } from '../../../shared/format/metric.ts'
import { withUnit } from '../../../shared/format/number.ts'
import type { Series } from '../../../shared/contract/history.ts'

export function SeriesTable({ charts }: { charts: readonly { data: readonly Series[] }[] }) {
  const { t, locale } = useWords()
  const series = charts.flatMap((c) => c.data)
  const text = (one: Series, value: number | undefined) => {
    if (value === undefined || Number.isNaN(value)) return null
    const { text, unit } = parts(one.metric, value, locale)
    return withUnit(text, unit)
  }
  return (
    <TimeTable
      label={t('station.charts.table')}
      at={[...(series[0]?.at ?? [])]}
      columns={series.map((one): TimeColumn => ({
        id: seriesId(one),
        name: seriesName(one, t),
        text: (i) => text(one, one.mean[i]),
        title: (i) => (text(one, one.min[i]) === null ? t('station.charts.gap') : `${text(one, one.min[i])} … ${text(one, one.max[i])}`),
      }))}
    />
  )
}
