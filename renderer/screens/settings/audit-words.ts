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

export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Nothing, said in one of four ways. */
export const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A record inside a record is laid out by its own fields: `raiseHold.polls`. */
function flat(value: Record<string, unknown>, front = ''): [field: string, value: unknown][] {
  return Object.entries(value).flatMap(([name, child]) =>
    isRecord(child) ? flat(child, `${front}${name}.`) : [[front + name, child] as [string, unknown]],
  )
}

const same = (a: unknown, b: unknown): boolean => (isBlank(a) && isBlank(b)) || JSON.stringify(a) === JSON.stringify(b)

/** The fields that differ; a value that is no record stands as one field without a name. Numbers that only the store needs are left out. */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
  if (!isRecord(before) && !isRecord(after)) return same(before, after) ? [] : [{ field: '', before, after }]
  const old = new Map(isRecord(before) ? flat(before) : [])
  const next = new Map(isRecord(after) ? flat(after) : [])
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((field) => field !== 'version' && field !== 'id')
    .map((field) => ({ field, before: old.get(field), after: next.get(field) }))
    .filter((row) => !same(row.before, row.after))
}

/** The name that a changed record carries, where it does. */
export function nameIn(entry: { readonly before: unknown; readonly after: unknown }): string | null {
  for (const record of [entry.after, entry.before])
    if (isRecord(record)) for (const name of ['name', 'code']) if (typeof record[name] === 'string') return record[name]
  return null
}
