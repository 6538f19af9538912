/** How backups are made: the folder, the time, what of the history goes along, the key. */
import { useState, type FormEvent } from 'react'
import { HistoryPace, type BackupSettings } from '../../../shared/model/backup.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Checkbox, Field, FieldRow, Input, Select, Switch } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast } from '../../components/Toast.tsx'
import { backupsText, readBackups, type BackupsText } from './backups-form.ts'
import { FormFoot } from './FormFoot.tsx'
import { useMay } from './may.ts'
import css from './Settings.module.css'

export function BackupsForm({ settings }: { settings: BackupSettings }) {
  const { t } = useWords()
  const may = useMay('admin')
  const [text, setText] = useState<BackupsText>(() => backupsText(settings))
  const [base, setBase] = useState(settings)
  const [asked, setAsked] = useState(false)
  const save = useCommand('backups.saveSettings', { refresh: ['backups.list'] })
  const changed = JSON.stringify(text) !== JSON.stringify(backupsText(base))
  // The list is read again and again: only what was really saved elsewhere is taken over.
  if (JSON.stringify(base) !== JSON.stringify(settings)) {
    if (!changed) setText(backupsText(settings))
    setBase(settings)
  }
  const read = readBackups(text)
  const failure = save.error ? failureOf(save.error) : null
  const errorOf = (name: keyof BackupsText): string | null => {
    const issue = failure?.issues.find((one) => one.path === name)
    if (issue) return phraseText(t, issue.phrase)
    const problem = asked ? read.problems[name] : undefined
    return problem ? t(problem.key, { ...problem.params }) : null
  }
  const set = <N extends keyof BackupsText>(name: N, value: BackupsText[N]) => {
    save.reset()
    setText((old) => ({ ...old, [name]: value }))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!read.settings) return
    save.mutate(read.settings, {
      onSuccess: (saved) => {
        setBase(saved)
        setText(backupsText(saved))
        setAsked(false)
        toast({ text: t('settings.saved') })
      },
    })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Panel title={t('backups.form.title')} level={3}>
        <fieldset disabled={!may} className={css.plain}>
          <div className={css.fields}>
            <div>
              <Switch
                label={t('backups.form.automatic')}
                checked={text.automatic}
                onChange={(event) => set('automatic', event.target.checked)}
              />
              <p className="muted">{t('backups.form.automaticHint')}</p>
            </div>
            <Field label={t('backups.form.folder')} hint={t('backups.form.folderHint')} error={errorOf('folder')}>
              <Input value={text.folder} maxLength={1000} onChange={(event) => set('folder', event.target.value)} />
            </Field>
            <FieldRow>
              <Field label={t('backups.form.time')} hint={t('backups.form.timeHint')} error={errorOf('time')} required>
                <Input value={text.time} maxLength={5} onChange={(event) => set('time', event.target.value)} />
              </Field>
              <Field label={t('backups.form.perDay')} error={errorOf('perDay')} required>
                <Select value={text.perDay} onChange={(event) => set('perDay', event.target.value)}>
                  {['1', '2', '3'].map((one) => (
                    <option key={one} value={one}>
                      {one}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('backups.form.warnDays')} error={errorOf('warnDays')} required>
                <Input
                  inputMode="numeric"
                  value={text.warnDays}
                  suffix={t('backups.form.days')}
                  onChange={(event) => set('warnDays', event.target.value)}
                />
              </Field>
            </FieldRow>
            <FieldRow>
              <Field label={t('backups.form.history')}>
                <Select
                  value={text.history}
                  onChange={(event) => set('history', HistoryPace.options.find((one) => one === event.target.value) ?? 'daily')}
                >
                  {HistoryPace.options.map((one) => (
                    <option key={one} value={one}>
                      {t(`backups.form.pace.${one}`)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('backups.form.historyKeep')} hint={t('backups.form.historyKeepHint')} error={errorOf('historyKeep')} required>
                <Input inputMode="numeric" value={text.historyKeep} onChange={(event) => set('historyKeep', event.target.value)} />
              </Field>
            </FieldRow>
            <div>
              <Checkbox
                label={t('backups.form.withKey')}
                checked={text.withKey}
                onChange={(event) => set('withKey', event.target.checked)}
              />
              <p className="muted">{t('backups.form.withKeyHint')}</p>
            </div>
            <p className="muted">{t('backups.form.rotation')}</p>
            <FormFoot
              may={may}
              busy={save.isPending}
              changed={changed}
              failure={failure}
              onCancel={() => {
                save.reset()
                setText(backupsText(base))
                setAsked(false)
              }}
            />
          </div>
        </fieldset>
      </Panel>
    </form>
  )
}
