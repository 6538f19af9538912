/** Puts keys and phrases into words; used by every host, so that a report, a command line and a screen say the same. */
import { createInstance, type TFunction } from 'i18next'
import type { Phrase } from '../model/phrase.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

export type Locale = 'vi' | 'en'
export const LOCALES: readonly Locale[] = ['vi', 'en']
export const dictionaries = { vi: { translation: vi }, en: { translation: en } }

/** A translator for one language, without React. A missing key shows itself. */
export function translator(locale: Locale): TFunction {
  const i18n = createInstance()
  void i18n.init({ lng: locale, resources: dictionaries, interpolation: { escapeValue: false }, initAsync: false })
  return i18n.t
}

/** The phrase in the translator's language. */
export function say(t: TFunction, phrase: Phrase): string {
  return t(phrase.key as never, phrase.params as never) as unknown as string
}
