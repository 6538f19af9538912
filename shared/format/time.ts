/** Times at +07 (Vietnam has no daylight saving), ages and durations in words. Pure: the present moment is an argument. */
import type { Locale } from '../i18n/words.ts'

/** Between a number and a word: does not break. */
const GAP = '\u00A0'
/** Vietnam is ahead of UTC by this, all year. */
export const OFFSET = 7 * 3_600_000
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const two = (n: number) => String(n).padStart(2, '0')
const local = (at: number) => new Date(at + OFFSET)

/** 14:32:07 */
export function clock(at: number, seconds = true): string {
  const d = local(at)
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}${seconds ? `:${two(d.getUTCSeconds())}` : ''}`
}

/** 23/11/2026 in Vietnamese, 23 Nov 2026 in English. */
export function date(at: number, locale: Locale): string {
  const d = local(at)
  if (locale === 'vi') return `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/${d.getUTCFullYear()}`
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()] ?? ''} ${d.getUTCFullYear()}`
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 23/11 or 23 Nov: for axes. */
export function dayAndMonth(at: number, locale: Locale): string {
  const d = local(at)
  return locale === 'vi' ? `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}` : `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()] ?? ''}`
}

/** Date and time to the second. */
export function moment(at: number, locale: Locale): string {
  return `${date(at, locale)} ${clock(at)}`
}

/** A calendar day YYYY-MM-DD at +07. */
export function dayOf(at: number): string {
  const d = local(at)
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`
}

/** A calendar month YYYY-MM at +07. */
export function monthOf(at: number): string {
  return dayOf(at).slice(0, 7)
}

/** Epoch ms of 00:00 at +07 of a day YYYY-MM-DD. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET
}

/** A day YYYY-MM-DD as people write it. */
export function dayText(day: string, locale: Locale): string {
  return date(startOfDay(day), locale)
}

/** ISO 8601 with the offset spelled out: for exports. */
export function iso(at: number): string {
  return `${local(at).toISOString().slice(0, 19)}+07:00`
}

/** Value of an `<input type="datetime-local">` at +07, and back. */
export function toInput(at: number): string {
  return local(at).toISOString().slice(0, 16)
}
export function fromInput(text: string): number | null {
  const at = Date.parse(`${text}Z`)
  return Number.isNaN(at) ? null : at - OFFSET
}

const WORDS = {
  vi: { s: 'giây', m: 'phút', h: 'giờ', d: 'ngày', now: 'vừa xong', ago: (x: string) => `${x} trước`, in: (x: string) => `sau ${x}` },
  en: { s: 's', m: 'min', h: 'h', d: 'd', now: 'just now', ago: (x: string) => `${x} ago`, in: (x: string) => `in ${x}` },
}

/** A length of time in at most two units: 45 giây, 12 phút, 3 giờ 5 phút, 4 ngày 2 giờ. */
export function duration(ms: number, locale: Locale): string {
  const w = WORDS[locale]
  const unit = (n: number, name: string) => `${n}${GAP}${name}`
  const total = Math.max(0, Math.round(ms / SECOND))
  if (total < 60) return unit(total, w.s)
  const minutes = Math.floor(total / 60)
  if (minutes < 60) return unit(minutes, w.m)
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? unit(hours, w.h) : `${unit(hours, w.h)} ${unit(minutes % 60, w.m)}`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 || days > 13 ? unit(days, w.d) : `${unit(days, w.d)} ${unit(hours % 24, w.h)}`
}

/** "2 phút trước" while recent; one unit only. Beyond 30 days the date is said. */
export function age(at: number, now: number, locale: Locale): string {
  const ms = now - at
  const w = WORDS[locale]
  if (ms < -5 * SECOND) return w.in(single(-ms, locale))
  if (ms < 5 * SECOND) return w.now
  if (ms > 30 * DAY) return date(at, locale)
  return w.ago(single(ms, locale))
}

/** A length of time in its largest unit alone. */
export function single(ms: number, locale: Locale): string {
  const w = WORDS[locale]
  const [n, name] = ms < MINUTE ? [ms / SECOND, w.s] : ms < HOUR ? [ms / MINUTE, w.m] : ms < DAY ? [ms / HOUR, w.h] : [ms / DAY, w.d]
  return `${Math.floor(n)}${GAP}${name}`
}
