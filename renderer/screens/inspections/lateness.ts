/** How a finding stands against its due date, counted in days of the calendar at +07. */
import { startOfDay } from '../../../shared/format/time.ts'

/** Days from today to the due day: negative is late, 0 is today. */
export function daysUntil(dueOn: string, today: string): number {
  return Math.round((startOfDay(dueOn) - startOfDay(today)) / 86_400_000)
}
