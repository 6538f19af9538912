/** How long an alarm may be set aside: the usual lengths, and the end of the night shift. */
import { LONGEST_SHELF } from '../../../shared/model/alarm.ts'
import { DAY, dayOf, HOUR, MINUTE, startOfDay } from '../../../shared/format/time.ts'

export const LENGTHS = ['quarter', 'hour', 'four', 'morning', 'date'] as const
export type Length = (typeof LENGTHS)[number]
/** A shelf always ends; the console takes none beyond this. */
export const LONGEST = LONGEST_SHELF
const MORNING = 7 * HOUR

/** When it ends, epoch ms; null for a date that the person says. */
export function until(length: Length, now: number): number | null {
  if (length === 'quarter') return now + 15 * MINUTE
  if (length === 'hour') return now + HOUR
  if (length === 'four') return now + 4 * HOUR
  if (length === 'date') return null
  const today = startOfDay(dayOf(now)) + MORNING
  return today > now + MINUTE ? today : today + DAY
}
