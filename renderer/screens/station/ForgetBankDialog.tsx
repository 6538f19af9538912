/** Asks before what was learned of a bank is forgotten, with the reason for the audit trail. */
import { useState } from 'react'
import { call, keyOf, queryClient } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'

export function ForgetBankDialog({ stationId, onClose }: { stationId: number; onClose: () => void }) {
  const { t } = useWords()
  const [comment, setComment] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const forget = async () => {
    setBusy(true)
    try {
      await call('power.forgetBank', { id: stationId, comment })
      await queryClient.invalidateQueries({ queryKey: keyOf('power.station', { id: stationId }) })
      toast({ text: t('power.bank.forgotten') })
      onClose()
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('power.bank.forgetTitle')}
      description={t('power.bank.forgetText')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={() => void forget()}>
            {t('power.bank.forget')}
          </Button>
        </>
      }
    >
      <Field label={t('power.bank.forgetWhy')} error={problem}>
        <TextArea value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </Dialog>
  )
}
