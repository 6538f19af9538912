/** The branch's own settings: name, polling, inspection. */
import { useState, type FormEvent } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Await } from '../../components/Blank.tsx'
import { Field, FieldRow, Input } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast } from '../../components/Toast.tsx'
import type { Settings } from '../../../shared/model/settings.ts'
import { readSettings, textOf, type NumberName, type SettingsText } from './forms.ts'
import { FormFoot } from './FormFoot.tsx'
import { useMay } from './may.ts'
import css from './Settings.module.css'

export function GeneralSection() {
  const settings = useRead('settings.get')
  return <Await of={settings}>{(data) => <GeneralForm settings={data} />}</Await>
}

function GeneralForm({ settings }: { settings: Settings }) {
  const { t } = useWords()
  const may = useMay('admin')
  const [text, setText] = useState<SettingsText>(() => textOf(settings))
  const [base, setBase] = useState(settings)
  const [asked, setAsked] = useState(false)
  const update = useCommand('settings.update', { refresh: ['settings.get', 'session.me'] })
  const changed = JSON.stringify(text) !== JSON.stringify(textOf(base))
  // What was saved elsewhere is shown at once, unless something is being typed here.
  if (base !== settings) {
    if (!changed) setText(textOf(settings))
    setBase(settings)
  }
  const read = readSettings(text, base)
  const failure = update.error ? failureOf(update.error) : null
  const errorOf = (name: keyof SettingsText): string | null => {
    const issue = failure?.issues.find((one) => one.path === name)
    if (issue) return phraseText(t, issue.phrase)
    const problem = !read.ok && asked ? read.problems[name] : undefined
    return problem ? t(problem.key, { ...problem.params }) : null
  }
  const set = (name: keyof SettingsText) => (value: string) => setText((old) => ({ ...old, [name]: value }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!read.ok) return
    update.mutate(read.settings, {
      onSuccess: (saved) => {
        setBase(saved)
        setText(textOf(saved))
        setAsked(false)
        toast({ text: t('settings.saved') })
      },
    })
  }
  const numberField = (name: NumberName, help: string, unit: string) => (
    <Field label={t(`settings.general.${name}`)} hint={t(`settings.general.${help}`)} error={errorOf(name)} required>
      <Input
        inputMode="numeric"
        value={text[name]}
        suffix={t(`settings.general.${unit}`)}
        disabled={!may}
        onChange={(event) => set(name)(event.target.value)}
      />
    </Field>
  )
  return (
    <form onSubmit={submit} noValidate className={css.form}>
      <Panel>
        <div className={css.fields}>
          <FieldRow>
            <Field label={t('settings.general.branchName')} error={errorOf('branchName')} required>
              <Input value={text.branchName} maxLength={80} disabled={!may} onChange={(event) => set('branchName')(event.target.value)} />
            </Field>
          </FieldRow>
          <FieldRow>
            {numberField('intervalSeconds', 'intervalHelp', 'seconds')}
            {numberField('timeoutMs', 'timeoutHelp', 'milliseconds')}
            {numberField('retries', 'retriesHelp', 'times')}
          </FieldRow>
          <FieldRow>{numberField('inspectionDays', 'inspectionHelp', 'days')}</FieldRow>
          <FieldRow>
            <Field label={t('settings.general.uplinkProbes')} hint={t('settings.general.uplinkHelp')} error={errorOf('uplinkProbes')}>
              <Input
                value={text.uplinkProbes}
                maxLength={500}
                disabled={!may}
                onChange={(event) => set('uplinkProbes')(event.target.value)}
              />
            </Field>
          </FieldRow>
          <FormFoot
            may={may}
            busy={update.isPending}
            changed={changed}
            failure={failure}
            onCancel={() => {
              setText(textOf(base))
              setAsked(false)
            }}
          />
        </div>
      </Panel>
    </form>
  )
}
