/** Today's availability: adjusted, raw and coverage together, and the minutes lost by cause. */
import { useWords } from '../../app/i18n.ts'
import { Panel } from '../../components/Panel.tsx'
import { Unobserved } from '../../components/Unobserved.tsx'
import { number, percent } from '../../../shared/format/number.ts'
import { OutageCause, type Availability } from '../../../shared/model/interval.ts'
import css from './Overview.module.css'

export function AvailabilityPanel({ today }: { today: Availability }) {
  const { t, locale } = useWords()
  const causes = OutageCause.options
    .map((cause) => ({ cause, minutes: Math.round((today.byCause[cause] ?? 0) / 60) }))
    .filter((c) => c.minutes > 0)
  const most = Math.max(1, ...causes.map((c) => c.minutes))
  const figure = (name: 'adjusted' | 'raw' | 'coverage', value: number | null) => (
    <div className={css.ratio} title={t(`overview.${name}Hint`)}>
      <dt>{t(`overview.${name}`)}</dt>
      <dd>{value === null ? <span className="muted">{t('common.noData')}</span> : percent(value, locale)}</dd>
    </div>
  )
  return (
    <Panel
      title={t('overview.availability')}
      note={today.outages > 0 ? t('overview.outages', { n: number(today.outages, locale) }) : undefined}
    >
      <dl className={css.ratios}>
        {figure('adjusted', today.adjusted)}
        {figure('raw', today.raw)}
        {figure('coverage', today.coverage)}
      </dl>
      <Unobserved of={today} />
      {causes.length === 0 ? null : (
        <>
          <h3 className={css.sub}>{t('overview.lost')}</h3>
          <ul className={css.causes}>
            {causes
              .sort((a, b) => b.minutes - a.minutes)
              .map(({ cause, minutes }) => (
                <li key={cause}>
                  <span>{t(`common.cause.${cause}`)}</span>
                  <span className={css.causeBar} aria-hidden>
                    <span style={{ width: `${(minutes / most) * 100}%` }} />
                  </span>
                  <span className={css.causeMinutes}>{t('common.minutes', { n: number(minutes, locale) })}</span>
                </li>
              ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
