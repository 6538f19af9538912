/** What the running console has to say, on the error stream: warnings and errors always, the rest when asked for. */
import type { ConsoleOptions } from '../../app/console.ts'
import type { Surroundings } from './command.ts'

export function consoleLog(around: Pick<Surroundings, 'err'>, verbose: boolean): ConsoleOptions['log'] {
  return ({ level, message, detail }) => {
    if (level === 'info' && !verbose) return
    const more = detail === undefined ? '' : ` ${detail instanceof Error ? detail.message : JSON.stringify(detail)}`
    around.err(`${new Date().toISOString()} ${level} ${message}${more}`)
  }
}
