/** Asks what of a device is to be recorded, and begins. */
import { Disc } from 'lucide-react'
import { z } from 'zod'
import { Root } from '../../../shared/contract/recordings.ts'
import type { Device } from '../../../shared/model/device.ts'
import { call, keyOf, queryClient } from '../../app/client.ts'
import { useSchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, Field, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import css from './Device.module.css'

type Draft = { roots: string; anonymous: boolean }
const Wanted = z.object({ deviceId: z.number().int(), roots: z.array(Root).max(20), anonymous: z.boolean() })

/** One object identifier on each line; commas and blanks part them too. */
const rootsOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean)

export function RecordDialog({ device, onClose }: { device: Pick<Device, 'id' | 'name'>; onClose: () => void }) {
  const { t } = useWords()
  const form = useSchemaForm<Draft>({ roots: '', anonymous: false }, ['roots', 'anonymous'])
  const submit = async () => {
    const begun = await form.send(
      Wanted,
      ({ roots, anonymous }) => ({ deviceId: device.id, roots: rootsOf(roots), anonymous }),
      (input) => call('recordings.start', input),
    )
    if (!begun) return
    await queryClient.invalidateQueries({ queryKey: keyOf('recordings.list') })
    toast({ text: t('devices.recording.begun', { name: device.name }) })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('devices.recording.dialog', { name: device.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" icon={Disc} busy={form.busy} onClick={() => void submit()}>
            {t('devices.recording.start')}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <p>{t('devices.recording.text')}</p>
        <Field label={t('devices.recording.roots')} hint={t('devices.recording.rootsHint')} error={form.errorOf('roots')}>
          <TextArea {...form.register('roots')} rows={3} spellCheck={false} className="mono" />
        </Field>
        <Checkbox label={t('devices.recording.anonymous')} {...form.register('anonymous')} />
        {form.problem ? (
          <p className={css.problem} role="alert">
            {form.problem}
          </p>
        ) : null}
      </form>
    </Dialog>
  )
}
