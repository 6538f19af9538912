/** Sends a form: the refusal of each field by its path, and what belongs to none. */
import { useState } from 'react'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'

export function useSend(work: () => Promise<unknown>, onDone: () => void) {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map())
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setBusy(true)
    setProblem(null)
    setErrors(new Map())
    try {
      await work()
      onDone()
    } catch (error) {
      const failure = failureOf(error)
      const found = failure.issues.map(({ path, phrase }): [string, string] => [path, phraseText(t, phrase, 'common.field.format')])
      setErrors(new Map(found))
      setProblem(found.length === 0 ? sentence(t, failure) : t('notify.form.marked'))
    } finally {
      setBusy(false)
    }
  }
  /** Of a field or of anything in it. */
  const errorOf = (path: string): string | null => {
    for (const [at, text] of errors) if (at === `values.${path}` || at === path || at.startsWith(`values.${path}.`)) return text
    return null
  }
  return { send: () => void send(), busy, problem, errorOf }
}
