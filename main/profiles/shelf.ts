/** The profiles of a running console: read again when a file of the person's own folders changed, appeared or went. */
import { statSync } from 'node:fs'
import { loadProfiles, profileFiles, type ProfileBook } from './load.ts'
import type { Profile } from './schema.ts'

export type ProfileShelf = {
  readonly book: ProfileBook
  /** Looks at the folders; true where a file changed, and `book` is new. `anyway` reads them even so. */
  refresh(anyway?: boolean): boolean
}

export function openShelf(folders: readonly string[]): ProfileShelf {
  let seen = marksOf(folders)
  let book = loadProfiles(folders)
  return {
    get book() {
      return book
    },
    refresh(anyway = false) {
      const marks = marksOf(folders)
      if (!anyway && marks === seen) return false
      seen = marks
      book = keeping(loadProfiles(folders), book.profiles)
      return true
    },
  }
}

/** What tells a changed folder: names, sizes and times of its files. */
function marksOf(folders: readonly string[]): string {
  return folders.flatMap(profileFiles).map(markOf).join('\n')
}

function markOf(file: string): string {
  try {
    const { size, mtimeMs } = statSync(file)
    return `${file} ${size} ${mtimeMs}`
  } catch {
    return file
  }
}

/** A profile that says the same as before stays the same object: its devices need not be asked anew what they are. */
function keeping(book: ProfileBook, before: ReadonlyMap<string, Profile>): ProfileBook {
  const profiles = new Map(
    [...book.profiles].map(([id, profile]) => {
      const old = before.get(id)
      return [id, old && JSON.stringify(old) === JSON.stringify(profile) ? old : profile]
    }),
  )
  return { ...book, profiles }
}
