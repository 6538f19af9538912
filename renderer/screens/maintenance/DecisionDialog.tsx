/** Approves, rejects or cancels a window, with a word to those who read it later. */
import { useState } from 'react'
import { call } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import type { MaintenanceWindow } from '../../../shared/model/window.ts'
import { refreshWindows } from './refresh.ts'
import { scheduleText } from './words.ts'

export type Decision = 'approve' | 'reject' | 'cancel'

export function DecisionDialog({ window, decision, onClose }: { window: MaintenanceWindow; decision: Decision; onClose: () => void }) {
  const { t, locale } = useWords()
  const [comment, setComment] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const decide = async () => {
    if (decision === 'reject' && comment.trim() === '') return setProblem(t('maintenance.sayWhy'))
    setBusy(true)
    try {
      await call(`windows.${decision}`, { id: window.id, version: window.version, comment })
      toast({ text: t(`maintenance.done.${decision}`, { title: window.title }) })
      onClose()
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
    } finally {
      setBusy(false)
      // Where somebody was faster, the present state is shown behind the sentence.
      void refreshWindows()
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t(`maintenance.ask.${decision}`, { title: window.title })}
      description={scheduleText(window.schedule, t, locale)}
      footer={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button kind={decision === 'approve' ? 'primary' : 'danger'} busy={busy} onClick={() => void decide()}>
            {t(`maintenance.${decision}`)}
          </Button>
        </>
      }
    >
      <Field label={t(decision === 'reject' ? 'maintenance.why' : 'maintenance.remark')} error={problem} required={decision === 'reject'}>
        <TextArea value={comment} maxLength={1000} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </Dialog>
  )
}
