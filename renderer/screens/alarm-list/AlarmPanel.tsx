/** One alarm beside the list: what to do about it, its facts, what was done, and the ways on. */
import { useState, type ReactNode } from 'react'
import { MessageSquarePlus } from 'lucide-react'
import { duration, moment } from '../../../shared/format/time.ts'
import { number } from '../../../shared/format/number.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Field, TextArea } from '../../components/Form.tsx'
import { Menu } from '../../components/Menu.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { toast } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { CauseIcon } from '../incidents/CauseIcon.tsx'
import type { IncidentBook } from '../incidents/data.ts'
import { RunbookBox } from '../alarm-rules/RunbookBox.tsx'
import { useMay } from '../settings/may.ts'
import { adviceOf, causeOf, type AlarmView } from '../alarms/view.ts'
import { alarmValue, StateBadge } from './columns.tsx'
import { AlarmTrail } from './AlarmTrail.tsx'
import { DEED_ICONS, type OnDeed } from './DeedBar.tsx'
import { DEEDS, fit, type Deed } from './deeds.ts'
import { Toggles } from './Toggles.tsx'
import css from './Alarms.module.css'

export type AlarmPanelProps = {
  view: AlarmView
  incident: IncidentBook
  onClose: () => void
  onDeed: OnDeed
  maySuppress: boolean
}

export function AlarmPanel({ view, incident: incidents, onClose, onDeed, maySuppress }: AlarmPanelProps) {
  const { t, locale } = useWords()
  const { alarm } = view
  const may = useMay('technician')
  const detail = useRead('alarms.get', { id: alarm.id }, { keep: true })
  const advice = adviceOf(alarm.ruleId, t)
  const incident = alarm.incidentId === null ? undefined : incidents.get(alarm.incidentId)
  return (
    <SidePanel
      label={t('alarms.panel.label')}
      over={
        <span className={css.over}>
          <SeverityIcon severity={alarm.severity} word /> <StateBadge view={view} />
        </span>
      }
      title={view.title}
      onClose={onClose}
    >
      <div className={css.panel}>
        <p className={css.place}>
          <strong>{view.code}</strong> {view.station}
          {view.commune === '' ? null : <span className="muted"> · {view.commune}</span>}
        </p>
        <PanelDeeds view={view} may={may} maySuppress={maySuppress} onDeed={onDeed} />
        {alarm.incidentId === null ? null : (
          <a href={`#/alarms/incidents/${alarm.incidentId}`} className={css.ofIncident}>
            {incident ? <CauseIcon cause={incident.cause} /> : null}
            <span>
              <span className="muted">{t('alarms.incidentNumber', { id: alarm.incidentId })}</span>
              {incident ? <strong>{incidents.title(incident)}</strong> : null}
            </span>
          </a>
        )}
        {alarm.suppressedBy === null ? null : <p className={css.note}>{t(`alarms.panel.suppressedBy.${alarm.suppressedBy}`)}</p>}
        {alarm.shelvedUntil === null ? null : (
          <p className={css.note}>{t('alarms.panel.shelved', { who: alarm.shelvedBy ?? '', at: moment(alarm.shelvedUntil, locale) })}</p>
        )}
        {advice === null ? null : (
          <section>
            <h3>{t('alarms.panel.advice')}</h3>
            <p className={css.advice}>{advice}</p>
          </section>
        )}
        <RunbookBox ruleId={alarm.ruleId} />
        <section>
          <h3>{t('alarms.panel.facts')}</h3>
          <AlarmFacts view={view} />
        </section>
        <section>
          <h3>{t('alarms.panel.trail')}</h3>
          <Await of={detail} lines={3}>
            {(data) => <AlarmTrail entries={data.trail} alarm={data.alarm} />}
          </Await>
          {may ? <CommentBox id={alarm.id} /> : null}
        </section>
      </div>
    </SidePanel>
  )
}

type PanelDeedsProps = Pick<AlarmPanelProps, 'view' | 'onDeed' | 'maySuppress'> & { may: boolean }

