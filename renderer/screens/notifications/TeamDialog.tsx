/** A team: its addresses on each channel that speaks to people, its language and its quiet hours. */
import { useState } from 'react'
import { ADDRESSED } from '../../../shared/model/channel.ts'
import type { Team, TeamInput } from '../../../shared/model/notification.ts'
import { useCommand } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldGroup, FieldRow, Input, Select, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { HoursField } from './HoursField.tsx'
import { channelName, type Names } from './words.ts'
import { useSend } from './useSend.ts'
import css from './Notifications.module.css'

export function TeamDialog({ present, names, onClose }: { present: Team | null; names: Names; onClose: () => void }) {
  const { t } = useWords()
  const [team, setTeam] = useState<Omit<TeamInput, 'recipients'>>(
    present ?? { name: '', language: 'vi', quiet: { from: 22 * 60, to: 6 * 60 } },
  )
  const channels = [...names.channels.values()].filter((one) => ADDRESSED.has(one.kind))
  const [text, setText] = useState<Record<number, string>>(() =>
    Object.fromEntries(
      channels.map(({ id }) => [
        id,
        (present?.recipients ?? [])
          .filter((one) => one.channelId === id)
          .map((one) => one.to)
          .join('\n'),
      ]),
    ),
  )
  const recipients = channels.flatMap(({ id }) =>
    (text[id] ?? '')
      .split(/[\n,;]/)
      .map((to) => to.trim())
      .filter((to) => to !== '')
      .map((to) => ({ channelId: id, to })),
  )
  const save = useCommand('notifications.saveTeam', { refresh: ['notifications.teams', 'notifications.preview'] })
  const form = useSend(
    () =>
      save.mutateAsync({
        target: present && { id: present.id, version: present.version },
        values: { name: team.name, language: team.language, quiet: team.quiet, recipients },
      }),
    () => {
      toast({ text: t('notify.saved') })
      onClose()
    },
  )
  const set = (by: Partial<TeamInput>) => setTeam((old) => ({ ...old, ...by }))
  const errorOf = (channelId: number): string | null => {
    for (const [i, one] of recipients.entries()) {
      const found = one.channelId === channelId ? form.errorOf(`recipients.${i}`) : null
      if (found) return `${one.to}: ${found}`
    }
    return null
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={present ? t('notify.team.edit', { name: present.name }) : t('notify.team.add')}
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
        <FieldRow>
          <Field label={t('notify.field.name')} error={form.errorOf('name')} required>
            <Input
              value={team.name}
              maxLength={80}
              placeholder={t('notify.team.nameHint')}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label={t('notify.field.language')}>
            <Select value={team.language} onChange={(event) => set({ language: event.target.value === 'en' ? 'en' : 'vi' })}>
              <option value="vi">{t('notify.language.vi')}</option>
              <option value="en">{t('notify.language.en')}</option>
            </Select>
          </Field>
        </FieldRow>
        <FieldGroup
          title={t('notify.team.addresses')}
          hint={channels.length === 0 ? t('notify.team.noChannels') : t('notify.team.addressesNote')}
        >
          {channels.map((channel) => (
            <Field key={channel.id} label={channelName(t, channel)} error={errorOf(channel.id)} hint={t(`notify.address.${channel.kind}`)}>
              <TextArea
                rows={2}
                spellCheck={false}
                value={text[channel.id] ?? ''}
                onChange={(event) => setText((old) => ({ ...old, [channel.id]: event.target.value }))}
              />
            </Field>
          ))}
        </FieldGroup>
        <HoursField label={t('notify.team.quiet')} value={team.quiet} onChange={(quiet) => set({ quiet })} />
        {form.problem ? (
          <p role="alert" className={css.problem}>
            {form.problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
