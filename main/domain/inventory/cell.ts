/** Reads single cells of an import file: numbers with decimal commas, days in two notations, yes and no, words of lists. */
import { fold } from '../../../shared/format/fold.ts'
import { fieldIssues } from '../../../shared/i18n/issues.ts'
import type { z } from 'zod'
import type { FieldIssue, Phrase } from '../../../shared/model/phrase.ts'

/** A value as a dry run shows it. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ')
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : JSON.stringify(value)
}

/** Collects what is wrong with a row and what was repaired in it. */
export class RowNotes {
  readonly issues: FieldIssue[] = []
  readonly notes: Phrase[] = []

  refuse(path: string, key: string, params?: Phrase['params']): void {
    this.issues.push({ path, phrase: { key: `error.import.${key}`, params } })
  }

  /** What the console's own schema found wrong, for fields that have no finer sentence yet. */
  refuseBySchema(error: z.ZodError, fields: Readonly<Record<string, unknown>>): void {
    for (const issue of fieldIssues(error.issues, fields)) if (!this.issues.some(({ path }) => path === issue.path)) this.issues.push(issue)
  }

  refuseLong(path: string, max: number): void {
    this.issues.push({ path, phrase: { key: 'error.tooLong', params: { max } } })
  }

  repaired(key: string, params?: Phrase['params']): void {
    this.notes.push({ key: `error.import.${key}`, params })
  }
}

/** A number; a decimal comma is read as a point and noted. */
export function numberCell(notes: RowNotes, field: string, text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0]/g, '').replace('−', '-')
  const comma = /^-?\d+,\d+$/.test(plain)
  const point = comma ? plain.replace(',', '.') : plain
  const value = Number(point)
  if (!Number.isFinite(value) || plain === '') {
    notes.refuse(field, 'notNumber', { text })
    return null
  }
  if (comma) notes.repaired('decimalComma', { field, text, value: point })
  return value
}

/** A day as YYYY-MM-DD or dd/mm/yyyy. */
export function dayCell(notes: RowNotes, field: string, text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : []
  const value = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const date = new Date(`${value}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    notes.refuse(field, 'notDay', { text })
    return null
  }
  return value
}

const YES = new Set(['1', 'yes', 'y', 'true', 'co', 'x', 'on'])
const NO = new Set(['0', 'no', 'n', 'false', 'khong', '', 'off'])

export function booleanCell(notes: RowNotes, field: string, text: string): boolean | null {
  const word = fold(text)
  if (YES.has(word)) return true
  if (NO.has(word)) return false
  notes.refuse(field, 'notYesNo', { text })
  return null
}

/** One of a set of words, each with the folded forms that mean it. */
export function wordCell<T extends string>(
  notes: RowNotes,
  field: string,
  text: string,
  words: Readonly<Record<T, readonly string[]>>,
): T | null {
  const wanted = fold(text)
  const entries = Object.entries(words) as [T, readonly string[]][]
  const found = entries.find(([name, list]) => name.toLowerCase() === wanted || list.includes(wanted))
  if (!found) notes.refuse(field, 'notWord', { text, words: entries.map(([name]) => name).join(', ') })
  return found?.[0] ?? null
}

/** Cells that hold a list: split at ; , + | or blanks. */
export function listCell(text: string): string[] {
  return text
    .split(/[;,+|\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
