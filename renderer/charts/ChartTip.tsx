/** What the crosshair reads: the time, each line's mean with its band and how far it may be trusted, and what happened to the station then. */
import { useWords } from '../app/i18n.ts'
import { ToneIcon } from '../components/State.tsx'
import { POINT } from '../../shared/contract/history.ts'
import { parts } from '../../shared/format/metric.ts'
import { withUnit } from '../../shared/format/number.ts'
import { moment } from '../../shared/format/time.ts'
import { Key } from './Legend.tsx'
import { indexAt } from './curve.ts'
import type { Mark, Stretch } from './marks.ts'
import type { Window } from './period.ts'
import type { ChartSeries } from './SeriesChart.tsx'
import css from './Chart.module.css'

export type ChartTipProps = {
  lines: readonly ChartSeries[]
  when: number
  window: Window
  stretches: readonly Stretch[]
  marks: readonly Mark[]
  over: string | null
}

/** More lines than this are not read at once: the ends of the order are. */
const MOST = 12

export function ChartTip({ lines, when, window, stretches, marks, over }: ChartTipProps) {
  const { t, locale } = useWords()
  const down = stretches.find(({ from, to }) => when >= from && when < to)
  // A mark counts as under the crosshair within a hundredth of the width.
  const near = (window.to - window.from) / 100
  const alarms = marks.filter(({ at }) => Math.abs(at - when) <= near).flatMap((mark) => mark.alarms)
  const read = lines.map((line) => ({ line, i: indexAt(line.series.at, when) }))
  const value = ({ line, i }: (typeof read)[number]) => line.series.mean[i] ?? Number.NaN
  const many = lines.length > MOST
  const sorted = many
    ? read
        .filter((one) => one.line.id === over || !Number.isNaN(value(one)))
        .toSorted((a, b) => (a.line.id === over ? -1 : b.line.id === over ? 1 : value(a) - value(b)))
    : read
  const kept = many ? [...sorted.slice(0, MOST - 3), ...sorted.slice(Math.max(MOST - 3, sorted.length - 3))] : sorted
  return (
    <div className={css.tip}>
      <div className={css.tipTime}>{moment(when, locale)}</div>
      {kept.map(({ line, i }) => {
        const { series } = line
        const say = (one: number) => {
          const { text, unit } = parts(series.metric, one, locale)
          return withUnit(text, unit)
        }
        const mean = series.mean[i] ?? Number.NaN
        const [low, high] = [series.min[i] ?? mean, series.max[i] ?? mean]
        const quality = series.quality[i] ?? POINT.noSamples
        return (
          <div key={line.id} className={css.tipRow} data-over={line.id === over || undefined}>
            <Key colour={line.colour} dash={line.dash ?? 0} />
            <span className={css.tipName}>{line.name}</span>
            <strong>{Number.isNaN(mean) ? t(quality === POINT.noneGood ? 'charts.quality.bad' : 'charts.quality.none') : say(mean)}</strong>
            {low < high ? (
              <span className={css.tipBand}>
                {say(low)} … {say(high)}
              </span>
            ) : null}
            {quality === POINT.partlyNotGood ? <span className={css.tipBand}>{t('charts.quality.mixed')}</span> : null}
          </div>
        )
      })}
      {sorted.length > kept.length ? <div className={css.tipTime}>{t('charts.more', { n: sorted.length - kept.length })}</div> : null}
      {down ? (
        <div className={css.tipRow}>
          <ToneIcon tone={down.bucket === 'unknown' ? 'unknown' : down.bucket === 'downPlanned' ? 'planned' : 'critical'} />
          <span>
            {t(`common.bucket.${down.bucket}`)}
            {down.cause === null ? '' : `, ${t(`common.cause.${down.cause}`).toLowerCase()}`}
          </span>
        </div>
      ) : null}
      {alarms.slice(0, 4).map((alarm) => (
        <div key={alarm.id} className={css.tipRow}>
          <ToneIcon tone={alarm.severity} />
          <span>
            {t(`rule.${alarm.ruleId}.title`, { defaultValue: alarm.ruleId })}
            <span className={css.tipBand}> {moment(alarm.raisedAt, locale)}</span>
          </span>
        </div>
      ))}
      {alarms.length > 4 ? <div className={css.tipTime}>{t('charts.moreAlarms', { n: alarms.length - 4 })}</div> : null}
    </div>
  )
}
