/** A text that is pasted or comes out of a file. */
import { FileUp, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useWords } from '../../app/i18n.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Field, TextArea } from '../../components/Form.tsx'
import { number } from '../../../shared/format/number.ts'
import { decode } from '../settings/csv-file.ts'
import { linesIn, type Text } from './request.ts'
import css from './Discovery.module.css'

export type TextSourceProps = {
  label: string
  hint: string
  value: Text
  onChange: (value: Text) => void
  error: string | undefined
}

export function TextSource({ label, hint, value, onChange, error }: TextSourceProps) {
  const { t, locale } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    const read = decode(new Uint8Array(await file.arrayBuffer()))
    setProblem(read.ok ? null : t(`imports.${read.problem}`, { name: file.name }))
    if (read.ok) onChange({ text: read.text, fileName: file.name })
  }
  return (
    <div className={css.source}>
      {value.fileName === null ? (
        <Field label={label} hint={hint} error={problem ?? error}>
          <TextArea
            rows={2}
            value={value.text}
            placeholder={t('discovery.form.paste')}
            spellCheck={false}
            onChange={(event) => onChange({ text: event.target.value, fileName: null })}
          />
        </Field>
      ) : (
        <div role="group" aria-label={label}>
          <span className={css.chosenLabel}>{label}</span>
          <div className={css.chosen}>
            <span>{t('discovery.form.fileRead', { name: value.fileName, n: number(linesIn(value.text), locale) })}</span>
            <IconButton size="small" icon={X} label={t('discovery.form.fileDrop')} onClick={() => onChange({ text: '', fileName: null })} />
          </div>
          {(problem ?? error) ? (
            <p className={css.problem} role="alert">
              {problem ?? error}
            </p>
          ) : null}
        </div>
      )}
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={`${label}: ${t('discovery.form.file')}`}
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button size="small" icon={FileUp} aria-label={`${label}: ${t('discovery.form.file')}`} onClick={() => input.current?.click()}>
        {t('discovery.form.file')}
      </Button>
    </div>
  )
}
