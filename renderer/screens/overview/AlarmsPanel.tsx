/** Open alarms by severity, and how many nobody has taken yet. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { link } from '../../app/location.ts'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { cx } from '../../components/cx.ts'
import { SEVERITIES } from '../../../shared/model/alarm.ts'
import { number } from '../../../shared/format/number.ts'
import css from './Overview.module.css'

export function AlarmsPanel({ overview }: { overview: OutputOf<'stations.overview'> }) {
  const { t, locale } = useWords()
  const shown = SEVERITIES.filter((s) => s !== 'indeterminate' || overview.alarms[s] > 0)
  return (
    <Panel
      title={t('overview.alarms')}
      actions={
        <a href="#/alarms/list" className={cx(overview.unacknowledged === 0 && css.calm)}>
          {number(overview.unacknowledged, locale)} {t('overview.unacknowledged')}
        </a>
      }
    >
      <ul className={css.severities}>
        {shown.map((severity) => {
          const n = overview.alarms[severity]
          return (
            <li key={severity}>
              <a
                href={`#${link('/alarms/list', { view: 'all', state: 'unacknowledged,acknowledged', severity })}`}
                className={css.severity}
              >
                <span className={cx(css.count, n === 0 && css.zero)}>{number(n, locale)}</span>
                <span className={css.severityName}>
                  <ToneIcon tone={severity} size={11} className={n === 0 ? css.zero : undefined} />
                  {t(`common.severity.${severity}`)}
                </span>
              </a>
            </li>
          )
        })}
      </ul>
      {overview.suppressed > 0 ? <p className={css.small}>{t('overview.suppressed', { n: number(overview.suppressed, locale) })}</p> : null}
    </Panel>
  )
}
