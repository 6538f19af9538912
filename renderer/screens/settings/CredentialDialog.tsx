/** Adds a credential or replaces one: nothing of the old secret is ever shown. */
import { useState, type ReactNode } from 'react'
import type { Credential } from '../../../shared/model/device.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, Field, FieldRow, Input, Segmented, Select } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import {
  AUTHS,
  BLANK,
  LEVELS,
  PRIVS,
  PROTOCOL_NAMES,
  readCredential,
  VERSIONS,
  type CredentialField,
  type CredentialText,
} from './credential.ts'
import css from './Settings.module.css'

export function CredentialDialog({ present, onClose }: { present: Credential | null; onClose: () => void }) {
  const { t } = useWords()
  const [text, setText] = useState<CredentialText>({ ...BLANK, name: present?.name ?? '', version: present?.version ?? '2c' })
  const [asked, setAsked] = useState(false)
  const [shown, setShown] = useState(false)
  const refresh = ['devices.credentials'] as const
  const add = useCommand('devices.addCredential', { refresh })
  const replace = useCommand('devices.replaceCredential', { refresh })
  const error = add.error ?? replace.error
  const failure = error ? failureOf(error) : null
  const read = readCredential(text)
  const set = (by: Partial<CredentialText>) => setText((old) => ({ ...old, ...by }))
  const errorOf = (field: CredentialField): string | null => {
    const issue = failure?.issues.find((one) => one.path.split('.').at(-1) === field)
    if (issue) return phraseText(t, issue.phrase)
    const problem = !read.ok && asked ? read.problems[field] : undefined
    return problem ? t(`settings.credentials.${problem}`) : null
  }
  const save = () => {
    setAsked(true)
    if (!read.ok) return
    const { name, secret } = read
    const done = (key: string) => () => {
      toast({ text: t(`settings.credentials.${key}`, { name }) })
      onClose()
    }
    if (present) replace.mutate({ id: present.id, name, secret }, { onSuccess: done('replaced') })
    else add.mutate({ name, secret }, { onSuccess: done('created') })
  }
  const secretField = (field: 'community' | 'authKey' | 'privKey', hint?: ReactNode) => (
    <Field label={t(`settings.credentials.${field}`)} error={errorOf(field)} hint={hint} required>
      <Input
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        value={text[field]}
        maxLength={255}
        onChange={(event) => set({ [field]: event.target.value })}
      />
    </Field>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={present ? t('settings.credentials.replace', { name: present.name }) : t('settings.credentials.add')}
      description={present ? t('settings.credentials.replaceNote') : undefined}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={add.isPending || replace.isPending} onClick={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <FieldRow>
        <Field label={t('settings.credentials.name')} error={errorOf('name')} required>
          <Input
            value={text.name}
            maxLength={80}
            placeholder={t('settings.credentials.nameHint')}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
      </FieldRow>
      <div className={css.choiceControl}>
        <Segmented
          label={t('settings.credentials.version')}
          value={text.version}
          options={VERSIONS.map((value) => ({ value, label: `SNMP v${value}` }))}
          onChange={(version) => set({ version })}
        />
        <Checkbox label={t('settings.credentials.show')} checked={shown} onChange={(event) => setShown(event.target.checked)} />
      </div>
      {text.version === '3' ? (
        <V3Fields text={text} set={set} errorOf={errorOf} secretField={secretField} />
      ) : (
        <FieldRow>{secretField('community', t('settings.credentials.weak'))}</FieldRow>
      )}
      {failure && failure.issues.length === 0 ? (
        <p role="alert" className={css.problem}>
          {sentence(t, failure)}
        </p>
      ) : null}
    </Dialog>
  )
}

type V3Props = {
  text: CredentialText
  set: (by: Partial<CredentialText>) => void
  errorOf: (field: CredentialField) => string | null
  secretField: (field: 'authKey' | 'privKey', hint?: ReactNode) => ReactNode
}

function V3Fields({ text, set, errorOf, secretField }: V3Props) {
  const { t } = useWords()
  return (
    <>
      <FieldRow>
        <Field label={t('settings.credentials.user')} error={errorOf('user')} required>
          <Input value={text.user} maxLength={32} onChange={(event) => set({ user: event.target.value })} />
        </Field>
        <Field label={t('settings.credentials.level')}>
          <Select value={text.level} onChange={(event) => set({ level: LEVELS.find((one) => one === event.target.value) ?? 'authPriv' })}>
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {t(`settings.credentials.${level}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
      {text.level === 'noAuth' ? null : (
        <FieldRow>
          <Field label={t('settings.credentials.authProtocol')}>
            <Select value={text.auth} onChange={(event) => set({ auth: AUTHS.find((one) => one === event.target.value) ?? 'sha' })}>
              {AUTHS.map((one) => (
                <option key={one} value={one}>
                  {PROTOCOL_NAMES[one]}
                </option>
              ))}
            </Select>
          </Field>
          {secretField('authKey', t('settings.credentials.keyHelp'))}
        </FieldRow>
      )}
      {text.level === 'authPriv' ? (
        <FieldRow>
          <Field label={t('settings.credentials.privProtocol')}>
            <Select value={text.priv} onChange={(event) => set({ priv: PRIVS.find((one) => one === event.target.value) ?? 'aes' })}>
              {PRIVS.map((one) => (
                <option key={one} value={one}>
                  {PROTOCOL_NAMES[one]}
                </option>
              ))}
            </Select>
          </Field>
          {secretField('privKey', t('settings.credentials.keyHelp'))}
        </FieldRow>
      ) : null}
    </>
  )
}
