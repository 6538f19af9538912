/** What keeps history.db in order: hours, days and months brought together, what is too old dropped, room given back. Walks that stop at every `yield`, so that their caller can spend little time at once. */
import type { Retention } from '../../../shared/model/settings.ts'
import { finishDays } from './days.ts'
import { finishHours } from './hours.ts'
import { finishMonths } from './months.ts'
import { dropOld, horizonOf } from './retention.ts'
import type { Tables } from './tables.ts'
import type { Tally } from './tally.ts'
import { vacuum } from './vacuum.ts'

/** After so many devices the walk ends, so that an hour that is over in the meantime does not wait for a whole province's day. */
const DEVICES_A_WALK = 256

/** All that is due at `now`; true where more is left, for a walk of its own. */
export function* compaction(tables: Tables, now: number, retention: Retention, tally: Tally): Generator<void, boolean> {
  yield* finishHours(tables, now, tally)
  const context = { tables, horizon: horizonOf(tables, now, retention), tally }
  if (yield* finishDays(context, now, DEVICES_A_WALK)) return true
  if (yield* finishMonths(context, now, DEVICES_A_WALK)) return true
  // With the days that have just been finished.
  yield* dropOld(tables, horizonOf(tables, now, retention))
  yield* vacuum(tables.db)
  return false
}

/** Drops what `retention` does not keep and gives all room back, whatever else is due: for a disk that is nearly full. */
export function* early(tables: Tables, now: number, retention: Retention): Generator<void, boolean> {
  yield* dropOld(tables, horizonOf(tables, now, retention))
  yield* vacuum(tables.db, true)
  return false
}
