/** Which backups are kept: 3 of the day, one for each of 7 days, one for each of 4 weeks; and which of them keep the history. */
import { DAY } from '../../../shared/format/time.ts'
import { dayStart } from '../availability/calendar.ts'

/** A whole backup of ours. `sequence` rises with each one made, also where the clock went back; `at` epoch ms is a label. */
export type Kept = { readonly name: string; readonly sequence: number; readonly at: number; readonly history: boolean }
export type Rule = 'ofDay' | 'daily' | 'weekly'
/** By name: why each one is kept (the shortest rule that holds it), what may go, and from which the history may go. */
export type Rotation = {
  readonly keep: ReadonlyMap<string, Rule>
  readonly drop: readonly string[]
  readonly dropHistory: readonly string[]
}

const OF_DAY = 3
const DAYS = 7
const WEEKS = 4
/** Epoch day 0 was a Thursday: weeks begin on Mondays at +07. */
const MONDAY = 3

export function dayNumber(at: number): number {
  return Math.round((dayStart(at) - dayStart(0)) / DAY)
}

export function weekNumber(at: number): number {
  return Math.floor((dayNumber(at) + MONDAY) / 7)
}

/**
 * Days and weeks are those that have a backup, not those of the calendar: after a month without any the older ones still stand. Within a day or week
 * the newest one stands for it. The newest of all is always kept, whatever its date says.
 */
export function rotate(backups: readonly Kept[], historyKeep: number): Rotation {
  const newestFirst = [...backups].sort((a, b) => b.sequence - a.sequence || b.at - a.at || (a.name < b.name ? 1 : -1))
  const keep = new Map<string, Rule>()
  const take = (rule: Rule, most: number, bucketOf: (at: number) => number): void => {
    const buckets = new Set<number>()
    for (const { name, at } of newestFirst) {
      const bucket = bucketOf(at)
      if (buckets.has(bucket)) continue
      if (buckets.size >= most) return
      buckets.add(bucket)
      if (!keep.has(name)) keep.set(name, rule)
    }
  }
  const [newest] = newestFirst
  if (newest) {
    const today = newestFirst.filter(({ at }) => dayNumber(at) === dayNumber(newest.at))
    for (const { name } of today.slice(0, OF_DAY)) keep.set(name, 'ofDay')
  }
  take('daily', DAYS, dayNumber)
  take('weekly', WEEKS, weekNumber)
  const drop = newestFirst.filter(({ name }) => !keep.has(name)).map(({ name }) => name)
  const withHistory = newestFirst.filter(({ name, history }) => history && keep.has(name))
  return { keep, drop, dropHistory: withHistory.slice(Math.max(1, historyKeep)).map(({ name }) => name) }
}

/** Bytes that backups will come to take with databases of these sizes, once every place is filled. */
export function forecastBytes(operations: number, history: number, historyKeep: number, withHistory: boolean): number {
  return operations * (OF_DAY + DAYS + WEEKS - 2) + (withHistory ? history * historyKeep : 0)
}
