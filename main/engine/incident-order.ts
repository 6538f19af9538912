/** The order in which alarms of one second are looked at, so that it does not matter in which order they came. */
import { familyOf, type Family } from '../domain/incident/family.ts'
import type { Watch } from './state.ts'

/** Causes before what follows from them: mains before the battery, links before silence, those near the core before those behind. */
const RANK: Readonly<Record<Family, number>> = {
  self: 0,
  mains: 1,
  reserve: 2,
  low: 3,
  phase: 4,
  supply: 4,
  radio: 5,
  silent: 6,
  genset: 7,
  bank: 8,
  heat: 9,
  cells: 10,
  device: 11,
  own: 12,
}

export function inOrder(watches: readonly Watch[]): Watch[] {
  const keyed = watches.flatMap((watch) => (watch.row ? [{ watch, row: watch.row, rank: rankOf(watch) }] : []))
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      (a.watch.station?.depth ?? 0) - (b.watch.station?.depth ?? 0) ||
      a.row.raisedAt - b.row.raisedAt ||
      (a.watch.key < b.watch.key ? -1 : 1),
  )
  return keyed.map(({ watch }) => watch)
}

/** What has cleared goes first, warnings last: they only join what others opened. */
function rankOf({ row }: Watch): number {
  if (!row) return 0
  if (row.clearedAt !== null) return -1
  return row.severity === 'warning' ? 100 : RANK[familyOf(row)]
}
