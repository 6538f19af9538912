/** What an answer on a checklist counts as: one rule for the form while it is filled in and for the console at the finish. */
import { DAY, dayOf } from '../format/time.ts'
import type { Severity } from './alarm.ts'
import type { Answer, Checklist, ChecklistItem } from './inspection.ts'

/** Days until a finding is due, by severity. */
const DUE_DAYS: Readonly<Record<Severity, number>> = { critical: 1, major: 7, minor: 30, warning: 60, indeterminate: 30 }

/** The day a finding of this severity is due when opened at `at`. */
export function dueDay(severity: Severity, at: number): string {
  return dayOf(at + DUE_DAYS[severity] * DAY)
}

export function itemsOf(checklist: Checklist): ChecklistItem[] {
  return checklist.groups.flatMap((group) => group.items)
}

function withinLimits(item: Pick<ChecklistItem, 'min' | 'max'>, value: number): boolean {
  return !(item.min !== null && value < item.min) && !(item.max !== null && value > item.max)
}

/**
 * The result of an answer: what the person said; where they said nothing, a number passes inside its limits
 * and a date passes while it lies ahead of `today`. Null: still unanswered.
 */
export function resultOf(item: ChecklistItem, answer: Answer | undefined, today: string): Answer['result'] {
  if (!answer) return null
  if (answer.result) return answer.result
  if (item.kind === 'number' && answer.value !== null) return withinLimits(item, answer.value) ? 'pass' : 'fail'
  if (item.kind === 'date' && answer.day !== null) return answer.day > today ? 'pass' : 'fail'
  return null
}
