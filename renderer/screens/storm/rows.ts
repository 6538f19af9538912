/** The board's stations as the list shows them: ranked, joined with their commune, narrowed by the filters. */
import { fold } from '../../../shared/format/text.ts'
import type { StormBoard, StormGroup, StormStation } from '../../../shared/model/storm.ts'
import type { Params } from '../../app/location.ts'

export const GROUPS: readonly StormGroup[] = ['counting', 'cannotTell', 'held', 'dark']

export type StormRow = StormStation & { readonly rank: number; readonly commune: string; readonly text: string }

export type StormFilter = {
  readonly query: string
  readonly groups: readonly StormGroup[]
  readonly communeId: number | null
  readonly remote: string | null
}

export function readFilter(params: Params): StormFilter {
  const groups = params.list('group')
  return {
    query: params.get('q') ?? '',
    groups: GROUPS.filter((group) => groups.includes(group)),
    communeId: Number(params.get('commune')) || null,
    remote: params.get('remote'),
  }
}

export function rowsOf(board: StormBoard, communeOf: (id: number) => string): StormRow[] {
  return board.stations.map((station, i) => {
    const commune = communeOf(station.communeId)
    return { ...station, rank: i + 1, commune, text: fold(`${station.code} ${station.name} ${commune}`) }
  })
}

/** What passes, and how many of each group pass the other filters. */
export function narrow(rows: readonly StormRow[], filter: StormFilter): { rows: StormRow[]; counts: Record<StormGroup, number> } {
  const asked = fold(filter.query)
  const counts: Record<StormGroup, number> = { counting: 0, cannotTell: 0, held: 0, dark: 0 }
  const passed = rows.filter((row) => {
    if (asked !== '' && !row.text.includes(asked)) return false
    if (filter.communeId !== null && row.communeId !== filter.communeId) return false
    if (filter.remote !== null && row.remoteClass !== filter.remote) return false
    counts[row.group]++
    return filter.groups.length === 0 || filter.groups.includes(row.group)
  })
  return { rows: passed, counts }
}
