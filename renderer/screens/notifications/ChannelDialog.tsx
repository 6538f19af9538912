/** A channel: what it is, where it leads, and what opens it, which goes in and is never shown. */
import { useState } from 'react'
import type { Channel, ChannelInput, ChannelKind } from '../../../shared/model/channel.ts'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, Field, FieldRow, Input, Select, Switch } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { blankChannel, NEW_KINDS } from './channel-draft.ts'
import { ConfigFields } from './ConfigFields.tsx'
import { channelName } from './words.ts'
import { useSend } from './useSend.ts'
import css from './Notifications.module.css'

const NO_SECRET: ReadonlySet<ChannelKind> = new Set<ChannelKind>(['desktop', 'sound', 'syslog'])

export function ChannelDialog({ present, onClose }: { present: Channel | null; onClose: () => void }) {
  const { t } = useWords()
  const [channel, setChannel] = useState<ChannelInput>(() => present ?? blankChannel('smtp'))
  const [secret, setSecret] = useState('')
  const { kind } = channel.config
  const save = useCommand('notifications.saveChannel', {
    refresh: ['notifications.channels', 'notifications.channelNames', 'notifications.outbox'],
  })
  const form = useSend(
    () =>
      save.mutateAsync({
        target: present && { id: present.id, version: present.version },
        values: {
          name: channel.name,
          enabled: channel.enabled,
          perMinute: channel.perMinute,
          digest: channel.digest,
          config: channel.config,
        },
        secret: secret === '' ? null : secret,
      }),
    () => {
      toast({ text: t('notify.saved') })
      onClose()
    },
  )
  const set = (by: Partial<ChannelInput>) => setChannel((old) => ({ ...old, ...by }))
  return (
    <Dialog
      open
      onClose={onClose}
      title={present ? t('notify.channel.edit', { name: channelName(t, { name: present.name, kind }) }) : t('notify.channel.add')}
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
        {present?.name === '' ? null : (
          <FieldRow>
            {present ? null : (
              <Field label={t('notify.field.kind')}>
                <Select
                  value={kind}
                  onChange={(event) =>
                    setChannel({ ...blankChannel(NEW_KINDS.find((one) => one === event.target.value) ?? 'smtp'), name: channel.name })
                  }
                >
                  {NEW_KINDS.map((one) => (
                    <option key={one} value={one}>
                      {t(`notify.kind.${one}`)}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            <Field label={t('notify.field.name')} error={form.errorOf('name')} required>
              <Input
                value={channel.name}
                maxLength={80}
                placeholder={t('notify.channel.nameHint')}
                onChange={(event) => set({ name: event.target.value })}
              />
            </Field>
          </FieldRow>
        )}
        <ConfigFields key={kind} config={channel.config} onChange={(config) => set({ config })} errorOf={form.errorOf} />
        {NO_SECRET.has(kind) ? null : (
          <Field
            label={t(`notify.secret.${kind}`)}
            error={form.errorOf('secret')}
            hint={t(present?.hasSecret ? 'notify.secret.kept' : 'notify.secret.note')}
          >
            <Input
              type="password"
              autoComplete="new-password"
              value={secret}
              maxLength={1000}
              onChange={(event) => setSecret(event.target.value)}
            />
          </Field>
        )}
        <Field label={t('notify.field.perMinute')} error={form.errorOf('perMinute')} hint={t('notify.field.perMinuteNote')}>
          <Input
            inputMode="numeric"
            value={channel.perMinute === 0 ? '' : String(channel.perMinute)}
            onChange={(event) => set({ perMinute: Number(event.target.value.replaceAll(/\D/g, '').slice(0, 4)) })}
          />
        </Field>
        <Checkbox label={t('notify.field.digest')} checked={channel.digest} onChange={(event) => set({ digest: event.target.checked })} />
        <Switch
          label={t('notify.channel.enabled')}
          checked={channel.enabled}
          onChange={(event) => set({ enabled: event.target.checked })}
        />
        {form.problem ? (
          <p role="alert" className={css.problem}>
            {form.problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
