/** The consequences of an incident as a tree: its root, then what hangs behind it level by level. */

export type Member = { readonly stationId: number; readonly parentIds: readonly number[]; readonly root: boolean }
export type Branch<T extends Member> = { readonly member: T; readonly behind: readonly Branch<T>[] }

/**
 * Each member once, under the first of its parents that is in the incident; those without one stand at the top, the root first.
 * A loop in the record cannot hang it: who is already placed is not placed again.
 */
export function treeOf<T extends Member>(members: readonly T[]): Branch<T>[] {
  const known = new Map(members.map((member) => [member.stationId, member]))
  const behind = new Map<number, T[]>()
  const tops: T[] = []
  for (const member of members) {
    const parent = member.root ? undefined : member.parentIds.find((id) => id !== member.stationId && known.has(id))
    if (parent === undefined) tops.push(member)
    else behind.set(parent, [...(behind.get(parent) ?? []), member])
  }
  const placed = new Set<number>()
  const grow = (member: T): Branch<T> => {
    placed.add(member.stationId)
    const own = (behind.get(member.stationId) ?? []).filter((one) => !placed.has(one.stationId))
    for (const one of own) placed.add(one.stationId)
    return { member, behind: own.map(grow) }
  }
  const trees = tops.toSorted((a, b) => Number(b.root) - Number(a.root)).map(grow)
  // Members of a loop have a parent each and no top.
  for (const member of members) if (!placed.has(member.stationId)) trees.push(grow(member))
  return trees
}

/** How many members a branch holds, itself included. */
export function sizeOf<T extends Member>(branch: Branch<T>): number {
  return branch.behind.reduce((sum, one) => sum + sizeOf(one), 1)
}
