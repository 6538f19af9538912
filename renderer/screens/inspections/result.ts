/** How far a form is answered, and how a number by hand stands against the live reading. */
import { resultOf } from '../../../shared/model/answer.ts'
import type { Answer, ChecklistItem, LiveReading } from '../../../shared/model/inspection.ts'

export type Progress = {
  readonly total: number
  readonly done: number
  readonly failed: readonly ChecklistItem[]
  readonly unanswered: readonly ChecklistItem[]
}

/** How far a list of items is answered. */
export function progressOf(items: readonly ChecklistItem[], answers: ReadonlyMap<string, Answer>, today: string): Progress {
  const failed: ChecklistItem[] = []
  const unanswered: ChecklistItem[] = []
  for (const item of items) {
    const result = resultOf(item, answers.get(item.id), today)
    if (result === null) unanswered.push(item)
    else if (result === 'fail') failed.push(item)
  }
  return { total: items.length, done: items.length - unanswered.length, failed, unanswered }
}

export type Comparison =
  | { readonly kind: 'none' }
  | { readonly kind: 'agrees'; readonly difference: number }
  | { readonly kind: 'differs'; readonly difference: number }

/**
 * A number by hand against the live reading. They agree within a tenth of the larger one, or one unit for small values;
 * a wrong scale (53.9 against 5.39) always differs. Only a trusted live value is compared.
 */
export function compare(value: number | null, live: LiveReading | null | undefined): Comparison {
  if (value === null || !live || live.value === null || live.quality === 'stale' || live.quality === 'error') return { kind: 'none' }
  const difference = value - live.value
  const allowed = Math.max(1, 0.1 * Math.max(Math.abs(value), Math.abs(live.value)))
  return { kind: Math.abs(difference) <= allowed ? 'agrees' : 'differs', difference }
}
