/** A harmed history.db is kept under another name; while a backup is awaited in its place, a small file says so, and a start in between goes on with that. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Aside } from '../../../shared/model/storage.ts'
import { renameHard } from '../backup/files.ts'

const SUFFIXES = ['', '-wal', '-shm']
const LARGEST_MARK = 10_000

function markOf(file: string): string {
  return `${file}.restoring`
}

/** What belongs to the file goes with it. Also ends a move that was cut short. */
function moveAside(file: string, name: string): void {
  const aside = join(dirname(file), name)
  for (const suffix of SUFFIXES) if (existsSync(file + suffix)) renameHard(file + suffix, aside + suffix)
}

/** Renames the file and marks its place. Throws what the file system says. */
export function setAside(file: string, detail: string, at: number): Aside {
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '-')
  const aside = { name: `${basename(file)}.broken-${stamp}`, detail: detail.slice(0, 1000), at }
  try {
    writeFileSync(markOf(file), JSON.stringify(aside), { mode: 0o600 })
  } catch {
    // Only a start within the next minutes would need it.
  }
  moveAside(file, aside.name)
  return aside
}

/** Nothing is awaited any more: a file stands in the place, or a new one is begun. */
export function unmark(file: string): void {
  rmSync(markOf(file), { force: true })
}

/** What a mending that was cut short had set aside; null where there is none, or a file stands in its place by now. */
export function cutShort(file: string): Aside | null {
  if (existsSync(file)) return null
  try {
    if (statSync(markOf(file)).size > LARGEST_MARK) return null
    const { data } = Aside.safeParse(JSON.parse(readFileSync(markOf(file), 'utf8')))
    // The name is made into a path here: nothing but a file of this folder is meant.
    if (!data || basename(data.name) !== data.name) return null
    moveAside(file, data.name)
    return data
  } catch {
    return null
  }
}
