/** Medium-voltage feeders: which neighbouring stations hang on one line out of a substation, and what the line is called. */
import { between, chance } from '../random.ts'
import type { Layout, Spot } from './layout.ts'
import type { SimFeeder } from './station.ts'

/** Feeders of 22 kV out of one substation, in the order in which they are given. */
const LINES: readonly number[] = [471, 473, 475, 477, 472, 474, 476, 478]
/** Substations are counted within the province; a second one in an area is numbered after all first ones. */
const SUBSTATIONS = 18
const FEWEST = 3
const MOST = 25

/** Every station on one feeder: 3 to 25 that lie together (fewer only where an area has no more), in one area. */
export function feedersFor(seed: number, layout: Layout): SimFeeder[] {
  const byArea = new Map<number, number[]>()
  for (const [index, spot] of layout.spots.entries()) {
    const area = layout.communes[spot.commune]?.area ?? 0
    byArea.set(area, [...(byArea.get(area) ?? []), index])
  }
  return [...byArea].flatMap(([area, members]) => {
    const most = Math.floor(between(9, MOST + 1, seed, 11, area))
    return parted(seed, layout.spots, members, most).map((stations, n) => {
      const substation = area + 1 + SUBSTATIONS * Math.floor(n / LINES.length)
      const name = `ĐZ ${String(LINES[n % LINES.length])} E14.${String(substation)}`
      return { name, area, stations: stations.toSorted((a, b) => a - b) }
    })
  })
}

/** Halves a group across its longer side until no part has more than `most`. */
function parted(seed: number, spots: readonly Spot[], group: readonly number[], most: number): number[][] {
  if (group.length <= most) return [[...group]]
  const sideOf = (side: 'lat' | 'lon'): number => {
    const places = group.map((index) => spots[index]?.[side] ?? 0)
    return Math.max(...places) - Math.min(...places)
  }
  const side = sideOf('lat') > sideOf('lon') ? 'lat' : 'lon'
  const order = group.toSorted((a, b) => (spots[a]?.[side] ?? 0) - (spots[b]?.[side] ?? 0) || a - b)
  const share = 0.35 + 0.3 * chance(seed, 12, order[0] ?? 0, order.length)
  const cut = Math.min(order.length - FEWEST, Math.max(FEWEST, Math.round(order.length * share)))
  return [...parted(seed, spots, order.slice(0, cut), most), ...parted(seed, spots, order.slice(cut), most)]
}
