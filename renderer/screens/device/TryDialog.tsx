/** One look at a stored device now, in a dialog. Changes nothing. */
import { RotateCw } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import type { Device } from '../../../shared/model/device.ts'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TestResult } from '../station/TestResult.tsx'
import { address } from './words.ts'

export function TryDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useWords()
  const test = useCommand('devices.test')
  const { mutate } = test
  const { host, port, credentialId, context, profile } = device
  const run = useCallback(
    () => mutate({ host, port, credentialId, context, profile }),
    [mutate, host, port, credentialId, context, profile],
  )
  // Once when it opens; further looks by the button.
  useEffect(run, [run])
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('station.test.title', { name: device.name })}
      description={address(device)}
      footer={
        <>
          <Button icon={RotateCw} busy={test.isPending} onClick={run}>
            {t('station.test.again')}
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
