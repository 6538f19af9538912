/** Forms over the model's schemas: what a person typed is parsed by the contract's own schema, and each refusal lands at its field. */
import { useState } from 'react'
import { useForm, type DefaultValues, type FieldValues, type Path, type UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { fieldIssues } from '../../shared/i18n/issues.ts'
import type { FieldIssue } from '../../shared/model/phrase.ts'
import { readNumber } from '../../shared/format/parse.ts'
import { MINUS } from '../../shared/format/number.ts'
import type { Locale } from '../../shared/i18n/words.ts'
import { failureOf, phraseText, sentence } from './failure.ts'
import { useWords } from './i18n.ts'

export type SchemaForm<D extends FieldValues> = UseFormReturn<D> & {
  /** Runs `act` with the parsed input; gives its answer, or undefined where something was refused. */
  send: <O, R>(schema: z.ZodType<O>, convert: (draft: D) => unknown, act: (input: O) => Promise<R>) => Promise<R | undefined>
  /** The sentence of a field's refusal. */
  errorOf: (path: Path<D>) => string | undefined
  /** A refusal that belongs to no field. */
  problem: string | null
  busy: boolean
}

/** Number fields hold what was typed; this gives the number, null where empty, or the text itself for the schema to refuse. */
export function typed(text: string): number | string | null {
  return readNumber(text) ?? (text.trim() === '' ? null : text)
}

/** A number as it stands in an input: no grouping, the locale's decimal sign. */
export function shown(value: number | null | undefined, locale: Locale): string {
  if (value === null || value === undefined) return ''
  const text = String(value).replace('-', MINUS)
  return locale === 'vi' ? text.replace('.', ',') : text
}

export function useSchemaForm<D extends FieldValues>(defaults: DefaultValues<D>, fields: readonly Path<D>[]): SchemaForm<D> {
  const { t } = useWords()
  const form = useForm<D>({ defaultValues: defaults, shouldFocusError: true })
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const place = (issues: readonly FieldIssue[]): boolean => {
    let first = true
    let stray: string | null = null
    for (const issue of issues) {
      const path = fields.find((name) => issue.path === name || issue.path.startsWith(`${name}.`) || issue.path.endsWith(`.${name}`))
      const message = phraseText(t, issue.phrase, 'common.field.format')
      if (path === undefined) stray ??= message
      else {
        form.setError(path, { type: 'refused', message }, { shouldFocus: first })
        first = false
      }
    }
    if (stray !== null) setProblem(stray)
    return !first || stray !== null
  }

  const send: SchemaForm<D>['send'] = async (schema, convert, act) => {
    form.clearErrors()
    setProblem(null)
    const input = convert(form.getValues())
    const parsed = schema.safeParse(input)
    if (!parsed.success) {
      place(fieldIssues(parsed.error.issues, input))
      return undefined
    }
    setBusy(true)
    try {
      return await act(parsed.data)
    } catch (error) {
      const failure = failureOf(error)
      if (!place(failure.issues)) setProblem(sentence(t, failure))
      return undefined
    } finally {
      setBusy(false)
    }
  }

  const errorOf = (path: Path<D>): string | undefined => {
    const found = form.getFieldState(path, form.formState).error
    return found?.message
  }
  return { ...form, send, errorOf, problem, busy }
}
