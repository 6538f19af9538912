/** The device's form in a dialog. */
import { useWords } from '../../app/i18n.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { toast } from '../../components/Toast.tsx'
import type { Device } from '../../../shared/model/device.ts'
import { DeviceForm } from './DeviceForm.tsx'

export function DeviceDialog({ stationId, device, onClose }: { stationId: number; device?: Device; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Dialog open onClose={onClose} title={device ? t('station.device.editTitle', { name: device.name }) : t('station.device.addTitle')}>
      <DeviceForm
        stationId={stationId}
        device={device}
        onCancel={onClose}
        onDone={(done) => {
          toast({ text: t(device ? 'station.devices.saved' : 'station.devices.created', { name: done.name }) })
          onClose()
        }}
      />
    </Dialog>
  )
}
