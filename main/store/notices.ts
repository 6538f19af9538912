/** What happened to the files and has to be confirmed by an administrator: a small file of its own, since the databases may be what is harmed. */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StorageNotice } from '../../shared/model/storage.ts'
import type { Phrase } from '../../shared/model/phrase.ts'

const NOTICES_FILE = 'notices.json'
/** Older ones go when there are more: a disk that breaks something every minute has been told of. */
const MOST = 20
const LARGEST = 200_000

export type NoticeBook = {
  /** Those that nobody has confirmed, the newest first. */
  list(): readonly StorageNotice[]
  /** The same sentence twice stands once, with the later time. */
  add(phrase: Phrase, at: number): void
  /** Null where there is no such notice any more. */
  confirm(id: number): StorageNotice | null
  /** Tries once more what the disk did not take; nothing to do otherwise. */
  save(): void
}

function read(file: string): StorageNotice[] {
  try {
    if (statSync(file).size > LARGEST) return []
    const { data } = StorageNotice.array().safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return data ?? []
  } catch {
    return []
  }
}

export function noticeBook(folder: string): NoticeBook {
  const file = join(folder, NOTICES_FILE)
  let notices = read(file)
  let unsaved = false

  function save(): void {
    try {
      writeFileSync(`${file}.new`, JSON.stringify(notices), { mode: 0o600 })
      renameSync(`${file}.new`, file)
      unsaved = false
    } catch {
      // Told from memory until there is room.
      unsaved = true
    }
  }

  return {
    list: () => notices,
    add(phrase, at) {
      const same = JSON.stringify(phrase)
      const id = notices.reduce((most, one) => Math.max(most, one.id), 0) + 1
      notices = [{ id, at, phrase }, ...notices.filter((one) => JSON.stringify(one.phrase) !== same)].slice(0, MOST)
      save()
    },
    confirm(id) {
      const found = notices.find((one) => one.id === id)
      if (!found) return null
      notices = notices.filter((one) => one !== found)
      save()
      return found
    },
    save() {
      if (unsaved) save()
    },
  }
}
