/** Every page of a database looked at, in steps: what SQLite's own check does in one breath, which for gigabytes is too long for a thread that must answer. */
import type { Progress } from './progress.ts'
import type { Db } from '../sqlite.ts'

export type Pages = {
  /** What is wrong; null where nothing is. */
  readonly wrong: string | null
  /** Bytes of pages by table or index. */
  readonly bytes: ReadonlyMap<string, number>
  readonly pageBytes: number
  readonly pages: number
  readonly freePages: number
}
type PageRow = { name: string; pageno: number; pagetype: string; pgsize: number }

const PAGES_AT_ONCE = 2000
/** The page at this byte is never used: it serves locks. */
const LOCK_BYTE = 2 ** 30

/** Pages that hold no table: those that say where pages belong (for incremental vacuum), and the lock page. */
function spareOf(pages: number, pageBytes: number, isVacuum: boolean): number {
  const lock = pages >= LOCK_BYTE / pageBytes + 1 ? 1 : 0
  const perMap = Math.floor(pageBytes / 5) + 1
  const maps = isVacuum && pages > 1 ? Math.ceil((pages - 1) / perMap) : 0
  return maps + lock
}

/** The connection is used for nothing else meanwhile. Throws what SQLite throws, other than of damage. */
export function* walkPages(db: Db): Generator<Progress, Pages> {
  const pragma = (name: string): number => Number(db.pragma(name, { simple: true }))
  // One state of the file for all of it.
  db.exec('BEGIN')
  try {
    const pages = pragma('page_count')
    const pageBytes = pragma('page_size')
    const freePages = pragma('freelist_count')
    const spare = spareOf(pages, pageBytes, pragma('auto_vacuum') > 0)
    const seen = new Uint8Array(pages + 1)
    const bytes = new Map<string, number>()
    let wrong: string | null = null
    let done = 0
    for (const { name, pageno, pagetype, pgsize } of db
      .prepare<[], PageRow>('SELECT name, pageno, pagetype, pgsize FROM dbstat')
      .iterate()) {
      if (pagetype === 'corrupted') wrong ??= `page ${pageno} of ${name} is corrupted`
      if (pageno < 1 || pageno > pages) wrong ??= `${name} points to page ${pageno} of ${pages}`
      else if (seen[pageno] === 1) wrong ??= `page ${pageno} is used twice, last by ${name}`
      else seen[pageno] = 1
      bytes.set(name, (bytes.get(name) ?? 0) + pgsize)
      if (++done % PAGES_AT_ONCE === 0) yield { done, total: pages }
    }
    if (done + freePages + spare !== pages) wrong ??= `${pages} pages: ${done} used, ${freePages} free, ${spare} for other uses`
    return { wrong, bytes, pageBytes, pages, freePages }
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}
