/** One YAML text to a profile, or to sentences that say on which line what is wrong. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { fieldIssues } from '../../shared/i18n/issues.ts'
import { say, translator } from '../../shared/i18n/words.ts'
import { clip, plain } from '../../shared/format/plain.ts'
import { MetricKey } from '../../shared/model/metric.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { expand } from './expand.ts'
import { Profile } from './schema.ts'

export type ProfileIssue = {
  readonly file: string
  readonly line: number
  /** For the log, in English. */
  readonly message: string
  /** The part of the profile that is meant, as a dotted path; '' for the whole. */
  readonly field: string
  /** For the person who wrote the file. */
  readonly phrase: Phrase
}

/** `lineOf` finds the line of a part of the profile. */
export type Parsed = { readonly profile: Profile; readonly lineOf: (path: Path) => number } | { readonly issues: ProfileIssue[] }
type Path = readonly PropertyKey[]

/** Large enough for any family, small enough that a wrong file is not read at length. */
export const LONGEST_TEXT = 100_000
/** Far more than any family needs; the reader's time grows with the square of what is left open. */
const MOST_BRACKETS = 5000
/** An anchor may be used so many times over; a few that are made of each other would fill the memory. */
const MOST_ALIASES = 200
/** As many as a person reads. */
const MOST_ISSUES = 50

export function parseProfile(file: string, text: string): Parsed {
  if (text.length > LONGEST_TEXT) return { issues: [issueAt(file, 1, 'tooLong')] }
  if ((text.match(/[[{]/g)?.length ?? 0) > MOST_BRACKETS) return { issues: [issueAt(file, 1, 'deep')] }
  const lines = new LineCounter()
  const read = readYaml(file, text, lines)
  if ('issues' in read) return read
  const { document, content } = read
  const lineOf = (path: Path): number => lineIn(document, lines, path)
  const parsed = Profile.safeParse(content)
  if (!parsed.success) {
    const phrases = new Map(fieldIssues(parsed.error.issues, content).map(({ path, phrase }) => [path, phrase]))
    const paths = new Map(parsed.error.issues.map(({ path }) => [path.map(String).join('.'), path]))
    const issues = [...paths].slice(0, MOST_ISSUES)
    const told = (field: string, path: Path): Phrase => withMetrics(phrases.get(field) ?? INVALID, document.getIn(path))
    return { issues: inOrder(issues.map(([field, path]) => issueOf(file, lineOf(path), told(field, path), field))) }
  }
  const { profile, strays } = expand(parsed.data)
  if (strays.length === 0) return { profile, lineOf }
  return { issues: inOrder(strays.slice(0, MOST_ISSUES).map(({ path, phrase }) => issueOf(file, lineOf(path), phrase, path.join('.')))) }
}

const inOrder = (issues: ProfileIssue[]): ProfileIssue[] => issues.toSorted((a, b) => a.line - b.line)

/** A metric that does not exist: with those of the same kind, or all kinds where it is of none. */
function withMetrics(phrase: Phrase, given: unknown): Phrase {
  if (phrase.key !== 'error.field.named.profileMetric') return phrase
  const name = typeof given === 'string' ? clip(given, 60) : '—'
  const kindOf = (metric: string): string => metric.split('.', 1)[0] ?? ''
  const near = MetricKey.options.filter((one) => kindOf(one) === kindOf(name))
  const kinds = [...new Set(MetricKey.options.map((one) => `${kindOf(one)}.…`))]
  return { ...phrase, params: { given: name, metrics: (near.length > 0 ? near : kinds).join(', ') } }
}

const INVALID: Phrase = { key: 'error.field.invalid' }

type Yaml = { document: Document; content: unknown } | { issues: ProfileIssue[] }

/** Whatever a file holds, down to nesting that exhausts the reader, ends in a sentence. */
function readYaml(file: string, text: string, lines: LineCounter): Yaml {
  try {
    const document = parseDocument(text, { lineCounter: lines })
    if (document.errors.length > 0) {
      const issues = document.errors.slice(0, MOST_ISSUES)
      return { issues: issues.map(({ code, pos }) => issueAt(file, lines.linePos(pos[0]).line, ...wrongYaml(code))) }
    }
    return { document, content: document.toJS({ maxAliasCount: MOST_ALIASES }) }
  } catch (problem) {
    const deep = problem instanceof RangeError
    return { issues: [issueAt(file, 1, deep ? 'deep' : 'bomb')] }
  }
}

const wrongYaml = (code: string): [key: string, params?: Phrase['params']] =>
  code === 'RESOURCE_EXHAUSTION' ? ['deep'] : ['yaml', { detail: code }]

/** What is wrong with a file, named by a key of `error.profile`. */
export function issueAt(file: string, line: number, key: string, params?: Phrase['params']): ProfileIssue {
  return issueOf(file, line, { key: `error.profile.${key}`, ...(params && { params }) }, '')
}

function issueOf(file: string, line: number, phrase: Phrase, field: string): ProfileIssue {
  const sentence = say(translator('en'), phrase)
  // The keys of a file may be anything as well.
  const shown = plain(field, 200)
  return { file, line, message: shown === '' ? sentence : `${shown}: ${sentence}`, field: shown, phrase }
}

/** The line of the nearest part of the document that the path leads to. */
function lineIn(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
