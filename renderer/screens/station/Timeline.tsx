/** The station's intervals as a lane over the period, alarms above it; a drag on the lane zooms. The same as a list for those who do not see it. */
import type { TFunction } from 'i18next'
import { memo, useDeferredValue, useMemo } from 'react'
import type { OutputOf, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useNarrow } from '../../app/media.ts'
import { Await } from '../../components/Blank.tsx'
import { ToneIcon } from '../../components/State.tsx'
import type { Mark, Stretch } from '../../charts/marks.ts'
import type { Window } from '../../charts/period.ts'
import { PlotSurface } from '../../charts/PlotSurface.tsx'
import { tickText, ticks } from '../../charts/ticks.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import { Bucket } from '../../../shared/model/interval.ts'
import css from './Timeline.module.css'

export type TimelineProps = {
  read: ReturnType<typeof useRead<'stations.timeline'>>
  ledger: readonly Stretch[]
  marks: readonly Mark[]
  /** Approved maintenance windows. */
  planned: readonly Planned[]
  window: Window
}
type Planned = OutputOf<'windows.occurrences'>[number]

export function Timeline({ read, ...of }: TimelineProps) {
  const { ledger, marks, planned, window } = of
  const now = useMemo(() => ({ ledger, marks, planned, window }), [ledger, marks, planned, window])
  // Behind the click, like the charts.
  const drawn = useDeferredValue(now)
  return (
    <div className={css.box}>
      <Await of={read} lines={2}>
        {() => <Lanes {...drawn} />}
      </Await>
    </div>
  )
}

const Lanes = memo(function Lanes({ ledger, marks, planned, window }: Omit<TimelineProps, 'read'>) {
  const { t, locale } = useWords()
  const narrow = useNarrow()
  const { from, to } = window
  const span = to - from
  const place = (a: number, b: number) => ({ left: `${((a - from) / span) * 100}%`, width: `max(2px, ${((b - a) / span) * 100}%)` })
  const titleOf = ({ at, alarms }: Mark) => {
    const [first] = alarms
    const title = first ? t(`rule.${first.ruleId}.title`, { defaultValue: first.ruleId }) : ''
    const when = moment(at, locale)
    return alarms.length > 1 ? t('station.timeline.several', { n: alarms.length, title, when }) : `${title}, ${when}`
  }
  const clip = (one: Planned) => place(Math.max(one.from, from), Math.min(one.to, to))
  const said = useMemo(() => ledger.map(sayIn(t, locale)), [ledger, t, locale])
  return (
    <>
      <div
        className={css.marks}
        role="group"
        aria-label={t('station.timeline.alarms', { n: marks.reduce((n, m) => n + m.alarms.length, 0) })}
      >
        {marks.map((mark) => (
          <a
            key={mark.at}
            href={`#/alarms?alarm=${mark.alarms[0]?.id ?? ''}`}
            className={css.mark}
            style={{ left: `${((mark.at - from) / span) * 100}%` }}
            aria-label={titleOf(mark)}
            title={titleOf(mark)}
          >
            <ToneIcon tone={mark.severity} size={12} />
          </a>
        ))}
      </div>
      <PlotSurface label={t('charts.surface', { name: t('station.timeline.intervals') })} left={0} right={0} window={window}>
        <div className={css.lane} aria-hidden>
          {ledger.map((one, i) => (
            <span key={one.from} className={css.part} data-bucket={one.bucket} style={place(one.from, one.to)} title={said[i]} />
          ))}
        </div>
        {planned.length === 0 ? null : (
          <div className={css.windows} aria-hidden>
            {planned.map((one) => (
              <span key={`${one.windowId}-${one.from}`} style={clip(one)} title={plannedText(one, t, locale)} />
            ))}
          </div>
        )}
        <div className={css.axis} aria-hidden>
          {ticks(from, to, narrow ? 4 : 8)
            .filter((at) => at - from > span * 0.03 && to - at > span * 0.03)
            .map((at) => (
              <span key={at} style={{ left: `${((at - from) / span) * 100}%` }}>
                {tickText(at, from, to, locale)}
              </span>
            ))}
        </div>
      </PlotSurface>
      {ledger.length === 0 ? <p className="muted">{t('station.timeline.none')}</p> : null}
      <ul className={css.legend} aria-hidden>
        {Bucket.options
          .filter((bucket) => ledger.some((one) => one.bucket === bucket))
          .map((bucket) => (
            <li key={bucket}>
              <span className={css.swatch} data-bucket={bucket} />
              {t(`common.bucket.${bucket}`)}
            </li>
          ))}
        {planned.length === 0 ? null : (
          <li>
            <span className={css.swatch} data-bucket="window" />
            {t('station.timeline.windows')}
          </li>
        )}
      </ul>
      {planned.length === 0 ? null : (
        <ul className="visually-hidden" aria-label={t('station.timeline.windows')}>
          {planned.map((one) => (
            <li key={`${one.windowId}-${one.from}`}>{plannedText(one, t, locale)}</li>
          ))}
        </ul>
      )}
      <ul className="visually-hidden" aria-label={t('station.timeline.intervals')}>
        {ledger.map((one, i) => (
          <li key={one.from}>{said[i]}</li>
        ))}
      </ul>
    </>
  )
})

function plannedText({ title, from, to }: Planned, t: TFunction, locale: Locale): string {
  return t('station.timeline.window', { title, from: moment(from, locale), to: moment(to, locale) })
}

/** One stretch in words. */
function sayIn(t: TFunction, locale: Locale): (one: Stretch) => string {
  return (one) => {
    const bucket = t(`common.bucket.${one.bucket}`)
    return t('station.timeline.item', {
      bucket: one.cause === null ? bucket : `${bucket}, ${t(`common.cause.${one.cause}`).toLowerCase()}`,
      from: moment(one.from, locale),
      to: moment(one.to, locale),
      long: duration(one.to - one.from, locale),
    })
  }
}
