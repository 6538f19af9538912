/** The charts as one table: for those who do not see charts, and for reading exact numbers. */
import { useWords } from '../../app/i18n.ts'
import { seriesName } from '../../charts/labels.ts'
import { parts } from '../../../shared/format/metric.ts'
import { NONE, withUnit } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import type { Series } from '../../../shared/contract/history.ts'
import css from './History.module.css'

export function SeriesTable({ charts }: { charts: readonly { data: readonly Series[] }[] }) {
  const { t, locale } = useWords()
  const columns = charts.flatMap((c) => c.data)
  const times = columns[0]?.at ?? []
  const text = (one: Series, value: number | null | undefined) => {
    if (value === null || value === undefined) return null
    const { text, unit } = parts(one.metric, value, locale)
    return withUnit(text, unit)
  }
  return (
    <div className={css.tableBox} tabIndex={0} role="region" aria-label={t('station.charts.table')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('station.charts.time')}</th>
            {columns.map((one) => (
              <th key={`${one.deviceId}/${one.metric}/${one.instance}`} scope="col">
                {seriesName(one, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times
            .map((at, i) => ({ at, i }))
            .toReversed()
            .map(({ at, i }) => (
              <tr key={at}>
                <td>{moment(at, locale)}</td>
                {columns.map((one) => (
                  <td
                    key={`${one.deviceId}/${one.metric}/${one.instance}`}
                    title={one.min[i] === null ? t('station.charts.gap') : `${text(one, one.min[i])} … ${text(one, one.max[i])}`}
                  >
                    {text(one, one.mean[i]) ?? <span aria-label={t('station.charts.gap')}>{NONE}</span>}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
