/** One item of the checklist: pass, fail or not applicable, with a number beside the live reading, a date, and a note. */
import { memo, useId, useState } from 'react'
import { Ban, Check, MessageSquarePlus, X } from 'lucide-react'
import { number, withUnit } from '../../../shared/format/number.ts'
import { readNumber } from '../../../shared/format/parse.ts'
import { dayText } from '../../../shared/format/time.ts'
import type { Answer, ChecklistItem, LiveReading } from '../../../shared/model/inspection.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Field, Input, TextArea } from '../../components/Form.tsx'
import { Badge } from '../../components/State.tsx'
import type { AnswerChange } from './draft.ts'
import { LiveLine } from './LiveLine.tsx'
import { nameOf } from './names.ts'
import { resultOf } from '../../../shared/model/answer.ts'
import css from './Form.module.css'

type Result = NonNullable<Answer['result']>
const RESULTS: readonly { value: Result; icon: typeof Check }[] = [
  { value: 'pass', icon: Check },
  { value: 'fail', icon: X },
  { value: 'notApplicable', icon: Ban },
]

export type ItemFieldProps = {
  item: ChecklistItem
  answer: Answer | undefined
  live: LiveReading | undefined
  today: string
  readOnly: boolean
  onChange: (itemId: string, by: AnswerChange) => void
}

export const anchorOf = (itemId: string): string => `item-${itemId}`

export const ItemField = memo(function ItemField(props: ItemFieldProps) {
  return props.readOnly ? <GivenAnswer {...props} /> : <OpenItem {...props} />
})

const RESULT_TONE = { pass: 'ok', fail: 'critical', notApplicable: 'unknown' } as const

/** An answer that can no longer change: the value, the result in a word, and the note. */
function GivenAnswer({ item, answer, today }: ItemFieldProps) {
  const { t, locale } = useWords()
  const result = resultOf(item, answer, today)
  const value = answer?.value ?? null
  return (
    <div id={anchorOf(item.id)} className={css.item} data-result={result ?? 'open'}>
      <div className={css.itemHead}>
        <span className={css.itemName}>{nameOf(item, locale)}</span>
        {item.kind === 'number' ? <Limits item={item} /> : null}
      </div>
      <div className={css.given}>
        {value === null ? null : <span className={css.strong}>{withUnit(number(value, locale, 4, true), item.unit)}</span>}
        {answer?.day ? <span className={css.strong}>{dayText(answer.day, locale)}</span> : null}
        {result === null ? (
          <span className="muted">{t('inspections.form.unanswered')}</span>
        ) : (
          <Badge tone={RESULT_TONE[result]} shape>
            {t(`inspections.form.${result}`)}
          </Badge>
        )}
      </div>
      {value !== null && answer?.live ? (
        <LiveLine item={item} answer={answer} live={undefined} readOnly onChange={() => undefined} />
      ) : null}
      {answer?.note ? <p className={css.noteText}>{answer.note}</p> : null}
    </div>
  )
}

function OpenItem({ item, answer, live, today, onChange }: ItemFieldProps) {
  const { t, locale } = useWords()
  const id = useId()
  const name = nameOf(item, locale)
  const result = resultOf(item, answer, today)
  const [noting, setNoting] = useState(false)
  const note = answer?.note ?? ''
  return (
    <div id={anchorOf(item.id)} className={css.item} data-result={result ?? 'open'} tabIndex={-1} role="group" aria-labelledby={id}>
      <div className={css.itemHead}>
        <span id={id} className={css.itemName}>
          {name}
        </span>
        {item.kind === 'number' ? <Limits item={item} /> : null}
      </div>
      <div className={css.controls}>
        {item.kind === 'number' ? <NumberPart item={item} answer={answer} live={live} onChange={onChange} /> : null}
        {item.kind === 'date' ? <DatePart item={item} answer={answer} onChange={onChange} /> : null}
        <div className={css.results} role="group" aria-label={t('inspections.form.result', { item: name })}>
          {RESULTS.map(({ value, icon: Icon }) => (
            <button
              key={value}
              type="button"
              data-value={value}
              aria-pressed={result === value}
              onClick={() => onChange(item.id, { result: answer?.result === value ? null : value })}
            >
              <Icon size={16} strokeWidth={2} aria-hidden />
              {t(`inspections.form.${value}`)}
            </button>
          ))}
        </div>
      </div>
      {item.kind === 'number' ? <LiveLine item={item} answer={answer} live={live} readOnly={false} onChange={onChange} /> : null}
      <div className={css.note}>
        {noting || note !== '' ? (
          <Field label={t('inspections.form.note')} hideLabel>
            <TextArea
              rows={2}
              value={note}
              maxLength={2000}
              placeholder={t('inspections.form.note')}
              onChange={(event) => onChange(item.id, { note: event.target.value })}
            />
          </Field>
        ) : (
          <Button
            size="small"
            kind="quiet"
            icon={MessageSquarePlus}
            onClick={() => setNoting(true)}
            aria-label={`${t('inspections.form.addNote')}: ${name}`}
          >
            {t('inspections.form.addNote')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** "Passes between 198 and 242 V". */
export function Limits({ item }: { item: ChecklistItem }) {
  const { t, locale } = useWords()
  const said = (value: number) => withUnit(number(value, locale, 2, true), item.unit)
  if (item.min !== null && item.max !== null) {
    return (
      <span className={css.limits}>{t('inspections.form.limits', { min: number(item.min, locale, 2, true), max: said(item.max) })}</span>
    )
  }
  if (item.min !== null) return <span className={css.limits}>{t('inspections.form.limitMin', { min: said(item.min) })}</span>
  if (item.max !== null) return <span className={css.limits}>{t('inspections.form.limitMax', { max: said(item.max) })}</span>
  return null
}

type PartProps = Pick<ItemFieldProps, 'item' | 'answer' | 'onChange'>

function NumberPart({ item, answer, live, onChange }: PartProps & { live: LiveReading | undefined }) {
  const { t, locale } = useWords()
  const value = answer?.value ?? null
  const written = value === null ? '' : number(value, locale, 4, true)
  const [text, setText] = useState(written)
  const read = readNumber(text)
  // What another person saved, or "take this number", replaces the text; what is being typed stays as typed.
  const [last, setLast] = useState(value)
  if (last !== value) {
    setLast(value)
    if (read !== value) setText(written)
  }
  return (
    <Field
      className={css.number}
      label={t('inspections.form.value')}
      hideLabel
      error={read === undefined ? t('inspections.form.notANumber') : null}
    >
      <Input
        value={text}
        inputMode="decimal"
        suffix={item.unit || undefined}
        placeholder={t('inspections.form.value')}
        aria-label={`${t('inspections.form.value')}: ${nameOf(item, locale)}`}
        onChange={(event) => {
          setText(event.target.value)
          const next = readNumber(event.target.value)
          if (next === undefined) return
          setLast(next)
          onChange(item.id, { value: next, result: null, live: next === null ? null : (live ?? null) })
        }}
      />
    </Field>
  )
}

function DatePart({ item, answer, onChange }: PartProps) {
  const { t, locale } = useWords()
  return (
    <Field className={css.date} label={t('inspections.form.day')} hideLabel>
      <Input
        type="date"
        value={answer?.day ?? ''}
        aria-label={`${t('inspections.form.day')}: ${nameOf(item, locale)}`}
        onChange={(event) => onChange(item.id, { day: event.target.value || null, result: null })}
      />
    </Field>
  )
}
