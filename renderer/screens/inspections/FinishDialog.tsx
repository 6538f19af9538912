/** The end of a round: unanswered items are named and linked; each failed one gets a severity and a due date. */
import { useState } from 'react'
import { dayOf } from '../../../shared/format/time.ts'
import { SEVERITIES, type Severity } from '../../../shared/model/alarm.ts'
import type { ChecklistItem, Inspection } from '../../../shared/model/inspection.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input, Select } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { nameOf } from './names.ts'
import { dueDay } from '../../../shared/model/answer.ts'
import type { Progress } from './result.ts'
import css from './Form.module.css'

type Choice = { severity: Severity; dueOn: string }
export type FinishDialogProps = {
  inspection: Pick<Inspection, 'id' | 'version' | 'startedAt'>
  progress: Progress
  station: string
  onClose: () => void
  onGo: (itemId: string) => void
}

export function FinishDialog(props: FinishDialogProps) {
  return props.progress.unanswered.length > 0 ? <Unanswered {...props} /> : <Findings {...props} />
}

function Unanswered({ progress, onClose, onGo }: FinishDialogProps) {
  const { t, locale } = useWords()
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inspections.finish.unanswered', { n: progress.unanswered.length })}
      description={t('inspections.finish.unansweredExplain')}
      footer={<Button onClick={onClose}>{t('inspections.finish.close')}</Button>}
    >
      <ul className={css.unanswered}>
        {progress.unanswered.map((item) => (
          <li key={item.id}>
            <button type="button" className={css.linkLike} onClick={() => onGo(item.id)}>
              {nameOf(item, locale)}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function Findings({ inspection, progress, station, onClose }: FinishDialogProps) {
  const { t, locale } = useWords()
  const [now] = useState(() => Date.now())
  const today = dayOf(now)
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>(() =>
    Object.fromEntries(progress.failed.map((item) => [item.id, { severity: item.severity, dueOn: dueDay(item.severity, now) }])),
  )
  const finish = useCommand('inspections.finish', {
    refresh: ['inspections.get', 'inspections.list', 'inspections.due', 'inspections.findings', 'stations.overview'],
  })
  const failure = finish.error ? failureOf(finish.error) : null
  const choose = (item: ChecklistItem, by: Partial<Choice>) =>
    setChoices((old) => {
      const before = old[item.id] ?? { severity: item.severity, dueOn: today }
      return { ...old, [item.id]: { ...before, ...by } }
    })
  const problemOf = (choice: Choice | undefined) =>
    !choice?.dueOn ? t('inspections.finish.dueRequired') : choice.dueOn < today ? t('inspections.finish.duePast') : null
  const ready = progress.failed.every((item) => problemOf(choices[item.id]) === null)
  const confirm = async () => {
    const findings = progress.failed.flatMap((item) => {
      const choice = choices[item.id]
      return choice ? [{ itemId: item.id, ...choice }] : []
    })
    try {
      // The page shows the finished round before this goes on, so nothing after it may lean on this dialog.
      const made = await finish.mutateAsync({ id: inspection.id, version: inspection.version, findings })
      const n = made.findings.length
      toast({
        text: n > 0 ? t('inspections.finish.done', { station, n }) : t('inspections.finish.doneNone', { station }),
        action: { label: t('inspections.form.print'), href: `/inspections/${inspection.id}/print` },
      })
      onClose()
    } catch {
      // The mutation keeps the error; it is shown above the buttons.
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inspections.finish.title')}
      description={t(progress.failed.length > 0 ? 'inspections.finish.findings' : 'inspections.finish.none')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={!ready} busy={finish.isPending} onClick={() => void confirm()}>
            {t('inspections.finish.confirm')}
          </Button>
        </>
      }
    >
      {progress.failed.map((item) => (
        <fieldset key={item.id} className={css.choice}>
          <legend>{nameOf(item, locale)}</legend>
          <FieldRow>
            <Field label={t('inspections.finish.severity')}>
              <Select
                value={choices[item.id]?.severity}
                onChange={(event) => {
                  const severity = SEVERITIES.find((one) => one === event.target.value) ?? item.severity
                  choose(item, { severity, dueOn: dueDay(severity, now) })
                }}
              >
                {SEVERITIES.map((severity) => (
                  <option key={severity} value={severity}>
                    {t(`common.severity.${severity}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t('inspections.finish.due')} error={problemOf(choices[item.id])} required>
              <Input
                type="date"
                min={today}
                value={choices[item.id]?.dueOn ?? ''}
                onChange={(event) => choose(item, { dueOn: event.target.value })}
              />
            </Field>
          </FieldRow>
        </fieldset>
      ))}
      {failure ? (
        <p role="alert" className={css.bad}>
          {sentence(t, failure)}
        </p>
      ) : null}
    </Dialog>
  )
}
