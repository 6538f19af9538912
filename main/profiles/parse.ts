/** One YAML text to a profile, or to sentences that say on which line what is wrong. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { fieldIssues } from '../../shared/i18n/issues.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import { Profile } from './schema.ts'

export type ProfileIssue = {
  readonly file: string
  readonly line: number
  /** For the log. */
  readonly message: string
  /** The part of the profile that is meant, as a dotted path; '' for the whole. */
  readonly field: string
  /** For the person who wrote the file. */
  readonly phrase: Phrase
}

/** Large enough for any family, small enough that a wrong file is not read at length. */
const LONGEST_TEXT = 500_000

export function parseProfile(file: string, text: string): { profile: Profile } | { issues: ProfileIssue[] } {
  if (text.length > LONGEST_TEXT) return { issues: [whole(file, 'tooLong', 'the file is too long for a profile')] }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    return {
      issues: document.errors.map(({ code, pos }) => ({ ...whole(file, 'yaml', code), line: lines.linePos(pos[0]).line })),
    }
  }
  const content: unknown = document.toJS({ maxAliasCount: 50 })
  const parsed = Profile.safeParse(content)
  if (!parsed.success) {
    const phrases = new Map(fieldIssues(parsed.error.issues, content).map(({ path, phrase }) => [path, phrase]))
    return {
      issues: parsed.error.issues.map((issue) => {
        const field = issue.path.map(String).join('.')
        return {
          file,
          line: lineOf(document, lines, issue.path),
          message: `${field || 'profile'}: ${issue.message}`,
          field,
          phrase: phrases.get(field) ?? { key: 'error.field.invalid' },
        }
      }),
    }
  }
  const expanded = expand(parsed.data)
  return 'unknown' in expanded
    ? { issues: [whole(file, 'abbreviation', `oids: there is no abbreviation "${expanded.unknown}"`, expanded.unknown)] }
    : { profile: expanded.profile }
}

/** What is wrong with the file as a whole. */
export function whole(
  file: string,
  key: 'tooLong' | 'yaml' | 'abbreviation' | 'unreadable',
  message: string,
  name = message,
): ProfileIssue {
  return { file, line: 1, message, field: '', phrase: { key: `error.profile.${key}`, params: { detail: name } } }
}

/** The line of the nearest part of the document that the path leads to. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** Puts full object identifiers in place of the abbreviations. */
function expand(profile: Profile): { profile: Profile } | { unknown: string } {
  let unknown: string | null = null
  const full = (oid: string): string => {
    const head = oid.split('.', 1)[0] ?? ''
    if (/^\d/.test(head)) return oid
    const root = profile.oids[head]
    if (root === undefined) unknown = head
    return `${root ?? head}${oid.slice(head.length)}`
  }
  const optional = (oid: string | undefined): string | undefined => (oid === undefined ? undefined : full(oid))
  const common = <T extends Profile['readings'][number] | Profile['tables'][number]['readings'][number]>(reading: T): T => ({
    ...reading,
    exponent: optional(reading.exponent),
    decimals: optional(reading.decimals),
    share: optional(reading.share),
    variant: reading.variant && { ...reading.variant, by: full(reading.variant.by) },
    status: reading.status && { ...reading.status, by: full(reading.status.by) },
  })
  const result: Profile = {
    ...profile,
    match: profile.match.map((m) => ({ ...m, probe: optional(m.probe), under: optional(m.under) })),
    readings: profile.readings.map((r) => ({ ...common(r), oid: r.oid.map(full) })),
    tables: profile.tables.map((t) => ({
      ...t,
      rows: t.rows.map(full),
      facts: Object.fromEntries(Object.entries(t.facts).map(([name, oid]) => [name, full(oid)])),
      readings: t.readings.map((r) => ({ ...common(r), column: r.column.map(full) })),
    })),
  }
  return unknown === null ? { profile: result } : { unknown }
}
