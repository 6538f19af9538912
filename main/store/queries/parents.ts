/** Parent links: which stations a backhaul passes through, and any loop among many of them. */
import type { Db } from '../sqlite.ts'

/** Any loop in the whole graph as ids with the first repeated at the end, or null. */
export function anyLoop(ids: Iterable<number>, parentsOf: (id: number) => readonly number[]): number[] | null {
  const done = new Set<number>()
  for (const root of ids) {
    // Depth first with an explicit stack: `path` is the way from the root to where we stand.
    const path: number[] = []
    const onPath = new Set<number>()
    const stack: { id: number; next: number }[] = done.has(root) ? [] : [{ id: root, next: 0 }]
    while (stack.length > 0) {
      const top = stack.at(-1)!
      if (top.next === 0) {
        path.push(top.id)
        onPath.add(top.id)
      }
      const parent = parentsOf(top.id)[top.next++]
      if (parent === undefined) {
        stack.pop()
        path.pop()
        onPath.delete(top.id)
        done.add(top.id)
      } else if (onPath.has(parent)) {
        return [...path.slice(path.indexOf(parent)), parent]
      } else if (!done.has(parent)) {
        stack.push({ id: parent, next: 0 })
      }
      // A station without parents leaves at once; `next` is then 1 and it is never entered twice.
    }
  }
  return null
}

export function parentTable(db: Db) {
  const all = db.prepare<[], { stationId: number; parentId: number }>(
    'SELECT stationId, parentId FROM parents ORDER BY stationId, position',
  )
  const of = db.prepare<[number], number>('SELECT parentId FROM parents WHERE stationId = ? ORDER BY position').pluck()
  const clear = db.prepare('DELETE FROM parents WHERE stationId = ?')
  const add = db.prepare('INSERT INTO parents (stationId, position, parentId) VALUES (?, ?, ?)')
  return {
    all(): Map<number, number[]> {
      const byStation = new Map<number, number[]>()
      for (const { stationId, parentId } of all.all()) {
        const list = byStation.get(stationId)
        if (list) list.push(parentId)
        else byStation.set(stationId, [parentId])
      }
      return byStation
    },
    of: (stationId: number): number[] => of.all(stationId),
    set(stationId: number, parentIds: readonly number[]): void {
      clear.run(stationId)
      parentIds.forEach((parentId, position) => add.run(stationId, position, parentId))
    },
  }
}
