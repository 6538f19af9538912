/** A line of the log with its litres and its time: told anew, or a correction. */
import { useState } from 'react'
import { fromInput, toInput } from '../../../shared/format/time.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { shown, typed } from '../../app/form.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, Input, TextArea } from '../../components/Form.tsx'
import css from './Storm.module.css'

export type Told = { at: number | null; litres: number | null; note: string }

export function NoteDialog({
  title,
  litresLabel,
  onSave,
  onClose,
  ...given
}: Told & {
  title: string
  /** Null where litres mean nothing. */
  litresLabel: string | null
  onSave: (told: Told) => Promise<unknown>
  onClose: () => void
}) {
  const { t, locale } = useWords()
  const [litres, setLitres] = useState(shown(given.litres, locale))
  const [opened] = useState(() => toInput(given.at ?? Date.now()))
  const [when, setWhen] = useState(opened)
  const [note, setNote] = useState(given.note)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    const value = typed(litres)
    if (typeof value === 'string') return setProblem(t('error.field.number'))
    setBusy(true)
    setProblem(null)
    try {
      // Untouched, the moment is the console's own "now", to the second.
      await onSave({ at: when === opened ? given.at : fromInput(when), litres: value, note: note.trim() })
      onClose()
    } catch (error) {
      const failure = failureOf(error)
      setProblem(failure.issues[0] ? phraseText(t, failure.issues[0].phrase) : sentence(t, failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void save()}>
            {t('storm.duty.save')}
          </Button>
        </>
      }
    >
      {litresLabel === null ? null : (
        <Field label={litresLabel} hint={t('storm.duty.litresHint')}>
          <Input inputMode="decimal" suffix={t('storm.duty.litres')} value={litres} onChange={(event) => setLitres(event.target.value)} />
        </Field>
      )}
      <Field label={t('storm.duty.when')}>
        <Input type="datetime-local" value={when} onChange={(event) => setWhen(event.target.value)} />
      </Field>
      <Field label={t('storm.duty.note')}>
        <TextArea rows={2} value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {problem ? (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      ) : null}
    </Dialog>
  )
}
