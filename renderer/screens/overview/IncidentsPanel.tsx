/** The few things to do, in order: open incidents, the worst first, each with what it costs and who is on it. */
import type { Incident } from '../../../shared/model/incident.ts'
import { number } from '../../../shared/format/number.ts'
import { useWords } from '../../app/i18n.ts'
import { Panel } from '../../components/Panel.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { CauseIcon } from '../incidents/CauseIcon.tsx'
import { titleOfIncident } from '../incidents/data.ts'
import css from './Overview.module.css'

const SHOWN = 10

export function IncidentsPanel({ incidents }: { incidents: readonly Incident[] }) {
  const { t, locale } = useWords()
  return (
    <Panel
      title={t('overview.incidents')}
      flush
      className={css.worst}
      actions={<a href="#/alarms/incidents">{t('overview.seeIncidents', { n: number(incidents.length, locale) })}</a>}
    >
      <ol className={css.worstList}>
        {incidents.slice(0, SHOWN).map((one) => {
          const costs = [
            ...(one.down > 0 ? [t('incidents.downN', { n: number(one.down, locale) })] : []),
            ...(one.atRisk > 0 ? [t('incidents.atRiskN', { n: number(one.atRisk, locale) })] : []),
            ...(one.hamletIds.length > 0 ? [t('incidents.hamletsN', { n: number(one.hamletIds.length, locale) })] : []),
          ]
          return (
            <li key={one.id}>
              <a href={`#/alarms/incidents/${one.id}`} className={css.worstRow}>
                <span className={css.worstHealth}>
                  <SeverityIcon severity={one.severity} size={14} word />
                </span>
                <span className={css.worstWhat}>
                  <span className={css.incidentTitle}>{titleOfIncident(one, t)}</span>
                  <span className={css.worstWhy}>
                    <CauseIcon cause={one.cause} word size={13} />
                    {costs.length > 0 ? <strong> · {costs.join(' · ')}</strong> : null}
                  </span>
                </span>
                <span className={css.worstWhere}>
                  <span>{one.owner ?? t('incidents.nobody')}</span>
                  <Age at={one.beganAt} className="muted" />
                </span>
              </a>
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
