/** What is wrong with a window before it is proposed: fields by their path, each with a sentence. */
import type { FieldIssue } from '../../../shared/model/phrase.ts'
import type { Schedule, WindowTargets } from '../../../shared/model/window.ts'

const DAY_MINUTES = 1440
/** The shortest month: two occurrences of a monthly window are at least so far apart. */
const MONTH_DAYS = 28
const LONGEST_ONCE_MS = 31 * 86_400_000

const issue = (path: string, key: string, params?: Record<string, number>): FieldIssue => ({
  path,
  phrase: params ? { key: `error.window.${key}`, params } : { key: `error.window.${key}` },
})

/** Minutes from one occurrence's beginning to the next one's, at the least. */
export function shortestPeriod(schedule: Exclude<Schedule, { kind: 'once' }>): number {
  if (schedule.kind === 'daily') return DAY_MINUTES
  if (schedule.kind === 'monthly') return MONTH_DAYS * DAY_MINUTES
  const days = [...new Set(schedule.days)].toSorted((a, b) => a - b)
  const gaps = days.map((day, i) => (days[i + 1] ?? (days[0] ?? day) + 7) - day)
  return Math.min(...gaps) * DAY_MINUTES
}

/** `at`: the present. One that is over already would silence nothing. */
export function scheduleIssues(schedule: Schedule, at: number): FieldIssue[] {
  if (schedule.kind === 'once') {
    const { from, to } = schedule
    if (to <= from) return [issue('schedule.to', 'endsBefore')]
    if (to - from > LONGEST_ONCE_MS) return [issue('schedule.to', 'tooLong', { days: LONGEST_ONCE_MS / 86_400_000 })]
    return to <= at ? [issue('schedule.to', 'over')] : []
  }
  const issues: FieldIssue[] = []
  if (schedule.untilDay !== null && schedule.untilDay < schedule.fromDay) issues.push(issue('schedule.untilDay', 'untilBefore'))
  const most = shortestPeriod(schedule)
  if (schedule.minutes > most) issues.push(issue('schedule.minutes', 'longerThanPeriod', { hours: most / 60 }))
  return issues
}

export function targetIssues({ stationIds, communeIds, groupIds, deviceIds }: WindowTargets): FieldIssue[] {
  return stationIds.length + communeIds.length + groupIds.length + deviceIds.length === 0 ? [issue('targets', 'noTargets')] : []
}
