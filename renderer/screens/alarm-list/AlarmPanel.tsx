/** One alarm beside the list: what to do about it, its facts, what was done, and the ways on. */
import { useState, type ReactNode } from 'react'
import { CheckCheck, MessageSquarePlus, Undo2, UserCheck } from 'lucide-react'
import { trapProblem } from '../../../shared/model/alarm.ts'
import { duration, moment } from '../../../shared/format/time.ts'
import { number } from '../../../shared/format/number.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { ConfirmDialog, SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Field, TextArea } from '../../components/Form.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { useMay } from '../settings/may.ts'
import type { Acknowledge } from './acknowledge.ts'
import { alarmValue, StateBadge } from './columns.tsx'
import { AlarmTrail } from './AlarmTrail.tsx'
import { adviceOf, causeOf, type AlarmView } from '../alarms/view.ts'
import css from './Alarms.module.css'

export type AlarmPanelProps = {
  view: AlarmView
  onClose: () => void
  onAcknowledge: (view: AlarmView) => void
  withdraw: Acknowledge['withdraw']
}

export function AlarmPanel({ view, onClose, onAcknowledge, withdraw }: AlarmPanelProps) {
  const { t } = useWords()
  const { alarm } = view
  const may = useMay('technician')
  const detail = useRead('alarms.get', { id: alarm.id }, { keep: true })
  const advice = adviceOf(alarm.ruleId, t)
  const [ending, setEnding] = useState(false)
  const end = useCommand('alarms.close', { refresh: ['alarms.get', 'alarms.active', 'alarms.history'] })
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
        <div className={css.panelActions}>
          {alarm.acknowledgedAt === null ? (
            <Button
              kind="primary"
              icon={UserCheck}
              disabled={!may}
              title={may ? undefined : t('alarms.forbidden')}
              onClick={() => onAcknowledge(view)}
            >
              {t('alarms.acknowledge')}
            </Button>
          ) : (
            <Button icon={Undo2} disabled={!may} onClick={() => void withdraw([alarm]).catch(toastFailure)}>
              {t('alarms.unacknowledge')}
            </Button>
          )}
          {trapProblem(alarm.ruleId) !== null && alarm.clearedAt === null && may ? (
            <Button icon={CheckCheck} onClick={() => setEnding(true)}>
              {t('alarms.end')}
            </Button>
          ) : null}
          {alarm.stationId === 0 ? null : <LinkButton href={`/stations/${alarm.stationId}`}>{t('alarms.panel.openStation')}</LinkButton>}
        </div>
        {alarm.suppressed ? <p className={css.note}>{t('alarms.panel.suppressed')}</p> : null}
        {advice === null ? null : (
          <section>
            <h3>{t('alarms.panel.advice')}</h3>
            <p className={css.advice}>{advice}</p>
          </section>
        )}
        <ConfirmDialog
          open={ending}
          onClose={() => setEnding(false)}
          title={t('alarms.endTitle', { title: view.title })}
          verb={t('alarms.end')}
          onConfirm={async () => {
            await end.mutateAsync({ targets: [{ id: alarm.id, version: alarm.version }] })
            toast({ text: t('alarms.ended', { title: view.title }) })
          }}
        >
          <p>{t('alarms.endExplain')}</p>
        </ConfirmDialog>
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
    ...(alarm.count > 1 ? [[t('alarms.panel.count'), number(alarm.count, locale)] as [string, ReactNode]] : []),
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
