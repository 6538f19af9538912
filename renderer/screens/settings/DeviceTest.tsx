/** One look at a stored device now, in a dialog. Changes nothing. */
import { useEffect } from 'react'
import { RotateCw } from 'lucide-react'
import type { Device } from '../../../shared/model/device.ts'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TestResult } from '../station/TestResult.tsx'

export function DeviceTest({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useWords()
  const test = useCommand('devices.test')
  const { mutate } = test
  const { host, port, credentialId, context, profile } = device
  const run = () => mutate({ host, port, credentialId, context, profile })
  // Once when it opens; further looks by the button.
  useEffect(() => mutate({ host, port, credentialId, context, profile }), [mutate, host, port, credentialId, context, profile])
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.devices.testTitle', { name: device.name })}
      description={`${host}:${port}`}
      footer={
        <>
          <Button icon={RotateCw} busy={test.isPending} onClick={run}>
            {t('settings.devices.testAgain')}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <TestResult test={test} />
    </Dialog>
  )
}
