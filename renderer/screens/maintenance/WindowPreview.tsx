/** While a window is written: its next five occurrences in words, whom it concerns, and which others are open over the same at the same time. */
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useRead } from '../../app/client.ts'
import type { SchemaForm } from '../../app/form.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { ToneIcon } from '../../components/State.tsx'
import { WindowInput } from '../../../shared/model/window.ts'
import { inputOf, type WindowDraft } from './draft.ts'
import { columnOf } from './calendar.ts'
import { scopeText } from './WindowLists.tsx'
import { spanText, weekdayName } from './words.ts'
import css from './Maintenance.module.css'

const Asked = WindowInput.pick({ targets: true, schedule: true })
const NAMED = 3

/** The draft once it rests: an answer for each letter would be too many. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  const key = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(key) as T), 300)
    return () => clearTimeout(timer)
  }, [key])
  return rested
}

export function WindowPreview({ form, id }: { form: SchemaForm<WindowDraft>; id: number | null }) {
  const { t, locale } = useWords()
  const draft = useWatch({ control: form.control })
  const parsed = Asked.safeParse(useRested(inputOf({ ...form.getValues(), ...draft } as WindowDraft)))
  const asked = parsed.success ? { id, ...parsed.data } : undefined
  const answer = useRead('windows.preview', asked, { enabled: asked !== undefined, keep: true, staleTime: 0 })
  const preview = asked && answer.data
  const issue = preview?.issues.find((one) => one.path !== 'targets')
  return (
    <section className={css.preview} aria-label={t('maintenance.form.preview')} aria-live="polite">
      <h3>{t('maintenance.form.preview')}</h3>
      {!preview ? <p className="muted">{t('maintenance.form.notYet')}</p> : null}
      {preview && issue ? <p className={css.problem}>{phraseText(t, issue.phrase)}</p> : null}
      {preview && !issue ? (
        <>
          <ol className={css.coming}>
            {preview.next.map((one) => (
              <li key={one.from}>
                <span className="muted">{weekdayName(columnOf(one.day) + 1, t)}</span> {spanText(one, locale)}
              </li>
            ))}
          </ol>
          <p>{scopeText(preview.scope, t, locale)}</p>
          {preview.overlaps.length === 0 ? null : (
            <p className={css.overlap}>
              <ToneIcon tone="planned" size={12} />
              {t('maintenance.form.overlaps', {
                names: preview.overlaps
                  .slice(0, NAMED)
                  .map((one) => one.title)
                  .join(', '),
                n: preview.overlaps.length,
              })}
            </p>
          )}
        </>
      ) : null}
    </section>
  )
}
