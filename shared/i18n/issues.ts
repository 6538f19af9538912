/** Turns what a schema refused into field issues with a sentence each, so that no reader ever meets the schema library's own words. */
import type { z } from 'zod'
import type { FieldIssue, Phrase } from '../model/phrase.ts'
import { field } from './vi/field.ts'

type Issue = z.core.$ZodIssue

/** One issue for each refused field, named by its dotted path; '' is the input as a whole. */
export function fieldIssues(issues: readonly Issue[], input: unknown): FieldIssue[] {
  const out = new Map<string, FieldIssue>()
  for (const issue of issues) {
    const path = issue.path.map(String).join('.')
    if (!out.has(path)) out.set(path, { path, phrase: phraseOf(issue, input) })
  }
  return [...out.values()]
}

function phraseOf(issue: Issue, input: unknown): Phrase {
  // Schemas of the model name a sentence of their own in place of the message.
  if (Object.hasOwn(field.named, issue.message)) return say(`named.${issue.message}`, issue.code === 'custom' ? issue.params : undefined)
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined ? say('required') : wrongType(String(issue.expected))
    case 'too_small':
      return limit(issue.origin, Number(issue.minimum), 'small')
    case 'too_big':
      return limit(issue.origin, Number(issue.maximum), 'big')
    case 'invalid_value':
      return missing(input, issue.path) ?? say('choice', { choices: named(issue.values.map(String)) })
    case 'invalid_union': {
      const choices = (issue as { options?: unknown }).options
      return (
        missing(input, issue.path) ?? (Array.isArray(choices) ? say('choice', { choices: named(choices.map(String)) }) : say('invalid'))
      )
    }
    case 'invalid_format':
      return say('format')
    case 'unrecognized_keys':
      return say('unknown', { names: issue.keys.join(', ') })
    default:
      return say('invalid')
  }
}

/** A sentence names as many choices as a person reads. */
const MOST_CHOICES = 30
function named(choices: readonly string[]): string {
  return choices.length <= MOST_CHOICES ? choices.join(', ') : `${choices.slice(0, MOST_CHOICES).join(', ')}, …`
}

const TYPES: Record<string, Phrase> = {
  string: say('string'),
  number: say('number'),
  int: say('integer'),
  boolean: say('boolean'),
  array: say('list'),
  object: say('object'),
  record: say('object'),
}

function wrongType(expected: string): Phrase {
  return TYPES[expected] ?? say('type', { expected })
}

function limit(origin: string, value: number, side: 'small' | 'big'): Phrase {
  const bound: Record<string, number> = side === 'small' ? { min: value } : { max: value }
  if (origin === 'string') return value === 1 && side === 'small' ? say('required') : say(side === 'small' ? 'tooShort' : 'tooLong', bound)
  if (origin === 'array' || origin === 'set') return say(side === 'small' ? 'tooFew' : 'tooMany', bound)
  return say(side === 'small' ? 'tooSmall' : 'tooBig', bound)
}

function missing(input: unknown, path: readonly PropertyKey[]): Phrase | null {
  return valueAt(input, path) === undefined ? say('required') : null
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = input
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}

function say(key: string, params?: Phrase['params']): Phrase {
  return { key: `error.field.${key}`, params }
}
