/** How many days history.db has of the classes that may have to make room. */
import type { Held } from '../../domain/storage/room.ts'
import type { PeriodTable, Tables } from './tables.ts'

/** More than are ever kept of either. */
const MOST = 40_000

function periods(table: PeriodTable): number {
  let count = 0
  for (let period = table.before(); period !== null && count < MOST; period = table.before(period)) count++
  return count
}

export function heldDays(tables: Tables): Held {
  return { rawDays: periods(tables.days), fiveMinuteDays: periods(tables.rollups5m) }
}
