/** A window's schedule and times as people say them. */
import type { TFunction } from 'i18next'
import { clock, dayAndMonth, dayOf, dayText, duration, MINUTE } from '../../../shared/format/time.ts'
import type { Locale } from '../../../shared/i18n/words.ts'
import type { Schedule } from '../../../shared/model/window.ts'
import type { Tone } from '../../components/State.tsx'
import type { MaintenanceWindow } from '../../../shared/model/window.ts'

export const STATE_TONE: Record<MaintenanceWindow['state'], Tone> = {
  proposed: 'warning',
  approved: 'planned',
  rejected: 'major',
  cancelled: 'unknown',
}

export const weekdayName = (day: number, t: TFunction): string => t(`maintenance.weekday.${day}`)

/** 23/11 22:00 – 24/11 02:00: the second day only where it is another one. */
export function spanText({ from, to }: { from: number; to: number }, locale: Locale, withDay = true): string {
  const start = withDay ? `${dayAndMonth(from, locale)} ${clock(from, false)}` : clock(from, false)
  if (dayOf(from) === dayOf(to)) return `${start} – ${clock(to, false)}`
  // Until midnight is still the same day.
  return dayOf(from) === dayOf(to - 1) ? `${start} – 24:00` : `${start} – ${dayAndMonth(to, locale)} ${clock(to, false)}`
}

export function scheduleText(schedule: Schedule, t: TFunction, locale: Locale): string {
  if (schedule.kind === 'once')
    return t('maintenance.says.once', { span: spanText(schedule, locale), length: duration(schedule.to - schedule.from, locale) })
  const { startMinute, minutes, fromDay, untilDay } = schedule
  const hour = `${String(Math.floor(startMinute / 60)).padStart(2, '0')}:${String(startMinute % 60).padStart(2, '0')}`
  const rest = { hour, length: duration(minutes * MINUTE, locale) }
  const first = dayText(fromDay, locale)
  const when =
    untilDay === null ? t('maintenance.says.from', { first }) : t('maintenance.says.fromTo', { first, last: dayText(untilDay, locale) })
  if (schedule.kind === 'daily') return `${t('maintenance.says.daily', rest)}, ${when}`
  if (schedule.kind === 'weekly') {
    const days = schedule.days
      .toSorted((a, b) => a - b)
      .map((day) => weekdayName(day, t))
      .join(', ')
    return `${t('maintenance.says.weekly', { ...rest, days })}, ${when}`
  }
  const key = schedule.day === 'last' ? 'maintenance.says.monthlyLast' : 'maintenance.says.monthly'
  return `${t(key, { ...rest, day: schedule.day })}, ${when}`
}
