/** A part of the day, or the whole of it. */
import { useState } from 'react'
import type { DayPart } from '../../../shared/model/notification.ts'
import { useWords } from '../../app/i18n.ts'
import { Checkbox, Field, FieldRow, Input } from '../../components/Form.tsx'
import { minuteOf, timeOf } from './words.ts'

export function HoursField({ label, value, onChange }: { label: string; value: DayPart | null; onChange: (part: DayPart | null) => void }) {
  const { t } = useWords()
  const [from, setFrom] = useState(timeOf(value?.from ?? 22 * 60))
  const [to, setTo] = useState(timeOf(value?.to ?? 6 * 60))
  const tell = (a: string, b: string) => {
    const [begin, end] = [minuteOf(a), minuteOf(b)]
    if (begin !== null && end !== null) onChange({ from: begin, to: end })
  }
  return (
    <>
      <Checkbox label={label} checked={value !== null} onChange={(event) => (event.target.checked ? tell(from, to) : onChange(null))} />
      {value === null ? null : (
        <FieldRow>
          <Field label={t('notify.field.from')} error={minuteOf(from) === null ? t('notify.form.time') : null}>
            <Input
              value={from}
              maxLength={5}
              onChange={(event) => {
                setFrom(event.target.value)
                tell(event.target.value, to)
              }}
            />
          </Field>
          <Field label={t('notify.field.to')} error={minuteOf(to) === null ? t('notify.form.time') : null}>
            <Input
              value={to}
              maxLength={5}
              onChange={(event) => {
                setTo(event.target.value)
                tell(from, event.target.value)
              }}
            />
          </Field>
        </FieldRow>
      )}
    </>
  )
}
