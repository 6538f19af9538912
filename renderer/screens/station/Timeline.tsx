/** The station's intervals as a lane over the range, alarms above it; the same as a list for those who do not see it. */
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Await } from '../../components/Blank.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { ticks } from '../../charts/ticks.ts'
import { clock, DAY, dayAndMonth, duration, moment } from '../../../shared/format/time.ts'
import { Bucket, type Interval } from '../../../shared/model/interval.ts'
import css from './Timeline.module.css'

export function Timeline({ stationId, from, to }: { stationId: number; from: number; to: number }) {
  const { t, locale } = useWords()
  const timeline = useRead('stations.timeline', { id: stationId, from, to }, { keep: true, staleTime: 60_000 })
  const present = useTenSeconds()
  const span = to - from
  const place = (a: number, b: number) => ({ left: `${((a - from) / span) * 100}%`, width: `max(2px, ${((b - a) / span) * 100}%)` })
  const say = (one: Interval, a: number, b: number) => {
    const name =
      one.cause === null
        ? t(`common.bucket.${one.bucket}`)
        : `${t(`common.bucket.${one.bucket}`)}, ${t(`common.cause.${one.cause}`).toLowerCase()}`
    return t('station.timeline.item', {
      bucket: name,
      from: moment(Math.max(one.from, from), locale),
      to: one.to === null || one.to > to ? t('station.timeline.now') : moment(one.to, locale),
      long: duration(b - a, locale),
    })
  }
  return (
    <div className={css.box}>
      <Await of={timeline} lines={2}>
        {({ intervals, alarms }) => {
          const now = Math.min(to, present)
          const shown = intervals
            .map((one) => ({ one, a: Math.max(from, one.from), b: Math.min(one.to ?? now, to) }))
            .filter(({ a, b }) => b > a)
          const marks = alarms.filter((alarm) => alarm.raisedAt >= from && alarm.raisedAt <= to)
          const buckets = Bucket.options.filter((bucket) => shown.some(({ one }) => one.bucket === bucket))
          return (
            <>
              <div className={css.marks} role="group" aria-label={t('station.timeline.alarms', { n: marks.length })}>
                {marks.map((alarm) => (
                  <a
                    key={alarm.id}
                    href={`#/alarms?alarm=${alarm.id}`}
                    className={css.mark}
                    style={{ left: `${((alarm.raisedAt - from) / span) * 100}%` }}
                    aria-label={`${t(`rule.${alarm.ruleId}.title`, { defaultValue: alarm.ruleId })}, ${moment(alarm.raisedAt, locale)}`}
                    title={`${t(`rule.${alarm.ruleId}.title`, { defaultValue: alarm.ruleId })} · ${moment(alarm.raisedAt, locale)}`}
                  >
                    <ToneIcon tone={alarm.severity} size={12} />
                  </a>
                ))}
              </div>
              <div className={css.lane} aria-hidden>
                {shown.map(({ one, a, b }) => (
                  <span key={one.from} className={css.part} data-bucket={one.bucket} style={place(a, b)} title={say(one, a, b)} />
                ))}
              </div>
              <div className={css.axis} aria-hidden>
                {ticks(from, to, 8)
                  .filter((at) => at - from > span * 0.03 && to - at > span * 0.03)
                  .map((at) => (
                    <span key={at} style={{ left: `${((at - from) / span) * 100}%` }}>
                      {span > 2 * DAY ? dayAndMonth(at, locale) : clock(at, false)}
                    </span>
                  ))}
              </div>
              {shown.length === 0 ? <p className="muted">{t('station.timeline.none')}</p> : null}
              <ul className={css.legend} aria-hidden>
                {buckets.map((bucket) => (
                  <li key={bucket}>
                    <span className={css.swatch} data-bucket={bucket} />
                    {t(`common.bucket.${bucket}`)}
                  </li>
                ))}
              </ul>
              <ul className="visually-hidden" aria-label={t('station.timeline.intervals')}>
                {shown.map(({ one, a, b }) => (
                  <li key={one.from}>{say(one, a, b)}</li>
                ))}
              </ul>
            </>
          )
        }}
      </Await>
    </div>
  )
}
