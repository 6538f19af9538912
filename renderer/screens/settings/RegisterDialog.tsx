/** The frame of a register's form: saves, says what is wrong with which field, and what stands now where somebody else was faster. */
import type { ReactNode } from 'react'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import css from './Settings.module.css'

export type RegisterDialogProps = {
  title: string
  error: unknown
  busy: boolean
  onSave: () => void
  onClose: () => void
  /** Given the sentence of a refused field by its name. */
  children: (errorOf: (name: string) => string | undefined) => ReactNode
}

export function RegisterDialog({ title, error, busy, onSave, onClose, children }: RegisterDialogProps) {
  const { t } = useWords()
  const failure = error ? failureOf(error) : null
  const errorOf = (name: string) => {
    const issue = failure?.issues.find(({ path }) => path.split('.').at(-1) === name)
    return issue ? phraseText(t, issue.phrase) : undefined
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={onSave}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {children(errorOf)}
      {failure && failure.issues.length === 0 ? (
        <p role="alert" className={css.problem}>
          {sentence(t, failure)}
        </p>
      ) : null}
    </Dialog>
  )
}
