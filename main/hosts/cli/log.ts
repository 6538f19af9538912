/** What the running console has to say, on the error stream: warnings and errors always, the rest when asked for. */
import { say } from '../../../shared/i18n/words.ts'
import type { ConsoleOptions } from '../../app/console.ts'
import type { Surroundings } from './command.ts'

export function consoleLog(around: Pick<Surroundings, 'err' | 't'>, verbose: boolean): ConsoleOptions['log'] {
  return ({ level, message, detail, phrases }) => {
    if (level === 'info' && !verbose) return
    if (phrases) around.err(phrases.map((phrase) => say(around.t, phrase)).join(' '))
    // Said in the person's language already; the rest is for those who asked for it.
    if (phrases && !verbose) return
    const more = detail === undefined ? '' : ` ${detail instanceof Error ? detail.message : JSON.stringify(detail)}`
    around.err(`${new Date().toISOString()} ${level} ${message}${more}`)
  }
}
