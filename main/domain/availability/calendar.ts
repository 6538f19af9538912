/** Days and months as the branch counts them: at +07 all year, there is no daylight saving. */

export const OFFSET_MS = 7 * 3_600_000
const DAY_MS = 86_400_000

/** Start of the local day that holds this moment. */
export function dayStart(at: number): number {
  return Math.floor((at + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS
}

/** Start of a day written YYYY-MM-DD. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS
}

/** The local day of a moment, YYYY-MM-DD. */
export function dayOf(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10)
}

/** The month of a moment, YYYY-MM. */
export function monthOf(at: number): string {
  return dayOf(at).slice(0, 7)
}

/** Half-open [from, to) of a month written YYYY-MM. */
export function monthRange(month: string): { from: number; to: number } {
  const [year = 1970, index = 1] = month.split('-').map(Number)
  return { from: Date.UTC(year, index - 1, 1) - OFFSET_MS, to: Date.UTC(year, index, 1) - OFFSET_MS }
}
