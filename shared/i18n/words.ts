/** Puts keys and phrases into words; used by every host, so that a report, a command line and a screen say the same. */
import { createInstance, type i18n as I18n, type TFunction } from 'i18next'
import { bytes } from '../format/bytes.ts'
import { plain } from '../format/plain.ts'
import { clock, date } from '../format/time.ts'
import { trapProblem, trapRuleId } from '../model/alarm.ts'
import type { Phrase } from '../model/phrase.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

export type Locale = 'vi' | 'en'
export const LOCALES: readonly Locale[] = ['vi', 'en']
export const dictionaries = { vi: { translation: titled(vi) }, en: { translation: titled(en) } }

type Titles = { readonly rule: object; readonly trapProblem: object; readonly trapAdvice: object }

/** What only traps tell has a title and advice like any rule; so has a rule's fault that a trap tells of a device that is not polled for it. */
function titled<T extends Titles>(words: T): T {
  const advice = new Map<string, unknown>(Object.entries(words.trapAdvice))
  const problems = Object.entries(words.trapProblem).map(([problem, title]): [string, unknown] => [
    trapRuleId(problem),
    { title, advice: advice.get(problem) },
  ])
  const rules = Object.entries(words.rule).map(([id, texts]): [string, unknown] => [trapRuleId(id), texts])
  return { ...words, rule: { ...Object.fromEntries([...rules, ...problems]), ...words.rule } }
}

/** A key without words shows itself; a problem that a person's own profile names shows its name. */
export function missingWord(key: string, otherwise?: string): string {
  const problem = trapProblem(/^rule\.(.+)\.title$/.exec(key)?.[1] ?? '')
  return problem === null ? (otherwise ?? key) : problem.replaceAll('-', ' ')
}

/** Numbers in a sentence that are a time (epoch ms) or a size: `{{at, moment}}`, `{{free, bytes}}`. */
export function addFormats({ services }: I18n): void {
  const localeOf = (language: string | undefined): Locale => (language === 'en' ? 'en' : 'vi')
  services.formatter?.add('moment', (at: number, language) => `${clock(at, false)} ${date(at, localeOf(language))}`)
  services.formatter?.add('bytes', (count: number, language) => bytes(count, localeOf(language)))
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
  addFormats(i18n)
  return i18n.t
}

/** The phrase in the translator's language. What is put into the sentence may come from anywhere, and is made plain. */
export function say(t: TFunction, { key, params }: Phrase): string {
  if (!params) return t(key as never)
  const shown = Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? plain(value) : value])
  return t(key as never, Object.fromEntries(shown) as never) as unknown as string
}
