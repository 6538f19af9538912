/** The foot of a settings form: what went wrong, save, and take back what is not saved; without the right to it, who has it. */
import { sentence, type Failure } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import css from './Settings.module.css'

type FormFootProps = {
  may: boolean
  busy: boolean
  changed: boolean
  /** False while what is written cannot be saved; not given where the form says so only when it is asked. */
  ready?: boolean
  /** Of the last try; what belongs to fields is said there. */
  failure: Failure | null
  onCancel: () => void
}

export function FormFoot({ may, busy, changed, ready = true, failure, onCancel }: FormFootProps) {
  const { t } = useWords()
  return (
    <>
      {failure && failure.issues.length === 0 ? (
        <p role="alert" className={css.problem}>
          {sentence(t, failure)}
        </p>
      ) : null}
      {may ? (
        <div className={css.actions}>
          <Button type="submit" kind="primary" busy={busy} disabled={!changed || !ready}>
            {t('common.save')}
          </Button>
          {changed ? (
            <>
              <Button kind="quiet" onClick={onCancel}>
                {t('common.cancel')}
              </Button>
              <span className="muted">{t('settings.unsaved')}</span>
            </>
          ) : null}
        </div>
      ) : (
        <p className="muted">{t('settings.forbidden', { role: t('settings.role.admin') })}</p>
      )}
    </>
  )
}
