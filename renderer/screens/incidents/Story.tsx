/** What happened, along one lane and as a list, the latest first; alarms that came together are told together. */
import { useState } from 'react'
import { clock } from '../../../shared/format/time.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Button } from '../../components/Button.tsx'
import { Age } from '../../components/Value.tsx'
import { cx } from '../../components/cx.ts'
import type { StationBook } from '../alarms/view.ts'
import { isAct, isLessons, marksOf, stepSaid, stepSubject, stepWord, type Detail } from './story.ts'
import css from './Incidents.module.css'

const FIRST = 30
const PLACES = 300

export function Story({ detail, book }: { detail: Detail; book: StationBook }) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const steps = detail.timeline.filter((step) => !isLessons(step)).toReversed()
  const shown = all ? steps : steps.slice(0, FIRST)
  return (
    <>
      <Lane detail={detail} />
      <ol className={css.story}>
        {shown.map((step, i) => {
          const subject = stepSubject(step, book, t)
          const said = stepSaid(step)
          return (
            <li key={`${step.at}.${steps.length - i}`} className={cx(isAct(step) && css.act)}>
              <span className={css.stepLine}>
                <span className={css.strong}>{stepWord(step, t)}</span>
                {subject === '' ? null : <span>{subject}</span>}
                {step.by === null ? null : <span className="muted">{step.by}</span>}
                <Age at={step.at} className={css.when} />
              </span>
              {said === null || said === '' ? null : <p className={css.said}>{said}</p>}
            </li>
          )
        })}
      </ol>
      {steps.length > shown.length ? (
        <Button size="small" kind="quiet" onClick={() => setAll(true)}>
          {t('incidents.stepsMore', { n: steps.length - shown.length })}
        </Button>
      ) : null}
    </>
  )
}

/** The whole time in one lane: stations coming in below, alarms clearing above, people's acts as flags. */
function Lane({ detail }: { detail: Detail }) {
  const { t } = useWords()
  const now = useTenSeconds()
  const { beganAt, endedAt } = detail.incident
  const to = endedAt ?? now
  const marks = marksOf(detail.timeline, beganAt, to, PLACES)
  const x = (at: number) => 2 + at * 596
  const most = Math.max(1, ...marks.filter((mark) => mark.kind !== 'act').map((mark) => mark.n))
  return (
    <figure className={css.lane}>
      <svg viewBox="0 0 600 56" preserveAspectRatio="none" role="img" aria-label={t('incidents.lane')}>
        <path d="M0 30H600" className={css.laneAxis} vectorEffect="non-scaling-stroke" />
        {marks.map((mark) => {
          const tall = mark.kind === 'act' ? 24 : 6 + (18 * mark.n) / most
          const d = mark.kind === 'joined' ? `M${x(mark.at)} 30v${tall}` : `M${x(mark.at)} 30v${-tall}`
          return <path key={`${mark.kind}${mark.at}`} d={d} className={css[`lane_${mark.kind}`]} vectorEffect="non-scaling-stroke" />
        })}
      </svg>
      <figcaption>
        <span>{clock(beganAt, false)}</span>
        <span className={css.laneKey}>
          <span data-kind="joined">{t('incidents.laneKey.joined')}</span>
          <span data-kind="cleared">{t('incidents.laneKey.cleared')}</span>
          <span data-kind="act">{t('incidents.laneKey.act')}</span>
        </span>
        <span>{endedAt === null ? t('incidents.now') : clock(endedAt, false)}</span>
      </figcaption>
    </figure>
  )
}
