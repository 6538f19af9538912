/** Months of the calendar at +07, as YYYY-MM. */
import { monthOf } from '../../../shared/format/time.ts'

export function isMonth(text: string | null): text is string {
  return text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

/** The month so many months later (earlier where negative). */
export function addMonths(month: string, count: number): string {
  const [y = 0, m = 1] = month.split('-').map(Number)
  const whole = y * 12 + (m - 1) + count
  return `${String(Math.floor(whole / 12)).padStart(4, '0')}-${String((((whole % 12) + 12) % 12) + 1).padStart(2, '0')}`
}

const NAMES = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** What `reports.monthName` takes. */
export function monthParams(month: string): { m: number; y: string; name: string } {
  const [y = '', m = '1'] = month.split('-')
  return { m: Number(m), y, name: NAMES[Number(m) - 1] ?? '' }
}

/** The last months up to the running one, newest first. */
export function lastMonths(now: number, count: number): string[] {
  const running = monthOf(now)
  return Array.from({ length: count }, (_, back) => addMonths(running, -back))
}
