/** Is there a living way to a silent station? Decides between "down" and "unreachable". */

/**
 * `carries`: it answered after the child's silence was established, or something only reachable through it did.
 * `dead`: itself judged down or unreachable. `open`: not known yet. `unwatched`: it has no devices; its own parents decide.
 */
export type Carrier = 'carries' | 'dead' | 'open' | 'unwatched'
export type Path = 'alive' | 'dead' | 'pending'

/** A path is alive where any parent carries; dead only where all are; otherwise the verdict waits. A station at the core has a living path. */
export function pathTo<T>(station: T, parentsOf: (station: T) => readonly T[], carrier: (station: T) => Carrier): Path {
  const parents = parentsOf(station)
  if (parents.length === 0) return 'alive'
  let pending = false
  for (const parent of parents) {
    const state = carrier(parent)
    const path =
      state === 'unwatched' ? pathTo(parent, parentsOf, carrier) : state === 'carries' ? 'alive' : state === 'dead' ? 'dead' : 'pending'
    if (path === 'alive') return 'alive'
    if (path === 'pending') pending = true
  }
  return pending ? 'pending' : 'dead'
}
