/** Mending what correlation got wrong: one incident goes into another, or some of its alarms become one of their own. */
import { useState } from 'react'
import type { Incident } from '../../../shared/model/incident.ts'
import { matches, wordsOf, fold } from '../../../shared/format/text.ts'
import { call } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { go } from '../../app/location.ts'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Field, Input, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import type { AlarmView } from '../alarms/view.ts'
import { CauseIcon } from './CauseIcon.tsx'
import { titleOfIncident, useIncidents } from './data.ts'
import { showIncidents } from './deeds.ts'
import { byNeed } from './order.ts'
import css from './Incidents.module.css'

const SHOWN = 8

export function MergeDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const { t } = useWords()
  const list = useIncidents()
  const [query, setQuery] = useState('')
  const [into, setInto] = useState<Incident | null>(null)
  const [comment, setComment] = useState('')
  const words = wordsOf(query)
  const others = (list.data ?? [])
    .filter((one) => one.id !== incident.id && one.mergedInto === null && matches(fold(`#${one.id} ${titleOfIncident(one, t)}`), words))
    .sort(byNeed)
    .slice(0, SHOWN)
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('incidents.mergeTitle')}
      verb={t('incidents.merge')}
      onConfirm={async () => {
        if (!into) return
        const merged = await call('incidents.merge', {
          id: incident.id,
          version: incident.version,
          into: into.id,
          intoVersion: into.version,
          comment,
        })
        showIncidents([merged])
        toast({ text: t('incidents.merged', { id: into.id }) })
        go(`/alarms/incidents/${into.id}`)
      }}
    >
      <p className="muted">{t('incidents.mergeExplain')}</p>
      <Field label={t('incidents.mergeFind')}>
        <Input value={query} onChange={(event) => setQuery(event.target.value)} />
      </Field>
      <ul className={css.picks} role="radiogroup" aria-label={t('incidents.mergeFind')}>
        {others.map((one) => (
          <li key={one.id}>
            <label>
              <input type="radio" name="into" checked={into?.id === one.id} onChange={() => setInto(one)} />
              <SeverityIcon severity={one.severity} />
              <CauseIcon cause={one.cause} />
              <span>
                #{one.id} {titleOfIncident(one, t)}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <Field label={t('incidents.why')}>
        <TextArea rows={2} value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}

export function SplitDialog({ incident, alarms, onClose }: { incident: Incident; alarms: readonly AlarmView[]; onClose: () => void }) {
  const { t } = useWords()
  const [comment, setComment] = useState('')
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('incidents.splitTitle', { n: alarms.length })}
      verb={t('incidents.split')}
      onConfirm={async () => {
        const made = await call('incidents.split', {
          id: incident.id,
          version: incident.version,
          alarmIds: alarms.map((one) => one.id),
          comment,
        })
        showIncidents([made])
        toast({
          text: t('incidents.splitDone', { id: made.id }),
          action: { label: t('common.open'), href: `/alarms/incidents/${made.id}` },
        })
      }}
    >
      <p className="muted">{t('incidents.splitExplain')}</p>
      <ul className={css.picks}>
        {alarms.slice(0, SHOWN).map((view) => (
          <li key={view.id}>
            {view.title} <span className="muted">{view.code}</span>
          </li>
        ))}
        {alarms.length > SHOWN ? <li className="muted">{t('alarms.ackMore', { n: alarms.length - SHOWN })}</li> : null}
      </ul>
      <Field label={t('incidents.why')}>
        <TextArea rows={2} value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}
