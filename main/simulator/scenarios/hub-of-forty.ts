/** A hub with about forty stations behind it on two further levels dies for twenty minutes; three of them stay dead when it is back. */
import type { Province } from '../province/station.ts'
import { shuffled } from '../random.ts'
import { cutOffBy } from './played.ts'
import { happening, type Scenario } from './scenario.ts'

const BEHIND = 40

/** The station that cuts off as nearly forty as there is, on at least two levels where the branch has so many. */
export function hubOfForty(province: Province): { hub: number; behind: number[] } | null {
  const hubs = province.stations
    .filter((station) => station.behind > 0)
    .map(({ index, level }) => {
      const behind = cutOffBy(province, new Set([index]))
      const levels = new Set(behind.map((one) => province.stations[one]?.level ?? level)).size
      return { hub: index, behind, far: Math.abs(behind.length - BEHIND) + (levels >= 2 ? 0 : BEHIND) }
    })
    .sort((a, b) => a.far - b.far || a.hub - b.hub)
  return hubs[0] ?? null
}

export const hubDies: Scenario = {
  id: 'hub-of-forty',
  vi: 'Trạm nút chết, 40 trạm phía sau mất liên lạc',
  en: 'A hub dies with forty stations behind it',
  minutes: 45,
  play: (province, at) => {
    const found = hubOfForty(province)
    if (!found) return { stations: [], devices: [] }
    const { hub, behind } = found
    // Ends of chains, so that each of the three is dead by itself.
    const ends = shuffled(
      behind.filter((index) => (province.stations[index]?.behind ?? 0) === 0),
      province.seed,
      340,
    ).slice(0, 3)
    return {
      stations: [happening(at, hub, 'isolation', 1, 20), ...ends.map((index) => happening(at, index, 'isolation', 5, 40))],
      devices: [],
    }
  },
}
