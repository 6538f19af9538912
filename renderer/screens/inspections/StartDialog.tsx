/** Asks why a station is inspected, then opens the form of a new round, or of the draft that is open there. */
import { useState } from 'react'
import { Inspection } from '../../../shared/model/inspection.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { go } from '../../app/location.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Select } from '../../components/Form.tsx'

const REASONS = Inspection.shape.reason.options

export function StartDialog({ station, onClose }: { station: StationRow | undefined; onClose: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState<(typeof REASONS)[number]>('monthly')
  const start = useCommand('inspections.start', { refresh: ['inspections.due', 'inspections.list'] })
  if (!station) return null
  const open = () =>
    start.mutate(
      { stationId: station.id, reason },
      {
        onSuccess: (inspection) => {
          onClose()
          go(`/inspections/${inspection.id}`)
        },
      },
    )
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t('inspections.start.title')}
      description={`${station.code} ${station.name}`}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={start.isPending} onClick={open}>
            {t('inspections.start.open')}
          </Button>
        </>
      }
    >
      <FieldRow>
        <Field label={t('inspections.start.reason')} error={start.error ? sentence(t, failureOf(start.error)) : null}>
          <Select value={reason} onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? 'other')}>
            {REASONS.map((one) => (
              <option key={one} value={one}>
                {t(`inspections.reason.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
    </Dialog>
  )
}
