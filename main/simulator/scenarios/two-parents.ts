/** One of the two hubs above some stations dies: their other path carries them. Half an hour later the other dies as well. */
import type { Province } from '../province/station.ts'
import { cutOffBy } from './played.ts'
import { happening, type Scenario } from './scenario.ts'

/** The two hubs that together cut off the most stations which neither does alone. */
export function pairAbove(province: Province): readonly [number, number] | null {
  let best: { pair: readonly [number, number]; stations: number } | null = null
  const seen = new Set<string>()
  for (const { parents } of province.stations) {
    const [first, second] = parents
    const pair = `${String(first)}|${String(second)}`
    if (first === undefined || second === undefined || seen.has(pair)) continue
    seen.add(pair)
    const count = (dead: number[]): number => cutOffBy(province, new Set(dead)).length
    const stations = count([first, second]) - count([first]) - count([second])
    if (!best || stations > best.stations) best = { pair: [first, second], stations }
  }
  return best?.pair ?? null
}

export const twoParents: Scenario = {
  id: 'two-parents',
  vi: 'Trạm có hai hướng truyền dẫn: một hướng chết, rồi cả hai',
  en: 'Stations with two parents: one dies, then both',
  minutes: 60,
  play: (province, at) => {
    const pair = pairAbove(province)
    if (!pair) return { stations: [], devices: [] }
    return { stations: [happening(at, pair[0], 'isolation', 1, 50), happening(at, pair[1], 'isolation', 30, 15)], devices: [] }
  },
}
