/** Parts of the day and days of the week at +07. */
import { DAY, MINUTE, OFFSET } from '../../../shared/format/time.ts'
import type { DayPart } from '../../../shared/model/notification.ts'

const sinceMidnight = (at: number): number => (((at + OFFSET) % DAY) + DAY) % DAY

/** A part that ends at or before its beginning goes on over midnight; one of equal ends is the whole day. */
export function within({ from, to }: DayPart, at: number): boolean {
  const minute = sinceMidnight(at) / MINUTE
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

/** The next moment after `at` at which the part ends. */
export function endOf({ to }: DayPart, at: number): number {
  const ahead = to * MINUTE - sinceMidnight(at)
  return at + (ahead > 0 ? ahead : ahead + DAY)
}

/** 1 Monday … 7 Sunday. */
export function weekday(at: number): number {
  return ((Math.floor((at + OFFSET) / DAY) + 3) % 7) + 1
}

/** The weekday to which a moment within a part belongs: after midnight it is still that of the evening before. */
export function weekdayOf(hours: DayPart | null, at: number): number {
  const isMorningAfter = hours !== null && hours.from >= hours.to && sinceMidnight(at) / MINUTE < hours.to
  return weekday(isMorningAfter ? at - DAY : at)
}
