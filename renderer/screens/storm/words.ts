/** Times left and distances as the storm screens say them. */
import { clock, dayAndMonth, DAY, HOUR, MINUTE, SECOND } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'

const two = (n: number) => String(n).padStart(2, '0')

/** 1:05:09, or 42:07 within the hour: for what counts down. */
export function countdown(ms: number): string {
  const total = Math.max(0, Math.floor(ms / SECOND))
  const hours = Math.floor(total / 3600)
  const rest = `${two(Math.floor((total % 3600) / 60))}:${two(total % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** 14:32, with the day where it is not within half a day. */
export function whenText(at: number, now: number, locale: Locale): string {
  const time = clock(at, false)
  return Math.abs(at - now) < DAY / 2 ? time : `${time} ${dayAndMonth(at, locale)}`
}

/** The whole hour at or before. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR
}

/** Whole minutes, away from zero, so that "0 minutes late" is never said. */
export function minutesOf(ms: number): number {
  return Math.ceil(Math.abs(ms) / MINUTE)
}
