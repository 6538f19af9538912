/** One incident: what happened and what to do, what it costs, the root and what it took along, its story, who is on it. */
import { useState } from 'react'
import { Combine, Hand, Printer, Undo2, UserCheck, UserX } from 'lucide-react'
import { useRead, call, type OutputOf } from '../../app/client.ts'
import { failureOf } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { screen } from '../../app/screens.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Menu } from '../../components/Menu.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { useBook } from '../alarms/data.ts'
import type { AlarmView, StationBook } from '../alarms/view.ts'
import { useMay } from '../settings/may.ts'
import { PathTrail } from '../station/PathTrail.tsx'
import { CauseIcon } from './CauseIcon.tsx'
import { CommentBox } from './CommentBox.tsx'
import { Consequences } from './Consequences.tsx'
import { rootName, rootStation, titleOfIncident, useIncidentBook } from './data.ts'
import { quietly, showIncidents, useIncidentDeeds } from './deeds.ts'
import { MergeDialog, SplitDialog } from './Dialogs.tsx'
import { Figures } from './Figures.tsx'
import { Hamlets } from './Hamlets.tsx'
import { IncidentAlarms } from './IncidentAlarms.tsx'
import { StateMark } from './StateMark.tsx'
import { Story } from './Story.tsx'
import { Summary } from './Summary.tsx'
import css from './Incidents.module.css'

const HAS_NOTIFICATIONS = screen('notifications') !== null

export function IncidentPage({ id }: { id: number }) {
  const { t } = useWords()
  const params = useParams()
  const detail = useRead('incidents.get', { id }, { keep: true })
  const incidents = useIncidentBook()
  const book = useBook()
  if (detail.error && failureOf(detail.error).code === 'NOT_FOUND')
    return (
      <Page title={t('incidents.notFound')} filters={<AlarmTabs at="incidents" />}>
        <EmptyState action={<LinkButton href="/alarms/incidents">{t('incidents.title')}</LinkButton>}>
          {t('incidents.notFoundHint')}
        </EmptyState>
      </Page>
    )
  if (!detail.data)
    return (
      <Page title={t('alarms.incidentNumber', { id })} filters={<AlarmTabs at="incidents" />}>
        {detail.error ? <ErrorState error={detail.error} onRetry={() => void detail.refetch()} /> : <Loading lines={12} />}
      </Page>
    )
  // The live list is ahead of the page's own answer, or the other way round: the newer of the two.
  const live = incidents.get(id)
  const data = live && live.version >= detail.data.incident.version ? { ...detail.data, incident: live } : detail.data
  return params.get('summary') === '1' ? <Summary detail={data} book={book} /> : <Known detail={data} book={book} />
}

