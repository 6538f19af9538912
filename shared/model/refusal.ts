/** An expected failure as a value: commands answer what they made, or a refusal that says why and what to do. */
import type { ErrorCode, ErrorData } from '../contract/procedure.ts'
import type { FieldIssue, Phrase } from './phrase.ts'

export type Refusal = { readonly refused: ErrorCode; readonly data: ErrorData }

/** Makes a refusal. `key` is a key under `error.` in the dictionaries. */
export function refuse(
  code: ErrorCode,
  key: string,
  params?: Phrase['params'],
  more?: { issues?: FieldIssue[]; current?: unknown },
): Refusal {
  return { refused: code, data: { phrase: { key: `error.${key}`, params }, ...more } }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && 'data' in value
}
