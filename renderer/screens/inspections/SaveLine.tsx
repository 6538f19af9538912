/** Whether the draft is safe: saved when, being saved, or kept on this machine while the console cannot be reached. */
import { CloudAlert, CloudCheck, CloudUpload } from 'lucide-react'
import { clock } from '../../../shared/format/time.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import type { SaveState } from './saver.ts'
import css from './Form.module.css'

export function SaveLine({ state }: { state: SaveState }) {
  const { t } = useWords()
  if (state.kind === 'saved') {
    if (state.at === null) return null
    return (
      <span className={css.save} role="status">
        <CloudCheck size={16} aria-hidden className={css.good} />
        {t('inspections.save.saved', { time: clock(state.at) })}
      </span>
    )
  }
  if (state.kind === 'retrying' || state.kind === 'refused') {
    return (
      <span className={css.save} role="alert" data-bad>
        <CloudAlert size={16} aria-hidden />
        {state.kind === 'retrying'
          ? t('inspections.save.retrying')
          : t('inspections.save.refused', { why: sentence(t, failureOf(state.error)) })}
      </span>
    )
  }
  return (
    <span className={css.save}>
      <CloudUpload size={16} aria-hidden />
      {t(`inspections.save.${state.kind}`)}
    </span>
  )
}
