/** Order and descent of object identifiers in their dotted form. */

/** True where `oid` lies below `root`. */
export const isUnder = (root: string, oid: string): boolean => oid.length > root.length && oid.startsWith(root) && oid[root.length] === '.'

/** Below zero where `a` comes before `b` in an agent's order. */
export function compareOids(a: string, b: string): number {
  const left = a.split('.')
  const right = b.split('.')
  const shared = Math.min(left.length, right.length)
  for (let i = 0; i < shared; i++) {
    const difference = Number(left[i]) - Number(right[i])
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