/** The deed that is most likely wanted as a button, the ones beside it, and the rest in a menu. */
function PanelDeeds({ view, may, maySuppress, onDeed }: PanelDeedsProps) {
  const { t } = useWords()
  const goes = (deed: Deed) => (deed === 'suppress' || deed === 'unsuppress' ? maySuppress : may) && fit(deed, [view]).length > 0
  const lead: Deed = view.alarm.shelvedUntil !== null ? 'unshelve' : view.alarm.acknowledgedAt === null ? 'acknowledge' : 'unacknowledge'
  const beside: Deed[] = ['assign', 'shelve']
  return (
    <div className={css.panelActions}>
      {[lead, ...beside].map((deed) => (
        <Button
          key={deed}
          kind={deed === 'acknowledge' || deed === 'unshelve' ? 'primary' : 'secondary'}
          icon={DEED_ICONS[deed]}
          disabled={!goes(deed)}
          title={may ? undefined : t('alarms.forbidden')}
          onClick={() => onDeed(deed, [view], deed === 'assign')}
        >
          {t(deed === 'assign' ? 'alarms.toMe' : `alarms.deed.${deed}`)}
        </Button>
      ))}
      <Menu
        label={t('alarms.moreDeeds')}
        items={DEEDS.filter((deed) => deed !== lead && deed !== 'shelve' && deed !== 'comment' && goes(deed)).map((deed) => ({
          label: t(`alarms.deed.${deed}`),
          icon: DEED_ICONS[deed],
          danger: deed === 'close' || deed === 'suppress',
          onSelect: () => onDeed(deed, [view]),
        }))}
      />
      {view.alarm.stationId === 0 ? null : (
        <LinkButton href={`/stations/${view.alarm.stationId}`}>{t('alarms.panel.openStation')}</LinkButton>
      )}
    </div>
  )
}

function AlarmFacts({ view }: { view: AlarmView }) {
  const { t, locale } = useWords()
  const { alarm } = view
  const device = useRead('devices.get', { id: alarm.deviceId ?? 0 }, { enabled: alarm.deviceId !== null }).data?.device
  const value = alarmValue(view, t, locale)
  const at = (when: number) => (
    <>
      {moment(when, locale)} <span className="muted">· {<Age at={when} />}</span>
    </>
  )
  const facts: [string, ReactNode][] = [
    [
      t('alarms.panel.device'),
      alarm.deviceId === null ? (
        t('alarms.panel.wholeStation')
      ) : (
        <a key="device" href={`#/devices/${alarm.deviceId}`}>
          {device?.name ?? `#${alarm.deviceId}`}
        </a>
      ),
    ],
    ...(alarm.instance === '' ? [] : [[t('alarms.panel.instance'), alarm.instance] as [string, ReactNode]]),
    ...(value === '' ? [] : [[t('alarms.panel.value'), value] as [string, ReactNode]]),
    [t('alarms.panel.raised'), at(alarm.raisedAt)],
    [
      t('alarms.panel.cleared'),
      alarm.clearedAt === null ? (
        t('alarms.panel.notCleared')
      ) : (
        <>
          {at(alarm.clearedAt)} ({duration(alarm.clearedAt - alarm.raisedAt, locale)})
        </>
      ),
    ],
    ...(alarm.acknowledgedAt === null
      ? []
      : [
          [
            t('alarms.panel.acknowledged'),
            t('alarms.panel.acknowledgedBy', { who: alarm.acknowledgedBy ?? '', when: moment(alarm.acknowledgedAt, locale) }),
          ] as [string, ReactNode],
        ]),
    ...(alarm.assignedTo === null ? [] : [[t('alarms.panel.assigned'), alarm.assignedTo] as [string, ReactNode]]),
    ...(alarm.count > 1
      ? [
          [
            t('alarms.panel.count'),
            <span key="count" className={css.countLine}>
              {number(alarm.count, locale)} <Toggles alarm={alarm} width={160} height={18} />
            </span>,
          ] as [string, ReactNode],
        ]
      : []),
    [t('alarms.panel.cause'), causeOf(alarm.probableCause, t)],
    [t('alarms.panel.type'), t(`alarms.type.${alarm.type}`)],
  ]
  return (
    <Facts className={css.facts}>
      {facts.map(([name, fact]) => (
        <Fact key={name} name={name}>
          {fact}
        </Fact>
      ))}
    </Facts>
  )
}

function CommentBox({ id }: { id: number }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const comment = useCommand('alarms.comment', { refresh: ['alarms.get', 'alarms.active', 'alarms.history'] })
  const send = () => {
    if (text.trim() === '') return
    comment.mutate(
      { id, comment: text.trim() },
      {
        onSuccess: () => {
          setText('')
          toast({ text: t('alarms.commentSaved') })
        },
      },
    )
  }
  return (
    <form
      className={css.comment}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Field label={t('alarms.comment')} error={comment.error ? sentence(t, failureOf(comment.error)) : null}>
        <TextArea
          rows={2}
          value={text}
          maxLength={2000}
          placeholder={t('alarms.commentHint')}
          data-comment
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
            // Escape empties the box before it closes the panel.
            if (event.key === 'Escape' && text !== '') {
              setText('')
              event.preventDefault()
            }
          }}
        />
      </Field>
      <Button type="submit" icon={MessageSquarePlus} busy={comment.isPending} disabled={text.trim() === ''}>
        {t('alarms.addComment')}
      </Button>
    </form>
  )
}
