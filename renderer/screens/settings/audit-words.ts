/** Audit rows in words: the action as a verb with its thing, and what changed field by field. */
import type { TFunction } from 'i18next'

/** "Changed station" for `station.update`; the raw action where a word is missing. */
export function actionText(action: string, t: TFunction): string {
  const [thing = '', verb = ''] = action.split('.')
  const verbKey = `settings.audit.verb.${verb}`
  const thingKey = `settings.audit.thing.${thing}`
  const verbWord: string = t(verbKey)
  const thingWord: string = t(thingKey)
  if (verbWord === verbKey) return action
  return thingWord === thingKey ? verbWord : `${verbWord} ${thingWord}`
}

/** A subject such as `station:12`, taken apart; null where it is written otherwise. */
export function subjectOf(subject: string): { thing: string; id: number } | null {
  const match = /^([a-z]+):(\d{1,12})$/i.exec(subject)
  return match ? { thing: match[1] ?? '', id: Number(match[2]) } : null
}

export type FieldChange = { readonly field: string; readonly before: string; readonly after: string }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as one line of text. */
export function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The fields that differ; a value that is no record stands as one field without a name. */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
  if (!isRecord(before) && !isRecord(after)) {
    const pair = { field: '', before: plain(before), after: plain(after) }
    return pair.before === pair.after ? [] : [pair]
  }
  const old = isRecord(before) ? before : {}
  const next = isRecord(after) ? after : {}
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .map((field) => ({ field, before: plain(old[field]), after: plain(next[field]) }))
    .filter((row) => row.before !== row.after && row.field !== 'version')
}
