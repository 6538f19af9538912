/** What this person prefers on this computer: theme, language, rail, muted sound. Kept in the browser's own storage. */
import { create } from 'zustand'
import type { Locale } from '../../shared/i18n/words.ts'

export type Theme = 'system' | 'light' | 'dark'
type Preferences = { theme: Theme; locale: Locale; muted: boolean }

const KEY = 'branchwatch.preferences'

/** Reads a stored JSON value; anything unreadable counts as absent. */
export function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** Stores a JSON value; a full or forbidden storage is no reason to stop. */
export function store(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // The preference lasts until the page is closed.
  }
}

function initial(): Preferences {
  const found = stored(KEY)
  const have = typeof found === 'object' && found !== null ? (found as Partial<Preferences>) : {}
  const browser: Locale = typeof navigator !== 'undefined' && navigator.language.toLowerCase().startsWith('en') ? 'en' : 'vi'
  return {
    theme: have.theme === 'light' || have.theme === 'dark' ? have.theme : 'system',
    locale: have.locale === 'vi' || have.locale === 'en' ? have.locale : browser,
    muted: have.muted === true,
  }
}

export const usePreferences = create<Preferences>()(initial)
usePreferences.subscribe((next) => store(KEY, next))

export const setTheme = (theme: Theme) => usePreferences.setState({ theme })
export const setLocale = (locale: Locale) => usePreferences.setState({ locale })
export const setMuted = (muted: boolean) => usePreferences.setState({ muted })

/** True where the page is dark at the moment. */
export function isDark(theme: Theme): boolean {
  return theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** Puts theme and language on the document. */
export function applyPreferences({ theme, locale }: Preferences): void {
  const root = document.documentElement
  root.lang = locale
  if (theme === 'system') root.removeAttribute('data-theme')
  else root.setAttribute('data-theme', theme)
}
