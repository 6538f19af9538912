/** How values travel between records and columns: NFC text, JSON in a cell, and booleans as 0 and 1. */
import { refuse, type Refusal } from '../../../shared/model/refusal.ts'

/** Two spellings of the same Vietnamese word must be one: composed form, no spaces around. */
export function nfc(text: string): string {
  return text.normalize('NFC').trim()
}

export function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0
}

/** Null where a byte of it has changed on the disk: the cell is lost, not the list that it is part of. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A refused field. `path` is where it is in the input, `key` a sentence under `error.`. */
export function invalid(path: string, key: string, params?: Record<string, string | number | null>): Refusal {
  return refuse('INVALID', 'invalid', undefined, { issues: [{ path, phrase: { key: `error.${key}`, params } }] })
}

export function conflict(current: unknown): Refusal {
  return refuse('CONFLICT', 'conflict', undefined, { current })
}

export function notFound(): Refusal {
  return refuse('NOT_FOUND', 'notFound')
}

/** The fields that differ, as they were and as they are. */
export function difference(before: object, after: object): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const was: Record<string, unknown> = {}
  const is: Record<string, unknown> = {}
  const old = new Map<string, unknown>(Object.entries(before))
  for (const [name, value] of Object.entries(after)) {
    if (name === 'version' || JSON.stringify(value) === JSON.stringify(old.get(name))) continue
    was[name] = old.get(name)
    is[name] = value
  }
  return { before: was, after: is }
}
