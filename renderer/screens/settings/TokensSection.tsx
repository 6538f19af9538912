/** Personal access tokens for scripts: made with a role, shown once, revoked at once. */
import { useState } from 'react'
import { ClipboardCopy, Plus, TicketCheck } from 'lucide-react'
import { moment } from '../../../shared/format/time.ts'
import { Role } from '../../../shared/model/access.ts'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog, Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input, Select } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import css from './Settings.module.css'

type Token = OutputOf<'tokens.list'>[number]

export function TokensSection() {
  const { t, locale } = useWords()
  const tokens = useRead('tokens.list')
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<Token | null>(null)
  const revoke = useCommand('tokens.revoke', { refresh: ['tokens.list'] })
  const add = (
    <Button kind="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t('settings.tokens.add')}
    </Button>
  )
  return (
    <>
      <Await of={tokens}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={TicketCheck} action={add}>
              {t('settings.tokens.empty')}
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
                      {(['name', 'role', 'created', 'used'] as const).map((id) => (
                        <th key={id} scope="col">
                          {t(`settings.tokens.${id}`)}
                        </th>
                      ))}
                      <td />
                    </tr>
                  </thead>
                  <tbody>
                    {list.map((token) => (
                      <tr key={token.id}>
                        <th scope="row">{token.name}</th>
                        <td>{t(`settings.role.${token.role}`)}</td>
                        <td>{moment(token.createdAt, locale)}</td>
                        <td>
                          {token.lastUsedAt === null ? (
                            <span className="muted">{t('settings.tokens.never')}</span>
                          ) : (
                            <Age at={token.lastUsedAt} />
                          )}
                        </td>
                        <td>
                          <span className={css.rowActions}>
                            <Button
                              size="small"
                              kind="danger"
                              onClick={() => setRevoking(token)}
                              aria-label={`${t('settings.tokens.revoke')}: ${token.name}`}
                            >
                              {t('settings.tokens.revoke')}
                            </Button>
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
      {adding ? <TokenDialog onClose={() => setAdding(false)} /> : null}
      <ConfirmDialog
        open={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('settings.tokens.revokeTitle', { name: revoking?.name })}
        verb={t('settings.tokens.revoke')}
        kind="danger"
        onConfirm={async () => {
          if (!revoking) return
          await revoke.mutateAsync({ id: revoking.id })
          toast({ text: t('settings.tokens.revoked', { name: revoking.name }) })
        }}
      >
        <p>{t('settings.tokens.revokeText')}</p>
      </ConfirmDialog>
    </>
  )
}

function TokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [asked, setAsked] = useState(false)
  const create = useCommand('tokens.create', { refresh: ['tokens.list'] })
  const secret = create.data?.secret
  const copy = () => {
    if (secret) void navigator.clipboard.writeText(secret).then(() => toast({ text: t('settings.action.copied') }), toastFailure)
  }
  if (secret !== undefined) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('settings.tokens.secret')}
        description={t('settings.tokens.once')}
        footer={
          <Button kind="primary" onClick={onClose}>
            {t('settings.tokens.done')}
          </Button>
        }
      >
        <div className={css.secret}>
          <code>{secret}</code>
          <Button icon={ClipboardCopy} onClick={copy}>
            {t('settings.action.copy')}
          </Button>
        </div>
      </Dialog>
    )
  }
  const missing = name.trim() === ''
  const submit = () => {
    setAsked(true)
    if (!missing) create.mutate({ name: name.trim(), role })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.tokens.add')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={create.isPending} onClick={submit}>
            {t('settings.tokens.add')}
          </Button>
        </>
      }
    >
      <FieldRow>
        <Field
          label={t('settings.tokens.name')}
          error={asked && missing ? t('settings.tokens.required') : create.error ? sentence(t, failureOf(create.error)) : null}
          required
        >
          <Input
            value={name}
            maxLength={80}
            placeholder={t('settings.tokens.nameHint')}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t('settings.tokens.role')}>
          <Select value={role} onChange={(event) => setRole(Role.options.find((one) => one === event.target.value) ?? 'viewer')}>
            {Role.options.map((one) => (
              <option key={one} value={one}>
                {t(`settings.role.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
    </Dialog>
  )
}
