/** What the crosshair reads: the time, and each line's mean with its band. */
import { useWords } from '../app/i18n.ts'
import type { Series } from '../../shared/contract/history.ts'
import { parts } from '../../shared/format/metric.ts'
import { withUnit } from '../../shared/format/number.ts'
import { moment } from '../../shared/format/time.ts'
import { colour } from './colours.ts'
import { known, seriesId, seriesName } from './labels.ts'
import css from './Chart.module.css'

export function ChartTip({ series, hidden, index }: { series: readonly Series[]; hidden: ReadonlySet<string>; index: number }) {
  const { t, locale } = useWords()
  const at = series[0]?.at[index]
  if (at === undefined) return null
  const say = (one: Series, value: number) => {
    const { text, unit } = parts(one.metric, value, locale)
    return withUnit(text, unit)
  }
  return (
    <div className={css.tip}>
      <div className={css.tipTime}>{moment(at, locale)}</div>
      {series.map((one, k) => {
        if (hidden.has(seriesId(one))) return null
        const mean = known(one.mean[index])
        const low = known(one.min[index])
        const high = known(one.max[index])
        return (
          <div key={seriesId(one)} className={css.tipRow}>
            <span className={css.key} style={{ background: colour(k), borderColor: colour(k) }} />
            <span className={css.tipName}>{seriesName(one, t)}</span>
            <strong>{mean === null ? t('station.charts.gap') : say(one, mean)}</strong>
            {low !== null && high !== null && low !== high ? (
              <span className={css.tipBand}>
                {say(one, low)} … {say(one, high)}
              </span>
            ) : null}
          </div>
        )
      })}
    </div>
  )
}
