/** Stations by commune as the wall shows them: one tile each, those in trouble first. */
import { compareText } from '../../../shared/format/text.ts'
import type { Commune, Health, StationRow } from '../../../shared/model/station.ts'

export type Tile = {
  readonly id: number
  readonly name: string
  readonly stations: number
  readonly working: number
  /** The worst health in it, and how many stations share it. */
  readonly worst: Health
  readonly n: number
}

const ORDER: readonly Health[] = ['down', 'unreachable', 'atRisk', 'degraded', 'unknown', 'maintenance', 'up', 'notInService']

export function tilesOf(rows: readonly StationRow[], communes: readonly Commune[]): Tile[] {
  const names = new Map(communes.map((commune) => [commune.id, commune.name]))
  const by = Map.groupBy(
    rows.filter((row) => !row.retired && row.health !== 'notInService'),
    (row) => row.communeId,
  )
  return [...by]
    .map(([id, some]): Tile => {
      const worst = ORDER.find((health) => some.some((row) => row.health === health)) ?? 'unknown'
      return {
        id,
        name: names.get(id) ?? '',
        stations: some.length,
        working: some.filter((row) => row.health === 'up' || row.health === 'degraded' || row.health === 'atRisk').length,
        worst,
        n: some.filter((row) => row.health === worst).length,
      }
    })
    .sort((a, b) => ORDER.indexOf(a.worst) - ORDER.indexOf(b.worst) || b.n - a.n || compareText(a.name, b.name))
}
