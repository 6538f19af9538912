/** The backhaul as a graph: children, depth, the path to the core, and what would be cut off with a station. */

export type Topology = {
  readonly parents: ReadonlyMap<number, readonly number[]>
  readonly children: ReadonlyMap<number, readonly number[]>
  /** Longest way to the core in hops; parents always have a smaller one. */
  readonly depth: ReadonlyMap<number, number>
  /** Number of stations whose every path goes through this one. */
  readonly behind: ReadonlyMap<number, number>
}

/** Builds the graph. Parents that are not among the stations, and links that would close a loop, are left out. */
export function buildTopology(stations: Iterable<{ readonly id: number; readonly parentIds: readonly number[] }>): Topology {
  const wanted = new Map<number, readonly number[]>()
  for (const station of stations) wanted.set(station.id, station.parentIds)
  const parents = new Map<number, number[]>()
  const depth = new Map<number, number>()
  const order: number[] = []
  const open = new Set<number>()

  // Depth first over parents, so that `order` has every parent before its children. Four levels are usual; recursion is safe to thousands.
  const visit = (id: number): number => {
    const known = depth.get(id)
    if (known !== undefined) return known
    open.add(id)
    const kept: number[] = []
    let deepest = -1
    for (const parent of wanted.get(id) ?? []) {
      if (!wanted.has(parent) || open.has(parent) || kept.includes(parent)) continue
      kept.push(parent)
      deepest = Math.max(deepest, visit(parent))
    }
    open.delete(id)
    parents.set(id, kept)
    depth.set(id, deepest + 1)
    order.push(id)
    return deepest + 1
  }
  for (const id of wanted.keys()) visit(id)

  const children = new Map<number, number[]>()
  for (const id of order)
    for (const parent of parents.get(id) ?? []) {
      const list = children.get(parent)
      if (list) list.push(id)
      else children.set(parent, [id])
    }
  return { parents, children, depth, behind: countBehind(order, parents) }
}

/** Counts by dominators: the nearest station that all of one's paths share carries one, and all that one carries. */
function countBehind(order: readonly number[], parents: ReadonlyMap<number, readonly number[]>): Map<number, number> {
  const CORE = 0
  const above = new Map<number, number>([[CORE, CORE]])
  const level = new Map<number, number>([[CORE, 0]])
  const common = (a: number, b: number): number => {
    let [x, y] = [a, b]
    while (x !== y) {
      if ((level.get(x) ?? 0) >= (level.get(y) ?? 0)) x = above.get(x) ?? CORE
      else y = above.get(y) ?? CORE
    }
    return x
  }
  for (const id of order) {
    const own = parents.get(id) ?? []
    const shared = own.length === 0 ? CORE : own.reduce(common)
    above.set(id, shared)
    level.set(id, (level.get(shared) ?? 0) + 1)
  }
  const behind = new Map<number, number>(order.map((id) => [id, 0]))
  for (let i = order.length - 1; i >= 0; i--) {
    const id = order[i] ?? CORE
    const shared = above.get(id) ?? CORE
    if (shared !== CORE) behind.set(shared, (behind.get(shared) ?? 0) + (behind.get(id) ?? 0) + 1)
  }
  return behind
}
