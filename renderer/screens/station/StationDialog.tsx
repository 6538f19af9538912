/** The station's form in a dialog. */
import { useWords } from '../../app/i18n.ts'
import { Dialog } from '../../components/Dialog.tsx'
import type { Station } from '../../../shared/model/station.ts'
import { StationForm } from './StationForm.tsx'

export function StationDialog({
  station,
  onClose,
  onDone,
}: {
  station?: Station
  onClose: () => void
  onDone: (station: Station) => void
}) {
  const { t } = useWords()
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={station ? t('station.form.editTitle', { code: station.code }) : t('station.form.addTitle')}
    >
      <StationForm station={station} onDone={onDone} onCancel={onClose} />
    </Dialog>
  )
}
