/** What an answer counts as, while it is being given: the same rules as the console applies at the finish. */
import { dayOf } from '../../../shared/format/time.ts'
import type { Severity } from '../../../shared/model/alarm.ts'
import type { Answer, Checklist, ChecklistItem, LiveReading } from '../../../shared/model/inspection.ts'

const DUE_DAYS: Readonly<Record<Severity, number>> = { critical: 1, major: 7, minor: 30, warning: 60, indeterminate: 30 }

/** The day a finding of this severity is due when opened at `at`. */
export function dueDay(severity: Severity, at: number): string {
  return dayOf(at + DUE_DAYS[severity] * 86_400_000)
}

/** The result: what the person said, otherwise what the number's limits or the date say; null is unanswered. */
export function resultOf(item: ChecklistItem, answer: Answer | undefined, today: string): Answer['result'] {
  if (!answer) return null
  if (answer.result) return answer.result
  if (item.kind === 'number' && answer.value !== null) return withinLimits(item, answer.value) ? 'pass' : 'fail'
  if (item.kind === 'date' && answer.day !== null) return answer.day > today ? 'pass' : 'fail'
  return null
}

export function withinLimits(item: Pick<ChecklistItem, 'min' | 'max'>, value: number): boolean {
  return !(item.min !== null && value < item.min) && !(item.max !== null && value > item.max)
}

export const itemsOf = (checklist: Checklist): ChecklistItem[] => checklist.groups.flatMap((group) => group.items)

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
