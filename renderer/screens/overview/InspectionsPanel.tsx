/** What waits for the field: overdue inspections and open findings. */
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Panel } from '../../components/Panel.tsx'
import { number } from '../../../shared/format/number.ts'
import { cx } from '../../components/cx.ts'
import css from './Overview.module.css'

export function InspectionsPanel({ overview }: { overview: OutputOf<'stations.overview'> }) {
  const { t, locale } = useWords()
  const figure = (n: number, text: string, href: string) => (
    <li>
      <a href={`#${href}`} className={css.severity}>
        <span className={cx(css.count, n === 0 && css.zero)}>{number(n, locale)}</span>
        <span className={css.severityName}>{text}</span>
      </a>
    </li>
  )
  return (
    <Panel title={t('overview.inspections')}>
      <ul className={css.severities}>
        {figure(overview.overdueInspections, t('overview.overdue'), '/inspections?overdue=1')}
        {figure(overview.openFindings, t('overview.findings'), '/inspections?tab=findings')}
      </ul>
    </Panel>
  )
}
