/** Sends one message at once, and says in words how that ended and what to do. */
import { useState } from 'react'
import { ADDRESSED, type Channel } from '../../../shared/model/channel.ts'
import type { TestAnswer } from '../../../shared/contract/notifications.ts'
import { number } from '../../../shared/format/number.ts'
import { useCommand } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, Input } from '../../components/Form.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { channelName } from './words.ts'
import { useSend } from './useSend.ts'
import css from './Notifications.module.css'

export function TestDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t, locale } = useWords()
  const { kind } = channel.config
  const [to, setTo] = useState('')
  const [answer, setAnswer] = useState<TestAnswer | null>(null)
  const test = useCommand('notifications.testChannel', { refresh: ['notifications.outbox', 'notifications.deliveries'] })
  const form = useSend(
    async () => {
      setAnswer(null)
      setAnswer(await test.mutateAsync({ id: channel.id, to }))
    },
    () => {},
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('notify.test.title', { name: channelName(t, { name: channel.name, kind }) })}
      description={t('notify.test.note')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button kind="primary" busy={form.busy} onClick={form.send}>
            {t('notify.channel.test')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {ADDRESSED.has(kind) ? (
          <Field label={t('notify.test.to')} error={form.errorOf('to')} hint={t(`notify.address.${kind}`)} required>
            <Input value={to} maxLength={254} onChange={(event) => setTo(event.target.value)} />
          </Field>
        ) : null}
        {answer ? (
          <p role="status" className={css.tested}>
            <ToneIcon tone={answer.ok ? 'ok' : 'critical'} size={14} />
            <span>
              {phraseText(t, answer.answer)}{' '}
              <span className={css.hint}>{t('notify.test.took', { seconds: number(answer.ms / 1000, locale, 1) })}</span>
            </span>
          </p>
        ) : null}
        {form.problem ? (
          <p role="alert" className={css.problem}>
            {form.problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
