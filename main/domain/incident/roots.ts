/** Which dead stations cut a station off: the nearest towards the core, on every path. */

/** dead: judged down itself. cut: unreachable. through: it has no devices, so its own parents decide. alive: anything else. */
export type Link = 'dead' | 'cut' | 'through' | 'alive'

/** In the order of the paths, each once. Empty where the station itself is at the core or its paths live. */
export function rootsOf<T>(station: T, parentsOf: (station: T) => readonly T[], linkOf: (station: T) => Link): T[] {
  const roots: T[] = []
  const seen = new Set<T>([station])
  const walk = [...parentsOf(station)]
  for (let next = walk.shift(); next !== undefined; next = walk.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    const link = linkOf(next)
    if (link === 'dead') roots.push(next)
    else if (link !== 'alive') walk.push(...parentsOf(next))
  }
  return roots
}
