/** What holds for all notifications: when many become one list, where links lead, and the language of what goes to no team. */
import { useState } from 'react'
import type { NotificationSettings } from '../../../shared/model/notification.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldGroup, FieldRow, Input, Select } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { useSend } from './useSend.ts'
import css from './Notifications.module.css'

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const settings = useRead('notifications.settings')
  if (settings.data) return <Form present={settings.data} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('notify.settings.title')}>
      <Await of={settings}>{() => null}</Await>
    </Dialog>
  )
}

function Form({ present, onClose }: { present: NotificationSettings; onClose: () => void }) {
  const { t } = useWords()
  const [values, setValues] = useState(present)
  const save = useCommand('notifications.saveSettings', { refresh: ['notifications.settings'] })
  const form = useSend(
    () => save.mutateAsync(values),
    () => {
      toast({ text: t('notify.saved') })
      onClose()
    },
  )
  const number = (name: 'digestOver' | 'digestMinutes', suffix: string) => (
    <Field label={t(`notify.settings.${name}`)} error={form.errorOf(name)}>
      <Input
        inputMode="numeric"
        suffix={suffix}
        value={values[name] === 0 ? '' : String(values[name])}
        onChange={(event) => setValues({ ...values, [name]: Number(event.target.value.replaceAll(/\D/g, '').slice(0, 3)) })}
      />
    </Field>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('notify.settings.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={form.send}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <FieldGroup title={t('notify.settings.digest')} hint={t('notify.settings.digestNote')}>
          <FieldRow>
            {number('digestOver', t('notify.settings.messages'))}
            {number('digestMinutes', t('notify.minutes'))}
          </FieldRow>
        </FieldGroup>
        <Field label={t('notify.settings.consoleUrl')} hint={t('notify.settings.consoleUrlNote')} error={form.errorOf('consoleUrl')}>
          <Input
            inputMode="url"
            placeholder="https://"
            value={values.consoleUrl}
            maxLength={300}
            onChange={(event) => setValues({ ...values, consoleUrl: event.target.value })}
          />
        </Field>
        <Field label={t('notify.settings.language')}>
          <Select
            value={values.language}
            onChange={(event) => setValues({ ...values, language: event.target.value === 'en' ? 'en' : 'vi' })}
          >
            <option value="vi">{t('notify.language.vi')}</option>
            <option value="en">{t('notify.language.en')}</option>
          </Select>
        </Field>
        {form.problem ? (
          <p role="alert" className={css.problem}>
            {form.problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
