/** Sends a genset or batteries to a station; says beforehand where it would come too late. */
import { useState } from 'react'
import { slack, type Resource } from '../../../shared/model/storm.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { typed } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, Input, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import type { StormRow } from './rows.ts'
import { minutesOf } from './words.ts'
import css from './Storm.module.css'

export function AssignDialog({ resource, station, onClose }: { resource: Resource; station: StormRow; onClose: () => void }) {
  const { t } = useWords()
  const now = useTenSeconds()
  const [travel, setTravel] = useState(station.accessMinutes === null ? '' : String(station.accessMinutes))
  const [note, setNote] = useState('')
  const assign = useCommand('storm.assign', { refresh: ['storm.board', 'storm.resources', 'storm.station'] })
  const minutes = typed(travel)
  const travelMinutes = typeof minutes === 'number' ? Math.round(minutes) : null
  const spare = slack(station.darkAt, travelMinutes, now)
  const where = `${station.code} ${station.name}`
  const failure = assign.error ? failureOf(assign.error) : null
  const send = () =>
    assign.mutate(
      { resourceId: resource.id, version: resource.version, stationId: station.id, travelMinutes, note: note.trim() },
      {
        onSuccess: ({ warnings }) => {
          const said = warnings.map((phrase) => phraseText(t, phrase)).join(' ')
          toast({ text: [t('storm.assign.done', { name: resource.name, station: where }), said].join(' ').trim() })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t('storm.assign.title', { name: resource.name, station: station.code })}
      description={where}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={assign.isPending} onClick={send}>
            {t('storm.assign.verb')}
          </Button>
        </>
      }
    >
      <Field label={t('storm.assign.travel')} hint={t('storm.assign.travelHint')}>
        <Input
          inputMode="numeric"
          suffix={t('storm.mode.minutesUnit')}
          value={travel}
          onChange={(event) => setTravel(event.target.value)}
        />
      </Field>
      {spare !== null && spare < 0 ? <p className={css.warn}>{t('storm.assign.late', { minutes: minutesOf(spare * 60_000) })}</p> : null}
      <Field label={t('storm.assign.note')}>
        <TextArea
          value={note}
          maxLength={1000}
          placeholder={t('storm.assign.noteHint')}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {failure ? (
        <p role="alert" className={css.problem}>
          {failure.issues[0] ? phraseText(t, failure.issues[0].phrase) : sentence(t, failure)}
        </p>
      ) : null}
    </Dialog>
  )
}
