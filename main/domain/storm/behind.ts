/** What hangs behind a station: the stations cut off with it, and the hamlets that would lose their last living one. By dominators, so that a second path counts. */
import type { Topology } from '../topology/topology.ts'

const CORE = 0

/** `above`: the nearest station that all paths of one share (0: none); `below`: those directly under it in that sense. */
export type Shared = { readonly above: ReadonlyMap<number, number>; readonly below: ReadonlyMap<number, readonly number[]> }

export function sharedPaths({ parents, depth }: Pick<Topology, 'parents' | 'depth'>): Shared {
  const above = new Map<number, number>([[CORE, CORE]])
  const level = new Map<number, number>([[CORE, 0]])
  const below = new Map<number, number[]>()
  const common = (a: number, b: number): number => {
    let [x, y] = [a, b]
    while (x !== y) {
      if ((level.get(x) ?? 0) >= (level.get(y) ?? 0)) x = above.get(x) ?? CORE
      else y = above.get(y) ?? CORE
    }
    return x
  }
  const order = [...parents.keys()].sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0))
  for (const id of order) {
    const own = parents.get(id) ?? []
    const shared = own.length === 0 ? CORE : own.reduce(common)
    above.set(id, shared)
    level.set(id, (level.get(shared) ?? 0) + 1)
    const list = below.get(shared)
    if (list) list.push(id)
    else below.set(shared, [id])
  }
  return { above, below }
}

/** All stations whose every path goes through this one. */
export function stationsBehind({ below }: Shared, id: number): number[] {
  const found: number[] = []
  const waiting = [...(below.get(id) ?? [])]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next)
    waiting.push(...(below.get(next) ?? []))
  }
  return found
}

export type ServedHamlet = { readonly id: number; readonly households: number | null; readonly servers: readonly number[] }
export type Stake = { readonly hamlets: readonly ServedHamlet[]; readonly households: number }
/** `atStake`: by station, what falls silent with it; `silent`: hamlets without any living station now. */
export type HamletsAtStake = { readonly atStake: ReadonlyMap<number, Stake>; readonly silent: readonly ServedHamlet[] }

/** A hamlet hangs on every station that all its living stations share, themselves included where there is only one. */
export function hamletsAtStake(shared: Shared, hamlets: Iterable<ServedHamlet>, isLiving: (stationId: number) => boolean): HamletsAtStake {
  const atStake = new Map<number, { hamlets: ServedHamlet[]; households: number }>()
  const silent: ServedHamlet[] = []
  for (const hamlet of hamlets) {
    if (hamlet.servers.length === 0) continue
    const living = hamlet.servers.filter(isLiving)
    if (living.length === 0) {
      silent.push(hamlet)
      continue
    }
    for (const id of common(shared, living)) {
      const stake = atStake.get(id) ?? { hamlets: [], households: 0 }
      stake.hamlets.push(hamlet)
      stake.households += hamlet.households ?? 0
      atStake.set(id, stake)
    }
  }
  return { atStake, silent }
}

/** What stands on the way of all of them. */
function common({ above }: Shared, stations: readonly number[]): number[] {
  const [first, ...rest] = stations.map((id) => new Set(way(above, id)))
  return first ? [...first].filter((id) => rest.every((other) => other.has(id))) : []
}

/** The station itself and all that every path of it goes through. */
function way(above: ReadonlyMap<number, number>, id: number): number[] {
  const found: number[] = []
  for (let at = id; at !== CORE && !found.includes(at); at = above.get(at) ?? CORE) found.push(at)
  return found
}
