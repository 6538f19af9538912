/** The live reading beside a measured number: its age and quality, and whether both agree. */
import { Radio, TriangleAlert } from 'lucide-react'
import { number, withUnit } from '../../../shared/format/number.ts'
import type { Answer, ChecklistItem, LiveReading } from '../../../shared/model/inspection.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Age, Value } from '../../components/Value.tsx'
import type { AnswerChange } from './draft.ts'
import { compare } from './result.ts'
import css from './Form.module.css'

export type LiveLineProps = {
  item: ChecklistItem
  answer: Answer | undefined
  /** The reading now; the one frozen with the answer is taken where there is one. */
  live: LiveReading | undefined
  readOnly: boolean
  onChange: (itemId: string, by: AnswerChange) => void
}

export function LiveLine({ item, answer, live, readOnly, onChange }: LiveLineProps) {
  const { t, locale } = useWords()
  if (item.metric === null) return null
  const shown = answer?.value !== null && answer?.live ? answer.live : live
  const comparison = compare(answer?.value ?? null, shown)
  const value = live?.value ?? null
  return (
    <div className={css.live}>
      <Radio size={14} aria-hidden />
      <span>{t('inspections.form.live')}:</span>
      {shown && shown.value !== null ? (
        <>
          <Value metric={item.metric} value={shown.value} quality={shown.quality} />
          <Age at={shown.at} className={css.liveAge} />
        </>
      ) : (
        <span className="muted">{t(shown?.quality === 'error' ? 'inspections.form.liveError' : 'inspections.form.liveNone')}</span>
      )}
      {!readOnly && value !== null && answer?.value !== value ? (
        <Button size="small" kind="quiet" onClick={() => onChange(item.id, { value, result: null, live: live ?? null })}>
          {t('inspections.form.takeLive')}
        </Button>
      ) : null}
      {comparison.kind === 'differs' ? (
        <span className={css.differs}>
          <TriangleAlert size={14} aria-hidden />
          {t('inspections.form.differs', { difference: withUnit(number(comparison.difference, locale, 2, true), item.unit) })}
        </span>
      ) : null}
      {comparison.kind === 'agrees' ? <span className={css.agrees}>{t('inspections.form.agrees')}</span> : null}
    </div>
  )
}
