/** Days of the calendar at +07 as whole numbers, so that they can be counted on; day 0 is 1970-01-01. */
import { DAY, dayOf, OFFSET, startOfDay } from '../../../shared/format/time.ts'

export type DayNumber = number

export const numberOfDay = (day: string): DayNumber => Math.round((startOfDay(day) + OFFSET) / DAY)
export const dayOfNumber = (day: DayNumber): string => dayOf(startOf(day))
/** Epoch ms of its midnight. */
export const startOf = (day: DayNumber): number => day * DAY - OFFSET
/** The day on which a moment lies. */
export const dayAt = (at: number): DayNumber => Math.floor((at + OFFSET) / DAY)
/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1

/** Months counted from January 1970. */
export const monthOf = (day: DayNumber): number => {
  const date = new Date(day * DAY)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}
/** Its first day, and the number of its days. */
export const firstOfMonth = (month: number): DayNumber => Math.round(Date.UTC(1970, month, 1) / DAY)
export const daysOfMonth = (month: number): number => firstOfMonth(month + 1) - firstOfMonth(month)
