/** When a window is open: its occurrences one after another, and those of a period. */
import { MINUTE } from '../../../shared/format/time.ts'
import type { MaintenanceWindow, Occurrence, Schedule } from '../../../shared/model/window.ts'
import { dayAt, dayOfNumber, daysOfMonth, firstOfMonth, monthOf, numberOfDay, startOf, weekdayOf, type DayNumber } from './days.ts'

type Repeated = Exclude<Schedule, { kind: 'once' }>
type Timed = Pick<MaintenanceWindow, 'id' | 'schedule' | 'skipped'>

/** Days on which an occurrence begins, from a day on, without an end. */
function* days(schedule: Repeated, first: DayNumber): Generator<DayNumber, never> {
  if (schedule.kind === 'monthly') {
    for (let month = monthOf(first); ; month++) {
      const length = daysOfMonth(month)
      const day = schedule.day === 'last' ? length : schedule.day
      const found = firstOfMonth(month) + day - 1
      if (day <= length && found >= first) yield found
    }
  }
  for (let day = first; ; day++) if (schedule.kind === 'daily' || schedule.days.includes(weekdayOf(day))) yield day
}

/** Occurrences that end after a moment, in their order; without an end where the schedule has none. */
export function* occurrencesFrom({ id, schedule, skipped }: Timed, at: number): Generator<Occurrence, void> {
  if (schedule.kind === 'once') {
    const { from, to } = schedule
    if (to > at) yield { windowId: id, day: dayOfNumber(dayAt(from)), from, to }
    return
  }
  const length = schedule.minutes * MINUTE
  const first = Math.max(numberOfDay(schedule.fromDay), dayAt(at - length))
  const last = schedule.untilDay === null ? Number.POSITIVE_INFINITY : numberOfDay(schedule.untilDay)
  const left = new Set(skipped)
  for (const number of days(schedule, first)) {
    if (number > last) return
    const from = startOf(number) + schedule.startMinute * MINUTE
    const day = dayOfNumber(number)
    if (from + length > at && !left.has(day)) yield { windowId: id, day, from, to: from + length }
  }
}

/** Those that touch [from, to), oldest first; half-open like the period. */
export function occurrencesBetween(window: Timed, from: number, to: number): Occurrence[] {
  const found: Occurrence[] = []
  for (const one of occurrencesFrom(window, from)) {
    if (one.from >= to) break
    found.push(one)
  }
  return found
}

/** The next ones that are not over. */
export function nextOccurrences(window: Timed, at: number, count: number): Occurrence[] {
  const found: Occurrence[] = []
  for (const one of occurrencesFrom(window, at)) {
    found.push(one)
    if (found.length >= count) break
  }
  return found
}
