/** Announces work at a station until a moment, with what is to be done. */
import { useState } from 'react'
import { call, keyOf, queryClient } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { dayOf, DAY, fromInput, HOUR, MINUTE, moment, startOfDay, toInput } from '../../../shared/format/time.ts'
import type { Station } from '../../../shared/model/station.ts'

const endOfDay = () => toInput(startOfDay(dayOf(Date.now())) + DAY - MINUTE)
const soon = (ms: number) => toInput(Math.ceil((Date.now() + ms) / MINUTE) * MINUTE)

export function MaintenanceDialog({ station, onClose }: { station: Station; onClose: () => void }) {
  const { t, locale } = useWords()
  const [until, setUntil] = useState(() => soon(2 * HOUR))
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const start = async () => {
    const at = fromInput(until)
    if (at === null || at <= Date.now()) return setProblem(t('common.field.future'))
    setBusy(true)
    try {
      await call('stations.maintenance', { id: station.id, version: station.version, until: at, reason })
      await queryClient.invalidateQueries({ queryKey: keyOf('stations.get', { id: station.id }) })
      toast({ text: t('station.work.done', { code: station.code, until: moment(at, locale) }) })
      onClose()
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
    } finally {
      setBusy(false)
    }
  }
  const preset = (name: string, value: () => string) => (
    <Button size="small" onClick={() => setUntil(value())}>
      {t(`station.work.${name}`)}
    </Button>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('station.work.title', { code: station.code })}
      description={t('station.work.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void start()}>
            {t('station.work.start')}
          </Button>
        </>
      }
    >
      <Field label={t('station.work.until')} error={problem} hint={t('common.zone')}>
        <Input type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <FieldRow>
        {preset('in1h', () => soon(HOUR))}
        {preset('in2h', () => soon(2 * HOUR))}
        {preset('in4h', () => soon(4 * HOUR))}
        {preset('endOfDay', endOfDay)}
      </FieldRow>
      <Field label={t('station.work.reason')}>
        <TextArea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Dialog>
  )
}
