/** The rules in their order, each as sentences: which incidents, who is told at once, and who where nobody acknowledges. */
import { useState } from 'react'
import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import type { NotificationRule } from '../../../shared/model/notification.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Menu } from '../../components/Menu.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Badge, SeverityIcon } from '../../components/State.tsx'
import { toastFailure } from '../../components/Toast.tsx'
import { useMay } from '../settings/may.ts'
import { Preview } from './Preview.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { useNames } from './data.ts'
import { stepText, whenText, type Names } from './words.ts'
import css from './Notifications.module.css'

const REFRESH = ['notifications.rules', 'notifications.preview'] as const

export function Rules() {
  const { t } = useWords()
  const rules = useRead('notifications.rules')
  const names = useNames()
  const may = useMay('engineer')
  const [editing, setEditing] = useState<NotificationRule | 'new' | null>(null)
  const [removing, setRemoving] = useState<NotificationRule | null>(null)
  const order = useCommand('notifications.orderRules', { refresh: REFRESH })
  const save = useCommand('notifications.saveRule', { refresh: REFRESH })
  const remove = useCommand('notifications.removeRule', { refresh: REFRESH })
  const add = may ? (
    <Button kind="primary" icon={Plus} onClick={() => setEditing('new')}>
      {t('notify.rule.add')}
    </Button>
  ) : null
  const nameOf = (rule: NotificationRule): string => (rule.name === '' ? t('notify.rule.first') : rule.name)
  const move = (list: readonly NotificationRule[], from: number, to: number) => {
    const ids = list.map((rule) => rule.id)
    const [moved] = ids.splice(from, 1)
    if (moved !== undefined) ids.splice(to, 0, moved)
    order.mutate({ ids }, { onError: toastFailure })
  }
  const turn = ({ id, version, ...values }: NotificationRule) =>
    save.mutate({ target: { id, version }, values: { ...values, enabled: !values.enabled } }, { onError: toastFailure })
  return (
    <div className={css.columns}>
      <Panel title={t('notify.rule.title')} actions={add}>
        <Await of={rules}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState action={add}>{t('notify.rule.none')}</EmptyState>
            ) : (
              <ol className={css.rules}>
                {list.map((rule, i) => (
                  <li key={rule.id} className={css.rule} data-off={rule.enabled ? undefined : true}>
                    <div className={css.ruleHead}>
                      <SeverityIcon severity={rule.atLeast} size={12} />
                      <h3 className={css.ruleName}>{nameOf(rule)}</h3>
                      {rule.enabled ? null : <Badge tone="planned">{t('notify.off')}</Badge>}
                      {may ? (
                        <span className={css.ruleDeeds}>
                          <IconButton
                            size="small"
                            icon={ArrowUp}
                            label={t('notify.rule.up', { name: nameOf(rule) })}
                            disabled={i === 0 || order.isPending}
                            onClick={() => move(list, i, i - 1)}
                          />
                          <IconButton
                            size="small"
                            icon={ArrowDown}
                            label={t('notify.rule.down', { name: nameOf(rule) })}
                            disabled={i === list.length - 1 || order.isPending}
                            onClick={() => move(list, i, i + 1)}
                          />
                          <Button size="small" aria-label={`${t('common.edit')}: ${nameOf(rule)}`} onClick={() => setEditing(rule)}>
                            {t('common.edit')}
                          </Button>
                          <Menu
                            label={t('notify.more', { name: nameOf(rule) })}
                            items={[
                              { label: t(rule.enabled ? 'notify.turnOff' : 'notify.turnOn'), onSelect: () => turn(rule) },
                              { label: t('notify.remove'), danger: true, onSelect: () => setRemoving(rule) },
                            ]}
                          />
                        </span>
                      ) : null}
                    </div>
                    <RuleWords rule={rule} names={names} />
                  </li>
                ))}
              </ol>
            )
          }
        </Await>
        <p className={css.hint}>{t('notify.rule.orderNote')}</p>
      </Panel>
      <Preview names={names} />
      {editing ? <RuleDialog present={editing === 'new' ? null : editing} names={names} onClose={() => setEditing(null)} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('notify.rule.removeTitle', { name: removing ? nameOf(removing) : '' })}
        verb={t('notify.remove')}
        kind="danger"
        onConfirm={async () => {
          if (removing) await remove.mutateAsync({ id: removing.id, version: removing.version })
        }}
      >
        <p>{t('notify.rule.removeText')}</p>
      </ConfirmDialog>
    </div>
  )
}

function RuleWords({ rule, names }: { rule: NotificationRule; names: Names }) {
  const { t } = useWords()
  const after = (i: number): number => rule.steps.slice(0, i + 1).reduce((sum, step) => sum + step.afterMinutes, 0)
  const follow = [rule.tellWorse ? t('notify.rule.worse') : null, rule.tellEnd ? t('notify.rule.end') : null].filter((one) => one !== null)
  return (
    <dl className={css.words}>
      <div>
        <dt>{t('notify.rule.when')}</dt>
        <dd>{whenText(t, rule, names)}</dd>
      </div>
      {rule.steps.map((step, i) => (
        <div key={i}>
          <dt>{i === 0 ? t('notify.rule.atOnce') : t('notify.rule.after', { n: after(i) })}</dt>
          <dd>{stepText(t, step, names)}</dd>
        </div>
      ))}
      {follow.length > 0 ? (
        <div>
          <dt>{t('notify.rule.afterwards')}</dt>
          <dd>{follow.join(', ')}</dd>
        </div>
      ) : null}
    </dl>
  )
}
