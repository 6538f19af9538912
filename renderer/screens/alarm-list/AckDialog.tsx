/** Asks for a comment before one or many alarms are acknowledged; Ctrl-Enter does it. */
import { useState } from 'react'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, TextArea } from '../../components/Form.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import type { AlarmView } from '../alarms/view.ts'
import css from './Alarms.module.css'

const SHOWN = 6

export type AckDialogProps = {
  /** The alarms to acknowledge; none closes the dialog. */
  views: readonly AlarmView[]
  onClose: () => void
  onConfirm: (comment: string) => Promise<void>
}

export function AckDialog({ views, onClose, onConfirm }: AckDialogProps) {
  return views.length === 0 ? null : <Open views={views} onClose={onClose} onConfirm={onConfirm} />
}

function Open({ views, onClose, onConfirm }: AckDialogProps) {
  const { t } = useWords()
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm(comment.trim())
      onClose()
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={views.length === 1 ? t('alarms.ackTitle') : t('alarms.ackTitleMany', { n: views.length })}
      description={t('alarms.ackExplain')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void confirm()}>
            {views.length === 1 ? t('alarms.acknowledge') : t('alarms.acknowledgeN', { n: views.length })}
          </Button>
        </>
      }
    >
      <ul className={css.targets}>
        {views.slice(0, SHOWN).map((view) => (
          <li key={view.id}>
            <SeverityIcon severity={view.alarm.severity} />
            <span>{view.title}</span>
            <span className="muted">
              {view.code} {view.station}
            </span>
          </li>
        ))}
        {views.length > SHOWN ? <li className="muted">{t('alarms.ackMore', { n: views.length - SHOWN })}</li> : null}
      </ul>
      <FieldRow>
        <Field label={t('alarms.commentOptional')} error={problem}>
          <TextArea
            value={comment}
            maxLength={2000}
            placeholder={t('alarms.commentHint')}
            onChange={(event) => setComment(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm()
            }}
          />
        </Field>
      </FieldRow>
    </Dialog>
  )
}
