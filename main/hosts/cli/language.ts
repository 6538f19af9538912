/** The language of the command line: what was asked for, else the machine's. */
import type { Locale } from '../../../shared/i18n/words.ts'

/** `--lang vi` or `--lang=vi` wherever it stands: it must be known before anything can be said. */
export function langOf(args: readonly string[]): string | undefined {
  const at = args.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  if (at < 0) return undefined
  return args[at]?.includes('=') ? args[at]?.slice('--lang='.length) : args[at + 1]
}

export function chooseLocale(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): Locale {
  if (asked === 'vi' || asked === 'en') return asked
  // The order of POSIX: the first that is set decides. Windows sets none of them, there Intl knows.
  const said = env.LC_ALL || env.LC_MESSAGES || env.LANG || new Intl.DateTimeFormat().resolvedOptions().locale
  return /^vi\b|^vi_/i.test(said) ? 'vi' : 'en'
}
