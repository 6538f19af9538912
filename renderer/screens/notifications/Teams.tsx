/** Teams: who is reached where, in which language, and when only what is critical may wake them. */
import { useState } from 'react'
import { Plus, Users } from 'lucide-react'
import type { Team } from '../../../shared/model/notification.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useMay } from '../settings/may.ts'
import { TeamDialog } from './TeamDialog.tsx'
import { useNames } from './data.ts'
import { channelName, partText } from './words.ts'
import css from './Notifications.module.css'

export function Teams() {
  const { t } = useWords()
  const teams = useRead('notifications.teams')
  const names = useNames()
  const may = useMay('engineer')
  const [editing, setEditing] = useState<Team | 'new' | null>(null)
  const [removing, setRemoving] = useState<Team | null>(null)
  const remove = useCommand('notifications.removeTeam', { refresh: ['notifications.teams'] })
  const add = may ? (
    <Button kind="primary" icon={Plus} onClick={() => setEditing('new')}>
      {t('notify.team.add')}
    </Button>
  ) : null
  return (
    <Panel title={t('notify.team.title')} actions={add}>
      <Await of={teams}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={Users} hint={t('notify.team.noneHint')} action={add}>
              {t('notify.team.none')}
            </EmptyState>
          ) : (
            <ul className={css.cards}>
              {list.map((team) => (
                <li key={team.id} className={css.card}>
                  <div className={css.ruleHead}>
                    <h3 className={css.ruleName}>{team.name}</h3>
                    {may ? (
                      <span className={css.ruleDeeds}>
                        <Button size="small" aria-label={`${t('common.edit')}: ${team.name}`} onClick={() => setEditing(team)}>
                          {t('common.edit')}
                        </Button>
                        <Button
                          size="small"
                          kind="quiet"
                          aria-label={`${t('notify.remove')}: ${team.name}`}
                          onClick={() => setRemoving(team)}
                        >
                          {t('notify.remove')}
                        </Button>
                      </span>
                    ) : null}
                  </div>
                  <dl className={css.words}>
                    {[...Map.groupBy(team.recipients, (one) => one.channelId)].map(([id, recipients]) => {
                      const channel = names.channels.get(id)
                      return (
                        <div key={id}>
                          <dt>{channel ? channelName(t, channel) : `#${id}`}</dt>
                          <dd>{recipients.map((one) => one.to).join(', ')}</dd>
                        </div>
                      )
                    })}
                    <div>
                      <dt>{t('notify.field.language')}</dt>
                      <dd>{t(`notify.language.${team.language}`)}</dd>
                    </div>
                    <div>
                      <dt>{t('notify.field.quiet')}</dt>
                      <dd>{team.quiet ? partText(team.quiet) : t('notify.team.noQuiet')}</dd>
                    </div>
                  </dl>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
      {editing ? <TeamDialog present={editing === 'new' ? null : editing} names={names} onClose={() => setEditing(null)} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('notify.team.removeTitle', { name: removing?.name ?? '' })}
        verb={t('notify.remove')}
        kind="danger"
        onConfirm={async () => {
          if (removing) await remove.mutateAsync({ id: removing.id, version: removing.version })
        }}
      />
    </Panel>
  )
}
