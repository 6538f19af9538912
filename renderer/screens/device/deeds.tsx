/** What can be done with a device from a list, a panel or its page: look at it now, edit, take out and bring back; with the dialogs for it. */
import { useState, type ReactNode } from 'react'
import type { Device } from '../../../shared/model/device.ts'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { useMay } from '../settings/may.ts'
import { DeviceDialog } from '../station/DeviceDialog.tsx'
import { TryDialog } from './TryDialog.tsx'

export type DeviceDeeds = {
  /** False: the buttons are not offered. */
  may: boolean
  test: (device: Device) => void
  edit: (device: Device) => void
  retire: (device: Device) => void
  restore: (device: Pick<Device, 'id' | 'name' | 'version'>) => void
  /** The dialogs; to be put somewhere on the screen. */
  dialogs: ReactNode
}

const REFRESH = ['devices.list', 'devices.get', 'stations.get', 'stations.list'] as const

export function useDeviceDeeds(): DeviceDeeds {
  const { t } = useWords()
  const may = useMay('engineer')
  const [open, setOpen] = useState<{ what: 'test' | 'edit' | 'retire'; device: Device } | null>(null)
  const retire = useCommand('devices.retire', { refresh: REFRESH })
  const restore = useCommand('devices.restore', { refresh: REFRESH })
  const close = () => setOpen(null)
  const bringBack = async ({ id, version, name }: Pick<Device, 'id' | 'name' | 'version'>) => {
    await restore.mutateAsync({ id, version })
    toast({ text: t('station.devices.restored', { name }) })
  }
  const takeOut = async ({ id, version, name }: Device) => {
    const gone = await retire.mutateAsync({ id, version })
    toast({ text: t('station.devices.retired', { name }), undo: () => bringBack(gone) })
  }
  const device = open?.device
  return {
    may,
    test: (device) => setOpen({ what: 'test', device }),
    edit: (device) => setOpen({ what: 'edit', device }),
    retire: (device) => setOpen({ what: 'retire', device }),
    restore: (device) => void bringBack(device).catch(toastFailure),
    dialogs: (
      <>
        {device && open.what === 'test' ? <TryDialog device={device} onClose={close} /> : null}
        {device && open.what === 'edit' ? <DeviceDialog stationId={device.stationId} device={device} onClose={close} /> : null}
        <ConfirmDialog
          open={open?.what === 'retire'}
          onClose={close}
          title={t('devices.retireTitle', { name: device?.name })}
          verb={t('station.devices.retire')}
          kind="danger"
          onConfirm={async () => {
            if (device) await takeOut(device)
          }}
        >
          <p>{t('devices.retireText')}</p>
        </ConfirmDialog>
      </>
    ),
  }
}
