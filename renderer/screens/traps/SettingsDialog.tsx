/** How traps are received: on or off, port, whose, how many, how long they are kept, and who gets them too. */
import { useState } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { typed, useSchemaForm } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox, Field, FieldGroup, FieldRow, Input, Switch, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { TrapSettings } from '../../../shared/model/trap.ts'
import { draftOf, readManagers, type Draft } from './settings-form.ts'
import css from './Traps.module.css'

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const settings = useRead('traps.settings')
  const { t } = useWords()
  if (settings.data) return <Form settings={settings.data} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('traps.settings.title')}>
      <Await of={settings}>{() => null}</Await>
    </Dialog>
  )
}

const FIELDS = ['enabled', 'port', 'knownCommunitiesOnly', 'perSource', 'total', 'keepDays', 'keepRows', 'forward'] as const

function Form({ settings, onClose }: { settings: TrapSettings; onClose: () => void }) {
  const { t } = useWords()
  const form = useSchemaForm<Draft>(draftOf(settings), [...FIELDS])
  const configure = useCommand('traps.configure', { refresh: ['traps.settings', 'traps.status'] })
  const [badLine, setBadLine] = useState<number | null>(null)
  const submit = async () => {
    const managers = readManagers(form.getValues('forward'))
    setBadLine('line' in managers ? managers.line : null)
    if ('line' in managers) return
    const saved = await form.send(
      TrapSettings,
      (draft) => ({
        ...draft,
        port: typed(draft.port),
        perSource: typed(draft.perSource),
        total: typed(draft.total),
        keepDays: typed(draft.keepDays),
        keepRows: typed(draft.keepRows),
        forward: managers,
      }),
      (input) => configure.mutateAsync(input),
    )
    if (!saved) return
    toast({ text: t('traps.settings.saved') })
    onClose()
  }
  const numberField = (name: 'perSource' | 'total' | 'keepDays' | 'keepRows', unit: string, hint?: string) => (
    <Field label={t(`traps.settings.${name}`)} error={form.errorOf(name)} hint={hint} required>
      <Input inputMode="numeric" suffix={unit} {...form.register(name)} />
    </Field>
  )
  const forwardError = badLine === null ? form.errorOf('forward') : t('traps.settings.forwardProblem', { line: badLine })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('traps.settings.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={() => void submit()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Switch label={t('traps.settings.enabled')} {...form.register('enabled')} />
        <Field label={t('traps.settings.port')} hint={t('traps.settings.portHelp')} error={form.errorOf('port')} required>
          <Input inputMode="numeric" {...form.register('port')} />
        </Field>
        <div>
          <Checkbox label={t('traps.settings.knownCommunitiesOnly')} {...form.register('knownCommunitiesOnly')} />
          <p className={css.hint}>{t('traps.settings.knownHelp')}</p>
        </div>
        <FieldGroup title={t('traps.settings.limits')}>
          <FieldRow>
            {numberField('perSource', t('traps.settings.perSecond'))}
            {numberField('total', t('traps.settings.perSecond'), t('traps.settings.totalHelp'))}
          </FieldRow>
        </FieldGroup>
        <FieldGroup title={t('traps.settings.keep')}>
          <FieldRow>
            {numberField('keepDays', t('traps.settings.days'))}
            {numberField('keepRows', t('traps.settings.rows'))}
          </FieldRow>
        </FieldGroup>
        <Field label={t('traps.settings.forward')} hint={t('traps.settings.forwardHelp')} error={forwardError}>
          <TextArea rows={3} spellCheck={false} {...form.register('forward')} />
        </Field>
        {form.problem === null ? null : (
          <p role="alert" className={css.problem}>
            {form.problem}
          </p>
        )}
      </form>
    </Dialog>
  )
}
