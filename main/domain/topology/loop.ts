/** Finds a loop in the parents of stations before it is written: a station must not be behind itself. */

/** The stations of the loop that `newParents` would close at `id`, from `id` back to it; null where there is none. */
export function findLoop<T>(parentsById: { get(id: T): readonly T[] | undefined }, id: T, newParents: readonly T[]): T[] | null {
  const seen = new Set<T>()
  const walk: { node: T; trail: readonly T[] }[] = newParents.map((node) => ({ node, trail: [id, node] }))
  for (let next = walk.pop(); next; next = walk.pop()) {
    if (next.node === id) return [...next.trail]
    if (seen.has(next.node)) continue
    seen.add(next.node)
    for (const parent of parentsById.get(next.node) ?? []) walk.push({ node: parent, trail: [...next.trail, parent] })
  }
  return null
}
