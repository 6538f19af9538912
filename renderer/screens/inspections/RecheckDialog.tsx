/** The re-check of a finding: passed closes it, otherwise it stays open with what was seen. */
import { useState } from 'react'
import type { Finding } from '../../../shared/model/inspection.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Segmented, TextArea } from '../../components/Form.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { toast } from '../../components/Toast.tsx'
import css from './Lists.module.css'

export function RecheckDialog({
  finding,
  item,
  station,
  onClose,
}: {
  finding: Finding
  item: string
  station: string
  onClose: () => void
}) {
  const { t } = useWords()
  const [passed, setPassed] = useState<'yes' | 'no'>('yes')
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const recheck = useCommand('inspections.recheck', { refresh: ['inspections.findings', 'inspections.due', 'stations.overview'] })
  const missing = note.trim() === ''
  const problem = asked && missing ? t('inspections.recheck.noteRequired') : recheck.error ? sentence(t, failureOf(recheck.error)) : null
  const save = () => {
    setAsked(true)
    if (missing) return
    recheck.mutate(
      { id: finding.id, version: finding.version, passed: passed === 'yes', note: note.trim() },
      {
        onSuccess: (next) => {
          toast({ text: t(next.state === 'closed' ? 'inspections.recheck.closedToast' : 'inspections.recheck.keptToast', { item }) })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inspections.recheck.title')}
      description={t('inspections.recheck.explain')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={recheck.isPending} onClick={save}>
            {t('inspections.recheck.save')}
          </Button>
        </>
      }
    >
      <p>
        <SeverityIcon severity={finding.severity} /> <span className={css.strong}>{item}</span> <span className="muted">· {station}</span>
      </p>
      {finding.note === '' ? null : <p className={css.quote}>{finding.note}</p>}
      {finding.recheckNote === null ? null : <p className={css.quote}>{finding.recheckNote}</p>}
      <div className={css.choice}>
        <Segmented
          label={t('inspections.recheck.result')}
          value={passed}
          options={[
            { value: 'yes', label: t('inspections.recheck.passed') },
            { value: 'no', label: t('inspections.recheck.failed') },
          ]}
          onChange={setPassed}
        />
      </div>
      <FieldRow>
        <Field label={t('inspections.recheck.note')} error={problem} required>
          <TextArea
            value={note}
            maxLength={2000}
            placeholder={t('inspections.recheck.noteHint')}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </FieldRow>
    </Dialog>
  )
}
