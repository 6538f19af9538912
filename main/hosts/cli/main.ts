/** The command line `branchwatch`: finds the command, its language and its exit code. */
import { join } from 'node:path'
import { printable } from '../../../shared/format/plain.ts'
import { say, translator } from '../../../shared/i18n/words.ts'
import { EXIT, isFailure, parse, usage, type Command, type Surroundings } from './command.ts'
import { chooseLocale, langOf } from './language.ts'
import { isSystemError, reasonOf } from './reason.ts'

/** Every command with the file that does it, read only when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  start: () => import('./commands/start.ts'),
  serve: () => import('./commands/serve.ts'),
  probe: () => import('./commands/probe.ts'),
  discover: () => import('./commands/discover.ts'),
  record: () => import('./commands/record.ts'),
  profile: () => import('./commands/profile.ts'),
  simulate: () => import('./commands/simulate.ts'),
  import: () => import('./commands/import.ts'),
  report: () => import('./commands/report.ts'),
  export: () => import('./commands/export.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  doctor: () => import('./commands/doctor.ts'),
}

/** Runs the command and ends the process with its code. */
export async function main(args: readonly string[]): Promise<void> {
  const locale = chooseLocale(langOf(args), process.env)
  const around: Surroundings = {
    t: translator(locale),
    locale,
    env: process.env,
    platform: process.platform,
    root: join(import.meta.dirname, '../../..'),
    out: (text) => void process.stdout.write(`${printable(text)}\n`),
    // A file gets its bytes as they are; only a terminal obeys them.
    write: (text) => void process.stdout.write(process.stdout.isTTY ? printable(text) : text),
    err: (text) => void process.stderr.write(`${printable(text)}\n`),
  }
  // A reader that went away (| head) is not an error.
  process.stdout.on('error', (problem: NodeJS.ErrnoException) => process.exit(problem.code === 'EPIPE' ? EXIT.ok : EXIT.failed))
  const code = await run(args, around)
  // What is still open now (a timer of a library, a socket) must not keep the process alive; what was written must get out first.
  process.stdout.write('', () => process.exit(code))
}

export async function run(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await dispatch(args, around)
  } catch (problem) {
    if (!isFailure(problem)) return tellDefect(problem, around)
    around.err([problem.phrase, ...(problem.remedy ? [problem.remedy] : [])].map((phrase) => say(around.t, phrase)).join(' '))
    if (problem.code === EXIT.usage) around.err(around.t('cli.usage.seeHelp', { command: seen(args) }))
    return problem.code
  }
}

/** What nobody foresaw: a sentence first, then what a developer needs. */
function tellDefect(problem: unknown, { t, err }: Surroundings): number {
  if (isSystemError(problem)) err(t('cli.system', { reason: `${reasonOf(problem, t)} (${(problem as Error).message})` }))
  else {
    err(t('cli.defect', { detail: problem instanceof Error ? problem.message : String(problem) }))
    if (problem instanceof Error && problem.stack) err(problem.stack)
  }
  return EXIT.failed
}

async function dispatch(args: readonly string[], around: Surroundings): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    around.out(around.t('cli.help'))
    return name === undefined ? EXIT.usage : EXIT.ok
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) throw usage('unknownCommand', { command: name, commands: Object.keys(COMMANDS).join(', ') })
  const { command } = await load()
  const parsed = parse(command, rest)
  if (parsed.values.help === true) {
    around.out(around.t(`cli.${name}.help` as never))
    return EXIT.ok
  }
  if (typeof parsed.values.lang === 'string' && !['vi', 'en'].includes(parsed.values.lang))
    throw usage('choice', { option: '--lang', given: parsed.values.lang, choices: 'vi, en' })
  return command.run(parsed, around)
}

function seen(args: readonly string[]): string {
  return args[0] !== undefined && Object.hasOwn(COMMANDS, args[0]) ? `branchwatch ${args[0]}` : 'branchwatch'
}
