/** Days and months as the branch counts them: at +07 all year, there is no daylight saving. */
import { DAY, OFFSET } from '../../../shared/format/time.ts'

/** Start of the local day that holds this moment. */
export function dayStart(at: number): number {
  return Math.floor((at + OFFSET) / DAY) * DAY - OFFSET
}

/** Half-open [from, to) of a month written YYYY-MM. */
export function monthRange(month: string): { from: number; to: number } {
  const [year = 1970, index = 1] = month.split('-').map(Number)
  return { from: Date.UTC(year, index - 1, 1) - OFFSET, to: Date.UTC(year, index, 1) - OFFSET }
}
