/** A station: how it is and why, its power, its history, readings, alarms, devices, links and record on one page. */
import { useParams as useRoute } from 'wouter'
import { useRead } from '../../app/client.ts'
import { failureOf, phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { LinkButton } from '../../components/Button.tsx'
import { Page } from '../../components/Page.tsx'
import { HealthIcon } from '../../components/State.tsx'
import { SubjectHead } from '../../components/SubjectHead.tsx'
import { Age } from '../../components/Value.tsx'
import { moment } from '../../../shared/format/time.ts'
import { allows } from '../../../shared/model/access.ts'
import { AvailabilityPanel } from '../overview/AvailabilityPanel.tsx'
import { Actions } from './Actions.tsx'
import { AlarmsPanel } from './AlarmsPanel.tsx'
import { DevicesPanel } from './DevicesPanel.tsx'
import { HistoryPanel } from './HistoryPanel.tsx'
import { InspectionPanel } from './InspectionPanel.tsx'
import { PathTrail } from './PathTrail.tsx'
import { PowerPanel } from './PowerPanel.tsx'
import { PowerStrip } from './PowerStrip.tsx'
import { ReadingsPanel } from './ReadingsPanel.tsx'
import { RecordPanel } from './RecordPanel.tsx'
import { TopologyPanel } from './TopologyPanel.tsx'
import css from './Station.module.css'

export default function Station() {
  const { t, locale } = useWords()
  const { id: text } = useRoute()
  const id = Number(text)
  const valid = Number.isInteger(id) && id > 0
  const detail = useRead('stations.get', { id }, { enabled: valid })
  const readings = useRead('stations.readings', { id }, { enabled: valid })
  const power = useRead('power.station', { id }, { enabled: valid, refetchInterval: 30_000 })
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  const me = useRead('session.me', undefined, { staleTime: Infinity })
  const back = <LinkButton href="/stations">{t('station.toList')}</LinkButton>
  if (!valid || (detail.error && failureOf(detail.error).code === 'NOT_FOUND')) {
    return (
      <Page title={t('common.nav.stations')}>
        <EmptyState action={back}>{t('station.notFound')}</EmptyState>
      </Page>
    )
  }
  if (!detail.data) {
    return (
      <Page title={t('common.nav.stations')} head={<span />}>
        {detail.error ? <ErrorState error={detail.error} onRetry={() => void detail.refetch()} /> : <Loading lines={10} />}
      </Page>
    )
  }
  const { station, path, devices } = detail.data
  const names = devices.map((one) => one.device)
  // The list's row follows live changes at once; the detail follows a moment later.
  const row = list.data?.rows.find((one) => one.id === id) ?? detail.data.row
  const commune = list.data?.communes.find((c) => c.id === station.communeId)?.name ?? ''
  const role = me.data?.role ?? 'viewer'
  return (
    <Page
      key={id}
      title={`${station.code} ${station.name}`}
      head={
        <SubjectHead
          back={{ href: '#/stations', label: t('common.nav.stations') }}
          over={
            <>
              <span>{commune}</span>
              <span>{station.technologies.join(' ')}</span>
              <PathTrail station={{ code: station.code, health: row.health }} path={path} />
            </>
          }
          name={
            <>
              <span className={css.code}>{station.code}</span> {station.name}
            </>
          }
          actions={<Actions station={station} role={role} />}
          actionsClass={css.actions}
          state={
            <p className={css.health} data-health={row.health}>
              <HealthIcon health={row.health} size={16} word />
              <span>{phraseText(t, row.reason, 'common.cannotTell')}</span>
              {row.since === null ? null : <Age at={row.since} className="muted" />}
              {station.mergedInto === null ? null : (
                <span className="muted">
                  {t('station.merge.merged')}{' '}
                  <a href={`#/stations/${station.mergedInto}`}>
                    {list.data?.rows.find((one) => one.id === station.mergedInto)?.code ?? station.mergedInto}
                  </a>
                </span>
              )}
              {station.maintenance ? (
                <span className="muted">
                  {t('station.work.done', { code: station.code, until: moment(station.maintenance.until, locale) })}
                </span>
              ) : null}
            </p>
          }
        />
      }
    >
      <PowerStrip readings={readings.data} power={power.data} station={station} />
      <div className={css.columns}>
        <div className={css.stack}>
          <PowerPanel stationId={id} mayEdit={allows(role, 'engineer')} />
          <HistoryPanel stationId={id} code={station.code} name={station.name} devices={names} />
          <ReadingsPanel stationId={id} devices={names} />
        </div>
        <div className={css.stack}>
          <AlarmsPanel stationId={id} />
          <DevicesPanel stationId={id} devices={devices} mayEdit={allows(role, 'engineer')} />
          <AvailabilityPanel today={detail.data.availabilityToday} />
          <TopologyPanel detail={detail.data} />
          <InspectionPanel stationId={id} lastAt={detail.data.lastInspectionAt} openFindings={detail.data.openFindings} />
          <RecordPanel station={station} />
        </div>
      </div>
    </Page>
  )
}
