/** What the desktop program was asked for on its command line: `--branchwatch-data=…` and its sisters, so that Chromium takes none of them. */
import { resolve } from 'node:path'
import type { Locale } from '../../../shared/i18n/words.ts'
import { dataFolder } from '../folders.ts'

export type DesktopOptions = {
  readonly folder: string
  readonly demo?: number
  readonly seed?: number
  readonly scenario?: string
  readonly locale: Locale | null
}

const PREFIX = '--branchwatch-'

export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): DesktopOptions {
  const values = new Map<string, string>()
  for (const word of args) {
    const equals = word.indexOf('=')
    if (word.startsWith(PREFIX) && equals > 0) values.set(word.slice(PREFIX.length, equals), word.slice(equals + 1))
  }
  const lang = values.get('lang') ?? env.BRANCHWATCH_LANG
  return {
    folder: resolve(values.get('data') || dataFolder(env, platform)),
    demo: whole(values.get('demo'), 1, 5000),
    seed: whole(values.get('seed'), 0, 2_147_483_647),
    scenario: values.get('scenario'),
    locale: lang === 'vi' || lang === 'en' ? lang : null,
  }
}

function whole(given: string | undefined, least: number, most: number): number | undefined {
  if (given === undefined || !/^\d+$/.test(given)) return undefined
  return Math.min(most, Math.max(least, Number(given)))
}
