/** Which stations a list shows: filters of the address applied to rows whose search text is folded once. */
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { Health, StationRow, Technology } from '../../../shared/model/station.ts'
import type { z } from 'zod'
import type { RemoteClass } from '../../../shared/model/station.ts'

export type StationFilter = {
  health: readonly Health[]
  technology: Technology | null
  communeId: number | null
  remote: z.infer<typeof RemoteClass> | null
  withAlarms: boolean
  /** Retired stations are left out unless asked for. */
  retired: boolean
  query: string
}

/** Folded search text by row; rows are replaced by live changes, but their words seldom change, so the text is kept by its source. */
export function searchIndex(): (row: StationRow, commune: string) => string {
  const kept = new Map<number, { source: string; folded: string }>()
  return (row, commune) => {
    const source = `${row.code} ${row.name} ${commune}`
    const found = kept.get(row.id)
    if (found?.source === source) return found.folded
    const folded = fold(source)
    kept.set(row.id, { source, folded })
    return folded
  }
}

/** True where the row passes everything but the health chips: their counts are made of these. */
export function passes(row: StationRow, filter: StationFilter, folded: string, words: readonly string[]): boolean {
  if (row.retired && !filter.retired && !filter.health.includes('notInService')) return false
  if (filter.communeId !== null && row.communeId !== filter.communeId) return false
  if (filter.technology !== null && !row.technologies.includes(filter.technology)) return false
  if (filter.remote !== null && row.remoteClass !== filter.remote) return false
  if (filter.withAlarms && row.openAlarms === 0) return false
  return words.length === 0 || matches(folded, words)
}

/** Rows to show and how many of each health pass the other filters. */
export function filterStations(
  rows: readonly StationRow[],
  filter: StationFilter,
  textOf: (row: StationRow) => string,
): { rows: StationRow[]; counts: Partial<Record<Health, number>> } {
  const words = wordsOf(filter.query)
  const counts: Partial<Record<Health, number>> = {}
  const shown: StationRow[] = []
  for (const row of rows) {
    if (!passes(row, filter, textOf(row), words)) continue
    counts[row.health] = (counts[row.health] ?? 0) + 1
    if (filter.health.length === 0 || filter.health.includes(row.health)) shown.push(row)
  }
  return { rows: shown, counts }
}
