/** Overview: how the branch is, which stations need a person first and why, and what waits. */
import { useMemo } from 'react'
import { ErrorState, Loading } from '../../components/Blank.tsx'
import { NoStations } from '../../components/NoStations.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Sparkline } from '../../charts/Sparkline.tsx'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { number } from '../../../shared/format/number.ts'
import { MINUTE } from '../../../shared/format/time.ts'
import { AlarmsPanel } from './AlarmsPanel.tsx'
import { AvailabilityPanel } from './AvailabilityPanel.tsx'
import { HealthPanel } from './HealthPanel.tsx'
import { IncidentsPanel } from './IncidentsPanel.tsx'
import { InspectionsPanel } from './InspectionsPanel.tsx'
import { WorstPanel } from './WorstPanel.tsx'
import { useIncidents } from '../incidents/data.ts'
import { byNeed } from '../incidents/order.ts'
import css from './Overview.module.css'

export default function Overview() {
  const { t, locale } = useWords()
  const overview = useRead('stations.overview')
  const list = useIncidents().data
  const incidents = useMemo(() => (list ?? []).filter((one) => one.state !== 'ended' && one.mergedInto === null).sort(byNeed), [list])
  const data = overview.data
  if (!data) {
    return (
      <Page title={t('overview.title')}>
        {overview.error ? <ErrorState error={overview.error} onRetry={() => void overview.refetch()} /> : <Loading lines={10} />}
      </Page>
    )
  }
  if (data.stations === 0 && data.health.notInService === 0) {
    return (
      <Page title={t('overview.title')}>
        <NoStations />
      </Page>
    )
  }
  const known = data.troubled.filter((n) => n !== null)
  const most = known.length > 0 ? Math.max(...known) : 0
  const now = data.troubled.findLast((n) => n !== null) ?? 0
  return (
    <Page title={t('overview.title')}>
      <HealthPanel overview={data} />
      <div className={css.columns}>
        {incidents.length > 0 ? <IncidentsPanel incidents={incidents} /> : <WorstPanel overview={data} />}
        <div className={css.stack}>
          <AlarmsPanel overview={data} />
          <AvailabilityPanel today={data.today} />
          <Panel title={t('overview.troubled')} level={2}>
            <p className={css.ends}>
              {t('overview.troubledMost')} <strong>{number(most, locale)}</strong> · {t('overview.troubledNow')}{' '}
              <strong>{number(now, locale)}</strong>
            </p>
            <Sparkline
              values={data.troubled}
              end={overview.dataUpdatedAt}
              step={15 * MINUTE}
              locale={locale}
              label={t('overview.troubledAria', { most: number(most, locale), now: number(now, locale) })}
            />
          </Panel>
          <InspectionsPanel overview={data} />
        </div>
      </div>
    </Page>
  )
}
