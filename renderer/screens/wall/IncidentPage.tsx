/** The worst incidents, in the order in which they want a person. */
import { CircleCheckBig } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { single } from '../../../shared/format/time.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { SeverityIcon } from '../../components/State.tsx'
import { cx } from '../../components/cx.ts'
import { useBook } from '../alarms/data.ts'
import { CauseIcon } from '../incidents/CauseIcon.tsx'
import { fewNames, titleOfIncident, useIncidents } from '../incidents/data.ts'
import { byNeed, lengthOf } from '../incidents/order.ts'
import css from './Wall.module.css'

const SHOWN = 7

export function IncidentPage() {
  const { t, locale } = useWords()
  const book = useBook()
  const now = useTenSeconds()
  const open = (useIncidents().data ?? []).filter((one) => one.state !== 'ended' && one.mergedInto === null).sort(byNeed)
  if (open.length === 0)
    return (
      <p className={css.calm}>
        <CircleCheckBig size={64} strokeWidth={1.5} aria-hidden />
        {t('incidents.empty.open')}
      </p>
    )
  return (
    <ol className={css.list}>
      {open.slice(0, SHOWN).map((one) => (
        <li key={one.id} className={cx(one.severity === 'critical' && one.acknowledgedAt === null && one.state === 'open' && css.hot)}>
          <SeverityIcon severity={one.severity} size={30} />
          <CauseIcon cause={one.cause} size={34} />
          <span className={css.what}>
            <strong>{titleOfIncident(one, t)}</strong>
            <span className={css.where}>
              {[fewNames(one.communeIds.map(book.commune), 4, t), one.owner ?? t('incidents.nobody')].filter(Boolean).join(' · ')}
            </span>
          </span>
          <span className={css.cost}>
            {one.down > 0 ? <strong>{t('incidents.downN', { n: number(one.down, locale) })}</strong> : null}
            {one.atRisk > 0 ? <span>{t('incidents.atRiskN', { n: number(one.atRisk, locale) })}</span> : null}
            {one.households > 0 ? <span>{t('incidents.householdsN', { n: number(one.households, locale) })}</span> : null}
          </span>
          <span className={css.age}>{single(lengthOf(one, now), locale)}</span>
        </li>
      ))}
      {open.length > SHOWN ? <li className={css.more}>{t('wall.more', { n: number(open.length - SHOWN, locale) })}</li> : null}
    </ol>
  )
}
