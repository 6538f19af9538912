/** What opens the agents: named, write-only, with how many devices use each. */
import { useState } from 'react'
import { KeyRound, Plus, RefreshCw, Trash2 } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import type { Credential } from '../../../shared/model/device.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Panel } from '../../components/Panel.tsx'
import { Badge } from '../../components/State.tsx'
import { toast } from '../../components/Toast.tsx'
import { CredentialDialog } from './CredentialDialog.tsx'
import css from './Settings.module.css'

export function CredentialsSection() {
  const { t, locale } = useWords()
  const credentials = useRead('devices.credentials')
  const [editing, setEditing] = useState<{ present: Credential | null } | null>(null)
  const [removing, setRemoving] = useState<Credential | null>(null)
  const remove = useCommand('devices.removeCredential', { refresh: ['devices.credentials'] })
  const add = (
    <Button kind="primary" icon={Plus} onClick={() => setEditing({ present: null })}>
      {t('settings.credentials.add')}
    </Button>
  )
  return (
    <>
      <Await of={credentials}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={KeyRound} action={add}>
              {t('settings.credentials.empty')}
            </EmptyState>
          ) : (
            <>
              <div className={css.toolbar}>
                <span className={css.right}>{add}</span>
              </div>
              <Panel flush>
                <table className={css.list}>
                  <thead>
                    <tr>
                      <th scope="col">{t('settings.credentials.name')}</th>
                      <th scope="col">{t('settings.credentials.version')}</th>
                      <th scope="col" className={css.n}>
                        {t('settings.credentials.devices')}
                      </th>
                      <td />
                    </tr>
                  </thead>
                  <tbody>
                    {list.map((one) => (
                      <tr key={one.id}>
                        <th scope="row">{one.name}</th>
                        <td>
                          <Badge tone={one.version === '3' ? 'ok' : 'plain'}>v{one.version}</Badge>
                        </td>
                        <td className={css.n}>{number(one.devices, locale)}</td>
                        <td>
                          <span className={css.rowActions}>
                            <Button
                              size="small"
                              icon={RefreshCw}
                              onClick={() => setEditing({ present: one })}
                              aria-label={t('settings.credentials.replace', { name: one.name })}
                            >
                              {t('settings.credentials.replaceAction')}
                            </Button>
                            <IconButton
                              size="small"
                              icon={Trash2}
                              disabled={one.devices > 0}
                              label={`${t('settings.action.remove')}: ${one.name}`}
                              title={
                                one.devices > 0 ? t('settings.credentials.removeInUse', { n: one.devices }) : t('settings.action.remove')
                              }
                              onClick={() => setRemoving(one)}
                            />
                          </span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Panel>
            </>
          )
        }
      </Await>
      {editing ? <CredentialDialog present={editing.present} onClose={() => setEditing(null)} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('settings.credentials.removeTitle', { name: removing?.name })}
        verb={t('settings.action.remove')}
        kind="danger"
        onConfirm={async () => {
          if (!removing) return
          await remove.mutateAsync({ id: removing.id })
          toast({ text: t('settings.credentials.removed', { name: removing.name }) })
        }}
      >
        <p>{t('settings.credentials.removeText')}</p>
      </ConfirmDialog>
    </>
  )
}
