/** Readings and ages as the console shows them: a value is never without its quality, an age never without its time. */
import { useWords } from '../app/i18n.ts'
import { useSecond, useTenSeconds } from '../app/now.ts'
import { age, moment } from '../../shared/format/time.ts'
import { valueText } from '../../shared/format/metric.ts'
import { NONE } from '../../shared/format/number.ts'
import type { MetricKey, Quality } from '../../shared/model/metric.ts'
import { cx } from './cx.ts'
import css from './Value.module.css'

/** "2 phút trước", ticking; the full time on hover. */
export function Age({ fast = false, ...rest }: { at: number | null; fast?: boolean; className?: string }) {
  return fast ? <FastAge {...rest} /> : <SlowAge {...rest} />
}

function FastAge(props: { at: number | null; className?: string }) {
  return <AgeText {...props} now={useSecond()} />
}

function SlowAge(props: { at: number | null; className?: string }) {
  return <AgeText {...props} now={useTenSeconds()} />
}

function AgeText({ at, now, className }: { at: number | null; now: number; className?: string }) {
  const { locale } = useWords()
  if (at === null) return <span className={cx(css.none, className)}>{NONE}</span>
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={moment(at, locale)}>
      {age(at, now, locale)}
    </time>
  )
}

export type ValueProps = {
  metric: MetricKey
  value: number | null
  quality: Quality
  /** When it was read; a stale value tells its age. */
  at?: number | null
  /** What the agent sent: the reason on hover where there is no value. */
  raw?: string | null
  className?: string
}

/** A value with its quality: good plain, suspect with ~ and dotted underline, stale greyed with its age, "—" where there is none. */
export function Value({ metric, value, quality, at = null, raw = null, className }: ValueProps) {
  const { t, locale } = useWords()
  const why = t(`common.quality.${quality}`)
  const title = raw === null ? why : `${why} · ${t('common.rawValue')}: ${raw}`
  if (value === null) {
    return (
      <span className={cx(css.value, css.none, quality === 'error' && css.error, className)} title={title} aria-label={why}>
        {quality === 'error' ? t('common.quality.errorShort') : NONE}
      </span>
    )
  }
  const text = valueText(metric, value, t, locale)
  if (quality === 'good') return <span className={cx(css.value, className)}>{text}</span>
  if (quality === 'stale') {
    return (
      <span className={cx(css.value, css.stale, className)} title={title}>
        {text} {at === null ? null : <Age at={at} className={css.age} />}
      </span>
    )
  }
  return (
    <span className={cx(css.value, css.suspect, className)} title={title}>
      ~{text}
      <span className="visually-hidden">, {why}</span>
    </span>
  )
}
