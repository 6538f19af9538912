/** Puts changed rows into a list: what live batches and answers of commands do to the caches. */

/** Rows replaced by id where they are, new ones added at the end; the same array where nothing changed. */
export function patch<T extends { id: number }>(rows: readonly T[], changed: readonly T[], gone: readonly number[] = []): T[] {
  if (changed.length === 0 && gone.length === 0) return rows as T[]
  const news = new Map(changed.map((row) => [row.id, row]))
  const lost = new Set(gone)
  const next: T[] = []
  for (const row of rows) {
    if (lost.has(row.id)) continue
    const fresh = news.get(row.id)
    news.delete(row.id)
    next.push(fresh ?? row)
  }
  for (const row of news.values()) if (!lost.has(row.id)) next.push(row)
  return next
}