function Known({ detail, book }: { detail: OutputOf<'incidents.get'>; book: StationBook }) {
  const { t } = useWords()
  const params = useParams()
  const { incident } = detail
  const may = useMay('technician')
  const mayEngineer = useMay('engineer')
  const me = useRead('session.me').data?.name ?? ''
  const deeds = useIncidentDeeds()
  const root = rootStation(incident.root)
  const station = useRead('stations.get', { id: root ?? 0 }, { enabled: root !== null, keep: true })
  const [merging, setMerging] = useState(false)
  const [splitting, setSplitting] = useState<readonly AlarmView[]>([])
  const title = titleOfIncident(incident, t)
  const goesOn = incident.state !== 'ended' && incident.mergedInto === null
  return (
    <Page
      title={title}
      head={
        <header className={css.pageHead}>
          <div className={css.over}>
            <span>{t('alarms.incidentNumber', { id: incident.id })}</span>
            <SeverityIcon severity={incident.severity} word />
            <CauseIcon cause={incident.cause} word />
            <StateMark incident={incident} />
            {incident.byHand ? <span className="muted">{t('incidents.byHand')}</span> : null}
          </div>
          <h1>{title}</h1>
          <div className={css.pageActions}>
            {goesOn && incident.acknowledgedAt === null ? (
              <Button kind="primary" icon={UserCheck} disabled={!may} onClick={() => quietly(deeds.acknowledge([incident]))}>
                {t('alarms.acknowledge')}
              </Button>
            ) : null}
            {incident.owner === me && me !== '' ? (
              <Button icon={UserX} disabled={!may} onClick={() => quietly(deeds.take([incident], null))}>
                {t('incidents.leave')}
              </Button>
            ) : (
              <Button icon={Hand} disabled={!may || incident.mergedInto !== null} onClick={() => quietly(deeds.take([incident], me))}>
                {t('incidents.take')}
              </Button>
            )}
            <Button icon={Printer} onClick={() => params.set({ summary: 1 }, { push: true })}>
              {t('incidents.summary')}
            </Button>
            {mayEngineer && incident.mergedInto === null ? (
              <Menu
                label={t('common.more')}
                items={[{ label: t('incidents.mergeInto'), icon: Combine, onSelect: () => setMerging(true) }]}
              />
            ) : null}
          </div>
        </header>
      }
      filters={<AlarmTabs at="incidents" />}
    >
      {incident.mergedInto === null ? null : (
        <p className={css.note}>
          {t('incidents.mergedInto')}{' '}
          <a href={`#/alarms/incidents/${incident.mergedInto}`}>{t('alarms.incidentNumber', { id: incident.mergedInto })}</a>
        </p>
      )}
      <Figures incident={incident} />
      <div className={css.columns}>
        <div className={css.stack}>
          <Panel title={t('incidents.rootAndAfter')} note={rootName(incident.root, book, t)}>
            {station.data ? <PathTrail station={station.data.row} path={station.data.path} /> : null}
            <Consequences detail={detail} book={book} />
          </Panel>
          <Panel title={t('incidents.hamlets')}>
            <Hamlets hamlets={detail.hamlets} book={book} />
          </Panel>
        </div>
        <div className={css.stack}>
          <Panel title={t('incidents.whoIsOnIt')}>
            <p>
              {incident.owner === null ? <span className="muted">{t('incidents.ownerNobody')}</span> : <strong>{incident.owner}</strong>}
              {incident.acknowledgedBy === null ? null : (
                <span className="muted"> · {t('incidents.acknowledgedBy', { who: incident.acknowledgedBy })}</span>
              )}
            </p>
            {may ? <CommentBox id={incident.id} /> : null}
            {HAS_NOTIFICATIONS ? <a href={`#/alarms/notifications?incident=${incident.id}`}>{t('incidents.notifications')}</a> : null}
          </Panel>
          <Panel title={t('incidents.timeline')}>
            <Story detail={detail} book={book} />
          </Panel>
          {detail.merged.length > 0 ? (
            <Panel title={t('incidents.mergedHere')}>
              <ul className={css.picks}>
                {detail.merged.map((one) => (
                  <li key={one.id} className={css.mergedOne}>
                    <span>
                      #{one.id} {titleOfIncident(one, t)}
                    </span>
                    <Button
                      size="small"
                      icon={Undo2}
                      disabled={!mayEngineer}
                      onClick={() =>
                        quietly(call('incidents.unmerge', { id: one.id, version: one.version }).then((given) => showIncidents([given])))
                      }
                    >
                      {t('incidents.unmerge')}
                    </Button>
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
        </div>
      </div>
      <Panel title={t('incidents.alarms')} flush>
        <IncidentAlarms detail={detail} book={book} may={may} mayEngineer={mayEngineer} me={me} onSplit={setSplitting} />
      </Panel>
      {merging ? <MergeDialog incident={incident} onClose={() => setMerging(false)} /> : null}
      {splitting.length > 0 ? <SplitDialog incident={incident} alarms={splitting} onClose={() => setSplitting([])} /> : null}
    </Page>
  )
}
