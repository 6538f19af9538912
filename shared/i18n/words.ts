/** Puts keys and phrases into words; used by every host, so that a report, a command line and a screen say the same. */
import { createInstance, type TFunction } from 'i18next'
import { trapProblem, trapRuleId } from '../model/alarm.ts'
import type { Phrase } from '../model/phrase.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

export type Locale = 'vi' | 'en'
export const LOCALES: readonly Locale[] = ['vi', 'en']
export const dictionaries = { vi: { translation: titled(vi) }, en: { translation: titled(en) } }

type Titles = { readonly rule: object; readonly trapProblem: object }

/** What only traps tell has a title like any rule; so has a rule's fault that a trap tells of a device that is not polled for it. */
function titled<T extends Titles>(words: T): T {
  const problems = Object.entries(words.trapProblem).map(([problem, title]): [string, unknown] => [trapRuleId(problem), { title }])
  const rules = Object.entries(words.rule).map(([id, texts]): [string, unknown] => [trapRuleId(id), texts])
  return { ...words, rule: { ...Object.fromEntries([...rules, ...problems]), ...words.rule } }
}

/** A key without words shows itself; a problem that a person's own profile names shows its name. */
export function missingWord(key: string, otherwise?: string): string {
  const problem = trapProblem(/^rule\.(.+)\.title$/.exec(key)?.[1] ?? '')
  return problem === null ? (otherwise ?? key) : problem.replaceAll('-', ' ')
}

/** A translator for one language, without React. A missing key shows itself. */
export function translator(locale: Locale): TFunction {
  const i18n = createInstance()
  void i18n.init({
    lng: locale,
    resources: dictionaries,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: missingWord,
    initAsync: false,
  })
  return i18n.t
}

/** The phrase in the translator's language. */
export function say(t: TFunction, phrase: Phrase): string {
  return t(phrase.key as never, phrase.params as never) as unknown as string
}
