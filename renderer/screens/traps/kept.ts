/** What of the log is on the screen: the newest page over what was read before. */
import type { TrapRow } from '../../../shared/model/trap.ts'

type Page = { readonly rows: TrapRow[]; readonly next: number | null }
/** `key`: the question. `next`: where older ones go on. */
export type Kept = { readonly key: string; readonly from: Page | null; readonly rows: readonly TrapRow[]; readonly next: number | null }

const MOST_KEPT = 5000
export const NOTHING: Kept = { key: '', from: null, rows: [], next: null }

/** The newest rows over what is known: counts may have risen, and rows that slid out of the newest page are still there. */
export function merge(kept: Kept, key: string, page: Page): Kept {
  if (kept.key !== key) return { key, from: page, rows: page.rows, next: page.next }
  const fresh = new Set(page.rows.map((row) => row.id))
  const rows = [...page.rows, ...kept.rows.filter((row) => !fresh.has(row.id))].sort((a, b) => b.id - a.id).slice(0, MOST_KEPT)
  return { key, from: page, rows, next: kept.next }
}
