/** When the next backup is due: slots of the day at +07, caught up where the console was off. */
import type { BackupSettings } from '../../../shared/model/backup.ts'
import { DAY, HOUR, MINUTE } from '../../../shared/format/time.ts'
import { dayStart } from '../availability/calendar.ts'
import { dayNumber, weekNumber } from './rotation.ts'

type Timing = Pick<BackupSettings, 'time' | 'perDay'>

/** After a try that failed. */
export const RETRY_MS = 15 * MINUTE

/** Ms after midnight of the day's first slot. */
function offsetOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * HOUR + minutes * MINUTE
}

/** The last slot at or before `now`, epoch ms. */
export function lastSlot({ time, perDay }: Timing, now: number): number {
  const step = DAY / perDay
  const anchor = dayStart(now) + offsetOf(time)
  return anchor + Math.floor((now - anchor) / step) * step
}

export function nextSlot(timing: Timing, now: number): number {
  return lastSlot(timing, now) + DAY / timing.perDay
}

/**
 * True where a slot has passed since the last good backup (`lastAt`; null: none yet, then it counts from `since`). A backup that seems to lie
 * more than a slot ahead was made by a clock that has been set back since: it holds nothing up.
 */
export function isDue(timing: Timing, now: number, lastAt: number | null, since: number): boolean {
  const step = DAY / timing.perDay
  const from = lastAt ?? since
  return from > now + step || from < lastSlot(timing, now)
}

/** Whether this scheduled backup takes the history along; `lastHistoryAt` is of the newest backup that has it. */
export function takesHistory(pace: BackupSettings['history'], now: number, lastHistoryAt: number | null): boolean {
  if (pace === 'never') return false
  if (lastHistoryAt === null || lastHistoryAt > now + DAY) return true
  return pace === 'daily' ? dayNumber(lastHistoryAt) !== dayNumber(now) : weekNumber(lastHistoryAt) !== weekNumber(now)
}

/** Whole days without a good backup once they are too many, else null. */
export function daysWithout(warnDays: number, now: number, lastAt: number | null, since: number): number | null {
  const days = Math.floor((now - Math.min(now, lastAt ?? since)) / DAY)
  return days >= warnDays ? days : null
}
