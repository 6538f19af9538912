/**
 * What is kept of each class of history, and the dropping of the rest in small steps.
 *
 * A class of N days keeps all days that are not older than N days by the clock, and in any case the N newest days that have rows. So a clock
 * that is wrong, or a few samples of a far year, take nothing away: only as much goes as has come. Days ahead of the clock are kept too.
 */
import type { HistoryClass } from '../../domain/history/forecast.ts'
import type { Retention } from '../../../shared/model/settings.ts'
import { DAY_MS, dayBegin, dayOf, monthBegin, monthOf } from './keys.ts'
import type { PeriodTable, Tables } from './tables.ts'

export type Horizon = {
  /** The first day that the class still keeps; -Infinity where it has not had as many days yet. */
  first(of: HistoryClass): number
}

/** Rows of a day are some pages each; those of a month no more. */
const DROPPED_AT_ONCE = 16
const LONGEST_MONTH = 31

/** The `count`-th newest period that has rows; -Infinity where there are fewer. */
function newest(table: PeriodTable, count: number): number {
  let period: number | null | undefined
  for (let i = 0; i < count && period !== null; i++) period = table.before(period)
  return period ?? -Infinity
}

export function horizonOf(tables: Tables, now: number, retention: Retention): Horizon {
  const known = new Map<HistoryClass, number>()
  const byMonths = (table: PeriodTable, days: number): number => {
    const month = newest(table, Math.ceil(days / LONGEST_MONTH))
    return month === -Infinity ? month : dayOf(monthBegin(month))
  }
  const byRows: Record<HistoryClass, () => number> = {
    raw: () => newest(tables.days, retention.rawDays),
    fiveMinutes: () => newest(tables.rollups5m, retention.fiveMinuteDays),
    hour: () => byMonths(tables.months1h, retention.hourDays),
    day: () => byMonths(tables.months1d, retention.dayDays),
  }
  const days: Record<HistoryClass, number> = {
    raw: retention.rawDays,
    fiveMinutes: retention.fiveMinuteDays,
    hour: retention.hourDays,
    day: retention.dayDays,
  }
  return {
    first(of) {
      let first = known.get(of)
      if (first === undefined) known.set(of, (first = Math.min(dayOf(now - days[of] * DAY_MS), byRows[of]())))
      return first
    },
  }
}

/** Drops what no class keeps. Days that are not finished are left to the step that finishes them. */
export function* dropOld(tables: Tables, horizon: Horizon): Generator<void> {
  const monthOfDay = (day: number): number => (day === -Infinity ? day : monthOf(dayBegin(day)))
  const limits: [PeriodTable, number][] = [
    [tables.days, horizon.first('raw')],
    [tables.rollups5m, horizon.first('fiveMinutes')],
    [tables.months1h, monthOfDay(horizon.first('hour'))],
    [tables.months1d, monthOfDay(horizon.first('day'))],
  ]
  for (const [table, limit] of limits) {
    yield
    if (limit === -Infinity) continue
    while (table.dropBefore(limit, DROPPED_AT_ONCE) > 0) yield
  }
  if (horizon.first('day') !== -Infinity) tables.forgetRevisions(horizon.first('day'))
}
