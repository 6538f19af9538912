/** i18next, following the chosen language; and the hook every component takes its words from. */
import { createInstance, type i18n as I18n, type TFunction } from 'i18next'
import { addFormats, dictionaries, missingWord, type Locale } from '../../shared/i18n/words.ts'
import { usePreferences } from './preferences.ts'

export const i18n: I18n = createInstance()

/** Starts with the preferred language and follows it. */
export function startWords(): void {
  void i18n.init({
    lng: usePreferences.getState().locale,
    fallbackLng: 'vi',
    resources: dictionaries,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: missingWord,
    initAsync: false,
  })
  addFormats(i18n)
  usePreferences.subscribe((next, before) => {
    if (next.locale !== before.locale) void i18n.changeLanguage(next.locale)
  })
}

const translators = new Map<Locale, TFunction>()

/** The translator of a language: always the same one. All words are in the page from the start, so nobody has to listen for more of them. */
function translatorOf(locale: Locale): TFunction {
  const t = translators.get(locale) ?? i18n.getFixedT(locale)
  translators.set(locale, t)
  return t
}

/** The translator and the language, for words and for numbers. A long list asks hundreds of times: it costs next to nothing. */
export function useWords(): { t: TFunction; locale: Locale } {
  const locale = usePreferences((p) => p.locale)
  return { t: translatorOf(locale), locale }
}
