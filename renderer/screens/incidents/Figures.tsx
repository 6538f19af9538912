/** What an incident costs, in large: stations, hamlets, minutes, how long. */
import { number } from '../../../shared/format/number.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import type { Incident } from '../../../shared/model/incident.ts'
import { useWords } from '../../app/i18n.ts'
import { useSecond } from '../../app/now.ts'
import { KeyFigure } from '../../components/KeyFigure.tsx'
import { Lost } from './Lost.tsx'
import { lengthOf } from './order.ts'
import css from './Incidents.module.css'

export function Figures({ incident }: { incident: Incident }) {
  const { t, locale } = useWords()
  return (
    <section className={css.figures} aria-label={t('incidents.figures')}>
      <KeyFigure
        label={t('incidents.column.down')}
        tone="critical"
        quiet={incident.down === 0}
        value={number(incident.down, locale)}
        note={t('incidents.ofStations', { n: number(incident.stationIds.length, locale) })}
      />
      <KeyFigure label={t('incidents.atRisk')} tone="major" quiet={incident.atRisk === 0} value={number(incident.atRisk, locale)} />
      <KeyFigure
        label={t('incidents.column.hamlets')}
        quiet={incident.hamletIds.length === 0}
        value={number(incident.hamletIds.length, locale)}
        note={incident.households > 0 ? t('incidents.householdsN', { n: number(incident.households, locale) }) : undefined}
      />
      <KeyFigure
        label={t('incidents.column.lost')}
        quiet={incident.minutesLost < 1}
        value={<Lost incident={incident} />}
        note={t('incidents.lostNote')}
      />
      <KeyFigure
        label={t('incidents.column.length')}
        value={incident.endedAt === null ? <Running incident={incident} /> : duration(lengthOf(incident, 0), locale)}
        note={t('incidents.began', { at: moment(incident.beganAt, locale) })}
      />
      <KeyFigure
        label={t('incidents.alarms')}
        value={number(incident.alarms, locale)}
        note={incident.suppressed > 0 ? t('incidents.suppressedN', { n: number(incident.suppressed, locale) }) : undefined}
      />
    </section>
  )
}

function Running({ incident }: { incident: Incident }) {
  const { locale } = useWords()
  return <>{duration(lengthOf(incident, useSecond()), locale)}</>
}
