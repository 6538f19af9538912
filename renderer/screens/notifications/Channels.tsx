/** Channels and how they are doing: what they last answered, what waits for them, and a trial at any time. */
import { useState } from 'react'
import { Plus, Send } from 'lucide-react'
import type { Channel, ChannelState } from '../../../shared/model/channel.ts'
import { number } from '../../../shared/format/number.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import { Age } from '../../components/Value.tsx'
import { useMay } from '../settings/may.ts'
import { ChannelDialog } from './ChannelDialog.tsx'
import { Permission } from './Permission.tsx'
import { TestDialog } from './TestDialog.tsx'
import { channelName, HEALTH_TONE } from './words.ts'
import css from './Notifications.module.css'

export function Channels() {
  const { t } = useWords()
  const mayRead = useMay('engineer')
  const mayChange = useMay('admin')
  const channels = useRead('notifications.channels', undefined, { enabled: mayRead })
  const outbox = useRead('notifications.outbox', undefined, { refetchInterval: 15_000 })
  const [editing, setEditing] = useState<Channel | 'new' | null>(null)
  const [trying, setTrying] = useState<Channel | null>(null)
  const [removing, setRemoving] = useState<Channel | null>(null)
  const remove = useCommand('notifications.removeChannel', { refresh: ['notifications.channels', 'notifications.channelNames'] })
  const states = new Map((outbox.data?.channels ?? []).map((one) => [one.id, one]))
  const add = mayChange ? (
    <Button kind="primary" icon={Plus} onClick={() => setEditing('new')}>
      {t('notify.channel.add')}
    </Button>
  ) : null
  if (!mayRead) return <EmptyState>{t('notify.channel.engineers')}</EmptyState>
  return (
    <Panel title={t('notify.channel.title')} actions={add}>
      <Await of={channels}>
        {(list) => (
          <ul className={css.cards}>
            {list.map((channel) => (
              <li key={channel.id} className={css.card}>
                <div className={css.ruleHead}>
                  <h3 className={css.ruleName}>{channelName(t, { name: channel.name, kind: channel.config.kind })}</h3>
                  <span className={css.ruleDeeds}>
                    <Button size="small" icon={Send} disabled={!channel.enabled} onClick={() => setTrying(channel)}>
                      {t('notify.channel.test')}
                    </Button>
                    {mayChange ? (
                      <>
                        <Button
                          size="small"
                          aria-label={`${t('common.edit')}: ${channelName(t, { name: channel.name, kind: channel.config.kind })}`}
                          onClick={() => setEditing(channel)}
                        >
                          {t('common.edit')}
                        </Button>
                        {channel.name === '' ? null : (
                          <Button
                            size="small"
                            kind="quiet"
                            aria-label={`${t('notify.remove')}: ${channel.name}`}
                            onClick={() => setRemoving(channel)}
                          >
                            {t('notify.remove')}
                          </Button>
                        )}
                      </>
                    ) : null}
                  </span>
                </div>
                <ChannelWords channel={channel} state={states.get(channel.id)} />
              </li>
            ))}
          </ul>
        )}
      </Await>
      {editing ? <ChannelDialog present={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
      {trying ? <TestDialog channel={trying} onClose={() => setTrying(null)} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('notify.channel.removeTitle', { name: removing?.name ?? '' })}
        verb={t('notify.remove')}
        kind="danger"
        onConfirm={async () => {
          if (removing) await remove.mutateAsync({ id: removing.id, version: removing.version })
        }}
      >
        <p>{t('notify.channel.removeText')}</p>
      </ConfirmDialog>
    </Panel>
  )
}

function ChannelWords({ channel, state }: { channel: Channel; state: ChannelState | undefined }) {
  const { t, locale } = useWords()
  const { config } = channel
  const where =
    config.kind === 'smtp' || config.kind === 'syslog'
      ? `${config.host}:${config.port}`
      : config.kind === 'webhook' || config.kind === 'sms'
        ? config.url
        : config.kind === 'telegram'
          ? config.baseUrl
          : t('notify.channel.screens')
  return (
    <dl className={css.words}>
      <div>
        <dt>{t(`notify.kind.${config.kind}`)}</dt>
        <dd className={css.where}>
          {where}
          {config.kind === 'desktop' ? <Permission /> : null}
        </dd>
      </div>
      {state ? (
        <div>
          <dt>{t('notify.channel.state')}</dt>
          <dd>
            <span className={css.state}>
              <ToneIcon tone={HEALTH_TONE[state.health]} size={12} />
              {t(`notify.health.${state.health}`)}
              {state.failingSince === null ? null : (
                <>
                  {' '}
                  <Age at={state.failingSince} />
                </>
              )}
            </span>
            {state.problem ? <p className={css.answer}>{phraseText(t, state.problem)}</p> : null}
          </dd>
        </div>
      ) : null}
      {state && state.lastSentAt !== null ? (
        <div>
          <dt>{t('notify.channel.lastSent')}</dt>
          <dd>
            <Age at={state.lastSentAt} />
          </dd>
        </div>
      ) : null}
      {state && state.waiting > 0 ? (
        <div>
          <dt>{t('notify.channel.waiting')}</dt>
          <dd>{number(state.waiting, locale)}</dd>
        </div>
      ) : null}
    </dl>
  )
}
