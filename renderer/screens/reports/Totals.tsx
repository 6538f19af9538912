/** The month in figures: the three availabilities together, outages, times to repair, and minutes by cause. */
import { number, percent } from '../../../shared/format/number.ts'
import type { Availability } from '../../../shared/model/interval.ts'
import { useWords } from '../../app/i18n.ts'
import { KeyFigure } from '../../components/KeyFigure.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Unobserved } from '../../components/Unobserved.tsx'
import { causesOf, lengthOf, minutes, shareText } from './figures.ts'
import { TimeSplit } from './TimeBar.tsx'
import css from './Reports.module.css'

/** A length of time in the unit that suits; a sentence where there is none. */
export function Length({ seconds, none }: { seconds: number | null; none?: string }) {
  const { t, locale } = useWords()
  if (seconds === null) return <>{none ?? '—'}</>
  const { key, n } = lengthOf(seconds, locale)
  return <>{t(`reports.${key}`, { n })}</>
}

export function Ratio({ value }: { value: number | null }) {
  const { t, locale } = useWords()
  return value === null ? <span className={css.none}>{t('reports.noData')}</span> : <>{percent(value, locale, 2)}</>
}

export function Totals({ total }: { total: Availability }) {
  const { t, locale } = useWords()
  return (
    <>
      <div className={css.figures}>
        <KeyFigure label={t('reports.adjusted')} value={<Ratio value={total.adjusted} />} note={t('reports.adjustedWhy')} />
        <KeyFigure label={t('reports.raw')} value={<Ratio value={total.raw} />} note={t('reports.rawWhy')} />
        <KeyFigure label={t('reports.coverage')} value={<Ratio value={total.coverage} />} note={t('reports.coverageWhy')} />
        <KeyFigure
          label={t('reports.outages')}
          value={number(total.outages, locale)}
          quiet={total.outages === 0}
          note={t('reports.minutes', { n: number(minutes(total.downUnplanned), locale) })}
        />
        <KeyFigure
          label={t('reports.mttr')}
          value={<Length seconds={total.mttr} />}
          note={total.mttr === null && total.outages > 0 ? t('reports.noneEnded') : t('reports.mttrWhy')}
        />
        <KeyFigure label={t('reports.mtbf')} value={<Length seconds={total.mtbf} />} note={t('reports.mtbfWhy')} />
      </div>
      <Unobserved of={total} />
      <div className={css.pair}>
        <Panel title={t('reports.column.time')}>
          <TimeSplit availability={total} />
        </Panel>
        <Panel title={t('reports.cause.title')}>
          <Causes total={total} />
        </Panel>
      </div>
    </>
  )
}

function Causes({ total }: { total: Availability }) {
  const { t, locale } = useWords()
  const causes = causesOf(total)
  if (causes.length === 0) return <p className="muted">{t('reports.cause.none')}</p>
  const most = causes[0]?.seconds ?? 1
  return (
    <ul className={css.causes}>
      {causes.map((row) => (
        <li key={row.cause}>
          <span className={css.causeName}>{t(`common.cause.${row.cause}`)}</span>
          <span className={css.causeTrack} aria-hidden>
            <span style={{ width: `${(row.seconds / most) * 100}%` }} />
          </span>
          <span className={css.legendNumber}>{t('reports.minutes', { n: number(minutes(row.seconds), locale) })}</span>
          <span className={css.legendShare}>{shareText(row.share, locale)}</span>
        </li>
      ))}
    </ul>
  )
}
