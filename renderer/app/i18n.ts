/** i18next for React, following the chosen language; and the hook every component takes its words from. */
import { createInstance, type i18n as I18n, type TFunction } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { addFormats, dictionaries, missingWord, type Locale } from '../../shared/i18n/words.ts'
import { usePreferences } from './preferences.ts'

export const i18n: I18n = createInstance()

/** Starts with the preferred language and follows it. */
export function startWords(): void {
  void i18n.use(initReactI18next).init({
    lng: usePreferences.getState().locale,
    fallbackLng: 'vi',
    resources: dictionaries,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: missingWord,
    initAsync: false,
    react: { useSuspense: false },
  })
  addFormats(i18n)
  usePreferences.subscribe((next, before) => {
    if (next.locale !== before.locale) void i18n.changeLanguage(next.locale)
  })
}

/** The translator and the language, for words and for numbers. */
export function useWords(): { t: TFunction; locale: Locale } {
  const { t } = useTranslation(undefined, { i18n })
  const locale = usePreferences((p) => p.locale)
  return { t, locale }
}
