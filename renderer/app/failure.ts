/** What went wrong with a call, in the shape that a screen shows: a sentence, refused fields, and details to copy. */
import { ORPCError } from '@orpc/client'
import type { TFunction } from 'i18next'
import { ErrorData, type ErrorCode } from '../../shared/contract/procedure.ts'
import type { FieldIssue, Phrase } from '../../shared/model/phrase.ts'
import { number } from '../../shared/format/number.ts'
import { plain } from '../../shared/format/plain.ts'
import { Disconnected } from './connection.ts'
import { NotSaved } from './save-export.ts'
import { usePreferences } from './preferences.ts'

export type Failure = {
  readonly code: ErrorCode | 'DISCONNECTED' | 'DEFECT'
  readonly phrase: Phrase
  readonly issues: readonly FieldIssue[]
  /** The present state, on CONFLICT. */
  readonly current: unknown
  /** What "copy details" copies. */
  readonly details: string
}

const KNOWN: readonly string[] = ['INVALID', 'UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'TOO_MANY', 'UNAVAILABLE']

/** Sorts anything thrown by a call. */
export function failureOf(error: unknown): Failure {
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (error instanceof Disconnected) {
    return { code: 'DISCONNECTED', phrase: { key: 'common.failure.disconnected' }, issues: [], current: undefined, details }
  }
  if (error instanceof NotSaved) {
    const { refused, data } = error.refusal
    return { code: refused, phrase: data.phrase, issues: [], current: undefined, details }
  }
  if (error instanceof ORPCError) {
    const data = ErrorData.safeParse(error.data)
    if (data.success && KNOWN.includes(error.code)) {
      return {
        code: error.code as ErrorCode,
        phrase: data.data.phrase,
        issues: data.data.issues ?? [],
        current: data.data.current,
        details: `${error.code}: ${JSON.stringify(data.data.phrase)}`,
      }
    }
    if (KNOWN.includes(error.code)) {
      const code = error.code as ErrorCode
      return { code, phrase: { key: `common.failure.${code}` }, issues: [], current: undefined, details }
    }
    return {
      code: 'DEFECT',
      phrase: { key: 'common.failure.defect' },
      issues: [],
      current: undefined,
      details: `${error.code}: ${error.message}`,
    }
  }
  return { code: 'DEFECT', phrase: { key: 'common.failure.defect' }, issues: [], current: undefined, details }
}

/** The failure's sentence; a key that the dictionaries do not have falls back to a general sentence. */
export function sentence(t: TFunction, failure: Failure): string {
  return phraseText(t, failure.phrase, 'common.failure.defect')
}

/** A phrase in words; an unknown key shows `fallback` (a key) rather than itself. */
export function phraseText(t: TFunction, phrase: Phrase, fallback = 'common.failure.defect'): string {
  const locale = usePreferences.getState().locale
  const params: Record<string, string | number | null> = {}
  for (const [name, value] of Object.entries(phrase.params ?? {})) {
    if (typeof value === 'string') params[name] = plain(value)
    else params[name] = typeof value === 'number' && !Number.isInteger(value) ? number(value, locale, 2, true) : value
  }
  const said: string = t(phrase.key, params)
  return said === phrase.key ? t(fallback) : said
}
