/** Writes a rule's runbook: a link, and steps in both languages. */
import { useState } from 'react'
import type { Runbook } from '../../../shared/model/override.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, Input, TextArea } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import css from './Rules.module.css'

const ROWS = 6

export function RunbookDialog({
  ruleId,
  title,
  book,
  onClose,
}: {
  ruleId: string
  title: string
  book: Runbook | null
  onClose: () => void
}) {
  const { t } = useWords()
  const [text, setText] = useState({ url: book?.url ?? '', vi: book?.vi ?? '', en: book?.en ?? '' })
  const save = useCommand('rules.saveRunbook', { refresh: ['rules.runbooks', 'rules.trail'] })
  const failure = save.error ? failureOf(save.error) : null
  const errorOf = (name: string) => {
    const issue = failure?.issues.find(({ path }) => path.split('.').at(-1) === name)
    return issue ? phraseText(t, issue.phrase) : null
  }
  const put = (name: keyof typeof text) => (event: { target: { value: string } }) =>
    setText((old) => ({ ...old, [name]: event.target.value }))
  const submit = () =>
    save.mutate(
      { runbook: { ruleId, ...text }, version: book?.version ?? 0 },
      {
        onSuccess: () => {
          toast({ text: t('rules.runbook.saved') })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${t('rules.runbook.title')}: ${title}`}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={save.isPending} onClick={submit}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <Field label={t('rules.runbook.url')} hint={t('rules.runbook.urlHint')} error={errorOf('url')}>
        <Input type="url" inputMode="url" value={text.url} onChange={put('url')} maxLength={1000} />
      </Field>
      <Field label={t('rules.runbook.vi')} hint={t('rules.runbook.stepsHint')} error={errorOf('vi')}>
        <TextArea rows={ROWS} value={text.vi} onChange={put('vi')} maxLength={4000} />
      </Field>
      <Field label={t('rules.runbook.en')} hint={t('rules.runbook.stepsHint')} error={errorOf('en')}>
        <TextArea rows={ROWS} value={text.en} onChange={put('en')} maxLength={4000} />
      </Field>
      {failure && failure.issues.length === 0 ? (
        <p role="alert" className={css.problem}>
          {failure.code === 'CONFLICT' ? t('rules.conflict') : sentence(t, failure)}
        </p>
      ) : null}
    </Dialog>
  )
}
