/** Gives free pages back to the disk in small steps. Some are kept: the next hours and days need them again. */
import type { Db } from '../sqlite.ts'

/** What a day frees and the next takes again stays in the file: moving pages about would cost more than it gives. */
const SPARE_BYTES = 256 * 1024 * 1024
const SPARE_SHARE = 0.1
const FREED_AT_ONCE = 64

/** `all`: keeps nothing back, for a disk that is nearly full. */
export function* vacuum(db: Db, all = false): Generator<void> {
  const number = (name: string): number => Number(db.pragma(name, { simple: true }))
  const spare = all ? 0 : Math.max(SPARE_BYTES / number('page_size'), number('page_count') * SPARE_SHARE)
  for (let left = number('freelist_count'); left > spare;) {
    db.pragma(`incremental_vacuum(${FREED_AT_ONCE})`)
    yield
    const now = number('freelist_count')
    // A file that was made without incremental vacuum frees nothing.
    if (now >= left) return
    left = now
  }
}
