/** What a command of the command line is, and how its words are read: every wrong word becomes one sentence and exit code 2. */
import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util'
import type { TFunction } from 'i18next'
import type { z } from 'zod'
import { fieldIssues } from '../../../shared/i18n/issues.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { Locale } from '../../../shared/i18n/words.ts'

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const

export type Words = { readonly t: TFunction; readonly locale: Locale }
/** The world around a command, so that tests can stand in for it. */
export type Surroundings = Words & {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The project's folder: where node_modules, dist and package.json lie. */
  readonly root: string
  readonly out: (text: string) => void
  /** To the output as it is, without a line end of its own. */
  readonly write: (text: string) => void
  readonly err: (text: string) => void
}

type Value = string | boolean | undefined
export type Options = Readonly<Record<string, ParseArgsOptionDescriptor>>
export type Parsed = { readonly values: Readonly<Record<string, Value>>; readonly positionals: readonly string[] }

export type Command = {
  readonly options: Options
  /** Options that may stand without a value, and what they mean then. */
  readonly bare?: Readonly<Record<string, string>>
  /** Least and most words that are not options. */
  readonly words?: readonly [least: number, most: number]
  /** What that word is called in the help. */
  readonly wordName?: string
  run(parsed: Parsed, around: Surroundings): Promise<number>
}

/** Options that every command takes. */
const COMMON: Options = { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } }

/** A failure that is told in one sentence. */
export class Failure extends Error {
  readonly phrase: Phrase
  readonly code: number
  /** A further sentence, such as the remedy for the field that the first one names. */
  readonly remedy: Phrase | undefined
  constructor(phrase: Phrase, code: number = EXIT.failed, remedy?: Phrase) {
    super(phrase.key)
    this.phrase = phrase
    this.code = code
    this.remedy = remedy
  }
}

/** Told by its shape, not by its class: the built console brings a class of its own. */
export function isFailure(problem: unknown): problem is Failure {
  return problem instanceof Error && 'phrase' in problem && 'code' in problem && typeof problem.code === 'number'
}

export function usage(key: string, params?: Phrase['params'], remedy?: Phrase): Failure {
  return new Failure({ key: `cli.usage.${key}`, params }, EXIT.usage, remedy)
}
export function failure(key: string, params?: Phrase['params']): Failure {
  return new Failure({ key: `cli.${key}`, params })
}

/** Reads the words after the command's name. */
export function parse(command: Command, args: readonly string[]): Parsed {
  const options = { ...command.options, ...COMMON }
  const { tokens } = parseArgs({ args: spelled(command, args), options, strict: false, allowPositionals: true, tokens: true })
  const values: Record<string, Value> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const known = options[token.name]
    if (!known) throw usage('unknownOption', { option: token.rawName })
    if (known.type === 'boolean' && token.value !== undefined) throw usage('noValue', { option: token.rawName })
    if (known.type === 'string' && (token.value === undefined || token.value === '')) throw usage('needsValue', { option: token.rawName })
    values[token.name] = token.value ?? true
  }
  const [least, most] = command.words ?? [0, 0]
  if (values.help !== true) {
    if (positionals.length > most) throw usage('unexpected', { word: positionals[most] ?? '' })
    if (positionals.length < least) throw usage('missingWord', { word: command.wordName ?? '' })
  }
  return { values, positionals }
}

/** `--demo` and `--demo 300` both stand: the bare one gets its meaning written out. */
function spelled(command: Command, args: readonly string[]): string[] {
  const bare = command.bare ?? {}
  const words: string[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? ''
    const meaning = word.startsWith('--') ? bare[word.slice(2)] : undefined
    const next = args[i + 1]
    if (meaning === undefined) words.push(word)
    else if (next !== undefined && /^-?[\d.,]+$/.test(next)) words.push(`${word}=${args[++i]}`)
    else words.push(`${word}=${meaning}`)
  }
  return words
}

export function text(parsed: Parsed, name: string): string | undefined {
  const value = parsed.values[name]
  return typeof value === 'string' ? value : undefined
}

export function flag(parsed: Parsed, name: string): boolean {
  return parsed.values[name] === true
}

/** The first thing that a schema has against an option's value, as a sentence with its remedy. */
export function fits<T>(schema: z.ZodType<T>, value: unknown, optionOf: (path: string) => string): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = fieldIssues(read.error.issues, value)
  throw usage('field', { option: optionOf(issue?.path ?? '') }, issue?.phrase)
}

/** A whole number between two limits, or a sentence that names them. */
export function whole(parsed: Parsed, name: string, least: number, most: number): number | undefined {
  const given = text(parsed, name)
  if (given === undefined) return undefined
  const value = Number(given)
  if (!/^-?\d+$/.test(given) || value < least || value > most)
    throw usage('number', { option: `--${name}`, given, least: String(least), most: String(most) })
  return value
}

export function oneOf<T extends string>(parsed: Parsed, name: string, choices: readonly T[]): T | undefined {
  const given = text(parsed, name)
  if (given === undefined) return undefined
  const found = choices.find((choice) => choice.toLowerCase() === given.toLowerCase())
  if (found === undefined) throw usage('choice', { option: `--${name}`, given, choices: choices.join(', ') })
  return found
}
